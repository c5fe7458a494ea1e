"""Questions: pages and tables count the same."""

from sourcebook.model.dossier import Question
from sourcebook.model.lookup import Lookup
from sourcebook.model.reader import Reader
from sourcebook.views.addresses import Addresses
from sourcebook.views.context import PageContext
from sourcebook.views.pages.questions import question_view
from sourcebook.views.rows import rows
from sourcebook.views.translations import Translations
from tests.dossiers import examine
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT


def test_a_page_and_the_table_tell_one_number_of_origins() -> None:
    report = examine(LIGHTHOUSE)
    assert report.dossier is not None
    assert report.bodies is not None
    lookup, addresses = Lookup(report.dossier), Addresses("https://example.org")
    reader = Reader(lookup, report.bodies)
    t = Translations.load(ROOT / "templates" / "words" / "en.toml")
    table = {row["question"]: row for row in rows("standings", reader, addresses, t) if not row["others"]}
    counted = {
        page.key.slug: question_view(PageContext(reader, t, addresses, page.url), page).evidence.origins
        for page in report.dossier.pages.values()
        if isinstance(page.matter, Question) and len(lookup.verdicts[page.key]) == 1
    }
    same = {slug: origins for slug, origins in counted.items() if slug in table}
    assert max(same.values()) > 1
    assert {slug: table[slug]["origins"] for slug in same} == same
