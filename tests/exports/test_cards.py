"""Cards: what stands on them, and that nothing on them runs over, however long."""

from pathlib import Path
from unicodedata import normalize

import pytest

from sourcebook.exports.cards import Cards, CardView, card_input
from sourcebook.stages.render import Templates, render
from tests.dossiers import REPORT, SITE, Changes, read_dossier, reader
from tests.lighthouse import LIGHTHOUSE, copy
from tests.sites import theme

HOUSE = theme(plain=True)
QUESTION, SOURCE = "questions/lamp-failures", "sources/notice-to-mariners"
LONG = "The question of who, in which year and by whose order, ordered the lamp to be taken down " * 3
CLAIM = "    at: 1\n    by: article\n    says: The lamp was seen.\n    words: [seen]\n    about: [skerry]\n"


def cards_of(content: Path) -> dict[str, CardView]:
    dossier = read_dossier(content)
    cards = Cards(dossier, HOUSE.translations, HOUSE.font_files)
    return {url: view for url in cards.pages if (view := cards.view(url)) is not None}


@pytest.fixture(scope="module")
def cards() -> dict[str, CardView]:
    return cards_of(LIGHTHOUSE)


def drawing(card: CardView) -> str:
    (file,) = render([card_input(card)], Templates(HOUSE.templates, HOUSE.translations))
    return file.data.decode()


def test_there_are_cards_for_home_topics_questions_sources_and_lists(cards: dict[str, CardView]) -> None:
    assert {url.split("/")[1] for url in cards if url.count("/") == 3} == {"topics", "questions", "sources"}
    assert {"/", "/people/", "/timeline/"} <= set(cards)
    assert {card.url for card in cards.values()} >= {"/cards/home.png", "/cards/people.png", f"/cards/{QUESTION}.png"}


@pytest.mark.parametrize(("title", "drawn"), [("Ẹlẹ́ṣin", "Eléṣin"), ("Müller, Çelik", "Müller, Çelik")])
def test_a_letter_that_the_fonts_lack_is_drawn_as_its_base_letter(title: str, drawn: str, tmp_path: Path) -> None:
    path = f"{SOURCE}.md"
    line = next(line for line in (LIGHTHOUSE / path).read_text("utf-8").splitlines() if line.startswith("title:"))
    cards = cards_of(copy(tmp_path / "content", [(path, line, f"title: {title}")]))
    assert normalize("NFC", "".join(cards[f"/{SOURCE}/"].title)) == normalize("NFC", drawn)


def test_a_question_bears_its_standing_and_a_source_its_outlet_and_date(cards: dict[str, CardView]) -> None:
    question, source = cards[f"/{QUESTION}/"], cards[f"/{SOURCE}/"]
    assert len(question.marks) >= 1
    assert drawing(question).count('class="glyph"') == len(question.marks)
    assert drawing(source).count('class="glyph"') == 0
    head = next(line for line in (LIGHTHOUSE / f"{SOURCE}.md").read_text("utf-8").splitlines() if "outlet:" in line)
    assert head.split(":")[1].strip().split("-")[0].casefold() in " ".join(source.text).casefold()


def test_a_page_in_letters_that_the_fonts_lack_shows_the_picture_of_its_list(tmp_path: Path) -> None:
    path = f"{SOURCE}.md"
    title = next(line for line in (LIGHTHOUSE / path).read_text("utf-8").splitlines() if line.startswith("title:"))
    cards = cards_of(copy(tmp_path / "content", [(path, title, "title: Извещение мореплавателям")]))
    assert f"/{SOURCE}/" not in cards
    assert len(cards) == len(cards_of(LIGHTHOUSE)) - 1


def test_a_digest_goes_by_the_letters_of_the_foot_and_not_by_its_figures() -> None:
    """A page tells of its card if the fonts have its letters; the counts at the foot of home's are always drawn."""

    def digests(changes: Changes) -> list[bytes]:
        cards = Cards(reader(changes), HOUSE.translations, HOUSE.font_files)
        return [cards.digest(url) for url in ("/", "/topics/lamp/")]

    home, topic = digests({})
    renamed = digests({"site.toml": SITE.replace('title = "The Skerry light"', 'title = "The Skerry 光"')})
    recounted = digests({"sources/lamp-relit.md": REPORT.replace("  height:\n", "  seen:\n" + CLAIM + "  height:\n")})
    assert renamed[1] != topic
    assert recounted == [home, topic]
