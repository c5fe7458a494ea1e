"""Rules on voices: who is named asserts or reports what a sentence cites, and somebody is named where it cites."""

from collections.abc import Iterator, Sequence
from functools import partial

from sourcebook.model.blocks import Alignment, Block
from sourcebook.model.dossier import Claim, Note, Page, ShortLine, Topic
from sourcebook.model.language import language_of
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.reader import Reader
from sourcebook.model.tables import Reference
from sourcebook.model.values import EntityValue
from sourcebook.rules.figures import figures, has_digits
from sourcebook.rules.finding import Finding, PageCheck, at_field, known_blocks
from sourcebook.rules.pairs import Voices, attributable_to, exchanged
from sourcebook.rules.spoken import SPEAKERS, Names, Spoken, contains_name, long_words

HINT = "name who asserts or reports it, or cite a claim of theirs"
OUTSIDE_HINT = "name whose word it is, or add to `shows` in references.toml who says it there, once it was looked up"
WHO_HINT = "say who says it, or which outlet reports it"
_WHO = ("people", "organisations")
_KINDS = ("paragraph", "quotation", "item", "row")


def voices_right(dossier: Reader) -> PageCheck:
    """Whoever a sentence names as saying something asserts or reports a claim that it cites:
    as speaker, author, outlet, agency, or as one that these rely on or count as. Where a sentence pairs names with
    figures, each figure is that of its name; a sentence that names somebody beside a figure has a citation. The same
    holds of a topic in short, where a reference that a sentence rests on has the name of whoever says it.
    """
    language = dossier.settings().language
    return partial(_page, dossier, language, Names(dossier, language_of(language)))


def _page(dossier: Reader, language: str, names: Names, page: Page) -> Iterator[Finding]:
    is_note = isinstance(page.matter, Note)
    for block in known_blocks(dossier, page, attributable_to) if page.cites or is_note else ():
        if block.kind in _KINDS:
            yield from _block(dossier, language, names, page, block)
    if isinstance(page.matter, Topic) and page.entry.path not in dossier.gaps.unsure:
        for n, line in enumerate(page.matter.documents):
            spoken, voices = _short(dossier, page, line, names)
            for _, message in (*_foreign(dossier, spoken, voices), *exchanged(dossier, language, spoken, voices)):
                yield at_field(page, ("in_short", "documents", n, "says"), message, HINT)
        for n, line in enumerate(page.matter.elsewhere):
            spoken, _ = _short(dossier, page, line, names)
            for _, message in _outside(spoken, [line.reference] if line.reference else []):
                yield at_field(page, ("in_short", "elsewhere", n, "says"), message, OUTSIDE_HINT)


def _short(dossier: Reader, page: Page, line: ShortLine, names: Names) -> tuple[Spoken, Voices]:
    """A sentence of *In short*, and who asserts or reports its claims."""
    alignment = Alignment((("paragraph", line.says),), text=line.says)
    spoken = Spoken(dossier, page, alignment.blocks[0].sentences[0], names)
    return spoken, {key: attributable_to(dossier, key) for key in line.claims}


def _outside(spoken: Spoken, references: Sequence[Reference]) -> Iterator[tuple[int, str]]:
    """Find names of speakers that no reference of a sentence has."""
    texts = [text for each in references for text in (each.title, each.publisher, each.whose, each.shows) if text]
    said = [(mention.start, spoken.text[mention.start : mention.end]) for mention in spoken.mentions if mention.says]
    for start, name in (*said, *spoken.strangers()) if texts else ():
        if not any(contains_name(text, name) for text in texts):
            yield start, f"'{name}' is not in what the reference is recorded to show"


def _block(dossier: Reader, language: str, names: Names, page: Page, block: Block) -> Iterator[Finding]:
    for sentence in block.sentences:
        claims, kinds = page.cited(sentence), {ref.kind for ref in sentence.refs}
        if kinds.isdisjoint(("cite", "reference")):
            if has_digits(sentence.text):
                yield from _uncited(language, Spoken(dossier, page, sentence, names))
        elif claims:
            spoken = Spoken(dossier, page, sentence, names)
            voices = {key: attributable_to(dossier, key) for key in claims}
            for start, message in (*_foreign(dossier, spoken, voices), *exchanged(dossier, language, spoken, voices)):
                yield Finding(page.entry.path, spoken.place(start), message, HINT)
        elif isinstance(page.matter, Note):
            cited = {name for ref in sentence.refs if ref.kind == "reference" for name in ref.targets}
            spoken = Spoken(dossier, page, sentence, names)
            for start, message in _outside(spoken, [each for each in page.matter.references if each.id in cited]):
                yield Finding(page.entry.path, spoken.place(start), message, OUTSIDE_HINT)


def _uncited(language: str, spoken: Spoken) -> Iterator[Finding]:
    """Find a figure beside a name in a sentence without a citation: an earlier one may be of somebody else."""
    figure = next((figure for figure in figures(spoken.text, language) if not figure.in_words), None)
    if figure:
        names = [spoken.text[who.start : who.end] for who in spoken.mentions if who.says or who.key.folder in _WHO]
        for name in [*names, *(name for _, name in spoken.strangers())][:1]:
            message = f"'{figure.text}' stands beside '{name}' without a citation"
            hint = "cite in this sentence the claim that gives it, [@source#claim]"
            yield Finding(spoken.page.entry.path, spoken.place(figure.start), message, hint)


def _foreign(dossier: Reader, spoken: Spoken, voices: Voices) -> Iterator[tuple[int, str]]:
    """Find names of speakers who are none, and of people and outlets of whom no cited claim tells."""
    claims = [dossier.claim(key) for key in voices]
    voice = {who for each in voices.values() for who in each} | spoken.documents
    concerned = voice | {who for claim in claims for who in _concerned(claim)}
    for mention in spoken.mentions:
        name = spoken.text[mention.start : mention.end]
        if mention.key in voice or _is_told_of(dossier, mention.key, claims, mention.says):
            continue
        if mention.says:
            yield mention.start, f"'{name}' neither asserts nor reports what this sentence cites"
        elif mention.key not in concerned and _is_watched(dossier, mention.key):
            yield mention.start, f"no claim that this sentence cites is by or about '{name}'"
    for start, name in () if dossier.gaps.within(*SPEAKERS) else spoken.strangers():
        if not any(contains_name(text, name) for claim in claims for text in (claim.record.says, *claim.record.words)):
            yield start, f"'{name}' neither asserts nor reports what this sentence cites"


def _concerned(claim: Claim) -> Iterator[Key]:
    yield from claim.about
    yield from (reading.value.key for reading in claim.readings if isinstance(reading.value, EntityValue))


def _is_told_of(dossier: Reader, key: Key, claims: Sequence[Claim], says: bool) -> bool:
    """True if a claim names somebody; as a speaker, only if it is in the voice of its document."""
    names = {dossier.title(key), *([dossier.title(key).split()[-1]] if key.folder == "people" else [])}
    texts = [text for claim in claims if not (says and claim.by) for text in (claim.record.says, *claim.record.words)]
    return any(contains_name(text, name) for name in names for text in texts)


def _is_watched(dossier: Reader, key: Key) -> bool:
    """True of people, and of all who make documents."""
    heads = (dossier.head(source) for source in dossier.sources())
    return key.folder == "people" or any(key in (*head.authors, head.outlet, head.relies_on) for head in heads)


def speakers_named(dossier: Reader) -> PageCheck:
    """A sentence that cites a claim names its speaker, outlet or document, or follows in its paragraph upon one that
    does. A voice holds until another one is named.
    """
    return partial(_voiced, dossier, Names(dossier, language_of(dossier.settings().language)))


def _voiced(dossier: Reader, names: Names, page: Page) -> Iterator[Finding]:
    for block in known_blocks(dossier, page, attributable_to) if page.cites else ():
        if block.kind in ("paragraph", "quotation") and any(map(page.cited, block.sentences)):
            yield from _unnamed(dossier, names, page, block)
    if isinstance(page.matter, Topic) and page.entry.path not in dossier.gaps.unsure:
        for n, line in enumerate(page.matter.documents):
            spoken, voices = _short(dossier, page, line, names)
            if line.home and not all(_has_voice(dossier, key, spoken.named, spoken) for key in voices):
                message = "this sentence is shown on home, but names neither speaker nor outlet"
                yield at_field(page, ("in_short", "documents", n, "says"), message, WHO_HINT)


def _unnamed(dossier: Reader, names: Names, page: Page, block: Block) -> Iterator[Finding]:
    held: set[Key] = set()
    is_document = False
    for sentence in block.sentences:
        spoken = Spoken(dossier, page, sentence, names)
        claims = page.cited(sentence)
        if any(mention.says for mention in spoken.mentions):
            voices = {who for key in claims for who in attributable_to(dossier, key)}
            held &= voices
            is_document = False
        held |= spoken.named
        is_document = is_document or names.document.search(spoken.text) is not None
        if not is_document and any(not _has_voice(dossier, key, held, spoken) for key in claims):
            message = "this sentence cites a claim, but names neither speaker nor outlet"
            yield Finding(page.entry.path, sentence.place(0), message, WHO_HINT)


def _has_voice(dossier: Reader, key: ClaimKey, held: set[Key], spoken: Spoken) -> bool:
    return not attributable_to(dossier, key).isdisjoint(held) or _has_word_for(dossier, key, spoken)


def _has_word_for(dossier: Reader, key: ClaimKey, spoken: Spoken) -> bool:
    """True if a sentence has a word for a speaker or document: of the office that it gives, or of its title."""
    names = [named for who in dossier.claim(key).by for where, named in dossier.names(who) if where == key.page]
    titles = [dossier.title(key.page), *(named.record.title or "" for named in names)]
    words = set(long_words(spoken.text))
    return any(not words.isdisjoint(long_words(title)) for title in titles)
