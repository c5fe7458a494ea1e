"""Rules on what rests on more than the documents: notes, and topics in short."""

from collections.abc import Iterable, Iterator
from functools import partial

from sourcebook.model.blocks import Sentence
from sourcebook.model.dossier import Dossier, Note, Page, Question, ShortLine, Topic
from sourcebook.model.names import VOICES, Key
from sourcebook.model.reader import Reader
from sourcebook.model.tables import Reference
from sourcebook.rules.backing import backed
from sourcebook.rules.figure import Figure
from sourcebook.rules.figures import figures
from sourcebook.rules.finding import Finding, PageCheck, at_field
from sourcebook.rules.numbers import EXEMPT, claim_figures

REFERENCES = "references.toml"


def in_short_holds(dossier: Dossier) -> Iterator[Finding]:
    """A topic in short: every figure is given by the claims, or by what the reference shows, that its sentence
    rests on; how sure it is rests on a puzzle, on a question that no document answers, or on who is heard.
    """
    for page, topic in dossier.pages_with(Topic):
        for n, line in enumerate(topic.documents if page.entry.path not in dossier.gaps.unsure else ()):
            yield from _unbacked(
                dossier, page, ("documents", n), line, _claimed(dossier, line), "give a claim that has it"
            )
        for n, line in enumerate(topic.elsewhere):
            if line.reference:
                hint = f"add it to `shows` of [{line.reference.id}] in references.toml, once it was looked up there"
                shown = _shown([line.reference], dossier.tables.settings.language)
                yield from _unbacked(dossier, page, ("elsewhere", n), line, shown, hint)
        for n, line in enumerate(topic.how_sure):
            if line.rests_on and not _is_ground(dossier, line.rests_on):
                message = f"'{line.rests_on}' leaves nothing open"
                hint = f"name a puzzle, a question that no document answers, or {VOICES}"
                yield at_field(page, ("in_short", "how_sure", n, "rests_on"), message, hint)


def notes_shown(dossier: Reader) -> PageCheck:
    """Every figure and day in an editorial note that cites its references sentence by sentence is in what the
    references of that sentence, or of an earlier one in its paragraph, are recorded to show.
    """
    return partial(_note, dossier, dossier.settings().language)


def sentences_cited(dossier: Reader) -> PageCheck:
    """Every sentence of a paragraph or item of an editorial note that cites a reference cites one, or a claim. A
    paragraph that cites none is the editor's own: what was looked for and not found.
    """
    return partial(_uncited, dossier)


def sides_heard(dossier: Dossier) -> Iterator[Finding]:
    """A note on a contested matter has a reference of each side, or says from which side nothing was found."""
    for page, note in dossier.pages_with(Note):
        given = {reference.counted_as for reference in note.references}
        for n, side in enumerate(note.record.contested):
            if side not in given and side not in note.record.none_found:
                hint = "give one, with this `side` or `whose`, or name the side under `none_found`"
                yield at_field(page, ("contested", n), f"no reference of this note speaks for '{side}'", hint)
        for n, side in enumerate(note.record.none_found):
            if side in given:
                message = f"a reference of this note speaks for '{side}'"
                yield at_field(page, ("none_found", n), message, "leave the side out here")


def _note(dossier: Reader, language: str, page: Page) -> Iterator[Finding]:
    if not isinstance(page.matter, Note) or not _cites_references(page):
        return
    if not dossier.gaps.unsure.isdisjoint((page.entry.path, REFERENCES)):
        return
    references = {reference.id: reference for reference in page.matter.references}
    for block in dossier.body(page.key).blocks:
        shown: list[Figure] = []
        for sentence in block.sentences if block.kind not in EXEMPT else ():
            shown += _shown([references[name] for name in _cited(sentence) if name in references], language)
            claims = [dossier.claim(key) for key in page.cited(sentence)]
            for claim in claims:
                shown += claim_figures(claim, dossier.head(claim.key.page).published.date, language)
            for figure in figures(sentence.text, language):
                if not figure.in_words and not backed(shown, figure):
                    message = f"no reference cited so far in this paragraph shows '{figure.text}'"
                    hint = "cite the one that does, or add it to its `shows` in references.toml once it was looked up"
                    yield Finding(page.entry.path, sentence.place(figure.start), message, hint)


def _uncited(dossier: Reader, page: Page) -> Iterator[Finding]:
    for block in dossier.body(page.key).blocks if isinstance(page.matter, Note) else ():
        if block.kind in EXEMPT or not any(_cited(sentence) for sentence in block.sentences):
            continue
        for sentence in block.sentences:
            if not any(ref.kind in ("cite", "reference") for ref in sentence.refs):
                message = "this sentence cites nothing, though others of its paragraph do"
                hint = "end it with [@references/id], or set it apart if it says what was not found"
                yield Finding(page.entry.path, sentence.place(0), message, hint)


def _cites_references(page: Page) -> bool:
    return any(ref.kind == "reference" for ref in page.entry.outline.refs)


def _cited(sentence: Sentence) -> list[str]:
    return [name for ref in sentence.refs if ref.kind == "reference" for name in ref.targets]


def _shown(references: Iterable[Reference], language: str) -> tuple[Figure, ...]:
    texts = [text for reference in references for text in (reference.shows, reference.title) if text]
    return figures(" ; ".join(texts), language)


def _claimed(dossier: Dossier, line: ShortLine) -> tuple[Figure, ...]:
    language = dossier.tables.settings.language
    return tuple(
        figure
        for key in line.claims
        for figure in claim_figures(dossier.claims[key], dossier.source(key.source).record.published.date, language)
    )


def _unbacked(
    dossier: Dossier, page: Page, at: tuple[str, int], line: ShortLine, anchors: tuple[Figure, ...], hint: str
) -> Iterator[Finding]:
    for figure in figures(line.says, dossier.tables.settings.language):
        if not figure.in_words and not backed(anchors, figure):
            message = f"nothing that the sentence rests on gives '{figure.text}'"
            yield at_field(page, ("in_short", *at, "says"), message, hint)


def _is_ground(dossier: Dossier, key: Key) -> bool:
    if isinstance(dossier.pages[key].matter, Question):
        claims = (claim for claim in dossier.claims.values() if claim.record.kind == "statement")
        return not any(reading.answers == key for claim in claims for reading in claim.readings)
    return key.folder == "puzzles" or key == VOICES
