"""Questions: pages and tables count the same."""

from sourcebook.examining import examine
from sourcebook.model.dossier import Question
from sourcebook.views.addresses import Addresses
from sourcebook.views.here import Here
from sourcebook.views.lookup import Lookup
from sourcebook.views.pages.questions import question_view
from sourcebook.views.rows import rows
from sourcebook.views.words import Words
from tests.lighthouse import LIGHTHOUSE
from tools.environment import ROOT


def test_a_page_and_the_table_tell_one_number_of_origins() -> None:
    dossier = examine(LIGHTHOUSE).dossier
    assert dossier is not None
    lookup, addresses = Lookup(dossier), Addresses("https://example.org")
    words = Words.load(ROOT / "templates" / "words" / "en.toml")
    table = {row["question"]: row for row in rows("standings", lookup, addresses) if not row["others"]}
    counted = {
        page.key.slug: question_view(Here(lookup, words, addresses, page.url), page).behind.origins
        for page in dossier.pages.values()
        if isinstance(page.matter, Question) and len(lookup.verdicts[page.key]) == 1
    }
    same = {slug: origins for slug, origins in counted.items() if slug in table}
    assert max(same.values()) > 1
    assert {slug: table[slug]["origins"] for slug in same} == same
