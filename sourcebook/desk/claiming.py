"""Writes claims into the file of a source: finds their words in its document, and fills in what follows from that."""

import hashlib
import re
from collections.abc import Collection, Sequence
from pathlib import Path

from msgspec import Struct

from sourcebook.desk.imports.article import RefusedError
from sourcebook.desk.imports.decoding import MOST_BYTES
from sourcebook.desk.name_index import NameIndex
from sourcebook.desk.originals import fold, parts_of
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import scalar
from sourcebook.model.dossier import Dossier, Page, Source
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Problem, did_you_mean
from sourcebook.model.reading import read_file
from sourcebook.output.files import write
from sourcebook.schema.claims import MAX_WORDS
from sourcebook.schema.field_types import OPEN
from sourcebook.schema.slugs import TAKEN

_OPENING, _CLOSING = "\"“„«»‘'", "\"”“»«’'"
_LONGEST_ID = 4
"""Words of a quotation that become the id of its claim."""


class NewClaim(Struct, frozen=True):
    """A claim as it was written: its line in the file, and its lines of YAML."""

    path: Path
    line: int
    text: str


def add_claim(
    content: Path, originals: Path, dossier: Dossier, slug: str, words: str, says: str, by: Sequence[str]
) -> NewClaim | Problem:
    """Write a claim into a source, with words of its document, after the claims that stand before it there.

    `says`, `by`: empty where they are to be filled in. Returns a problem if the words do not stand in one place.
    """
    page = dossier.pages.get(Key("sources", slug.removeprefix("sources/")))
    if page is None or not isinstance(page.matter, Source):
        names = [key.slug for key in dossier.pages if key.folder == "sources"]
        return Problem(f"sources/{slug}.md", START, "NAME", "there is no such source", did_you_mean(slug, names))
    found = _find(page, page.matter, originals, words)
    if isinstance(found, Problem):
        return found
    data = read_file(content / page.entry.path, page.entry.path, MOST_BYTES, content)
    if isinstance(data, Problem):
        return data
    number, part = found
    lines = data.decode("utf-8-sig").split("\n")
    at, indent, head = _place(page, page.matter, number, lines)
    fields = _fields(page.matter, NameIndex(dossier), number, part, words, says, by)
    taken = {name for claim in page.matter.record.claims for name in (claim.id, *claim.formerly)}
    name = free_id(taken, words)
    block = [f"{indent}{name}:", *(f"{indent * 2}{field}" for field in fields)]
    lines[at:at] = head + block
    if failed := write(content, page.entry.path, "\n".join(lines).encode()):
        return failed
    return NewClaim(content / page.entry.path, at + len(head) + 1, "\n".join(block))


def _find(page: Page, source: Source, originals: Path, words: str) -> tuple[int, str] | Problem:
    """Number and text of the one part of a document that has these words."""
    record, place = source.record, page.entry.place("file")
    files = (read_file(path, str(path), MOST_BYTES, originals) for path in sorted(originals.glob("*.*")))
    known = (data for data in files if isinstance(data, bytes) and hashlib.sha256(data).hexdigest() == record.sha256)
    if (data := next(known, None)) is None:
        hint = "name its folder with --originals DIR"
        return Problem(page.entry.path, place, "ORIGINAL", f"no document in {originals} has this sha256", hint)
    try:
        parts = parts_of(data, record.unit)
    except RefusedError as error:
        return Problem(page.entry.path, place, error.code, error.message, error.hint)
    having = [number for number, part in enumerate(parts, 1) if fold(words) in fold(part)]
    if len(having) == 1:
        return having[0], parts[having[0] - 1]
    message, hint = f"'{words}' is not in the document", "copy it letter by letter"
    if having:
        message = f"'{words}' is in {record.unit} {', '.join(map(str, having))}"
        hint = "give more words, so that they stand in one place"
    return Problem(page.entry.path, place, "ORIGINAL", message, hint)


def _place(page: Page, source: Source, number: int, lines: Sequence[str]) -> tuple[int, str, list[str]]:
    """Index of the line before which a claim belongs, its indent, and a line that must stand before it."""
    starts = {claim.id: page.entry.place("claims", claim.id) for claim in source.record.claims}
    indent = " " * (min((place.column for place in starts.values()), default=3) - 1)
    after = [starts[claim.id].line - 1 for claim in source.record.claims if claim.at.first > number]
    if after:
        return after[0], indent, []
    first = max((place.line for place in starts.values()), default=1)
    ends = re.compile(r"---\s*\Z" if not starts else r"(?:---\s*\Z|[^\s#])")
    end = next(index for index, line in enumerate(lines) if index >= first and ends.match(line))
    return end, indent, [] if starts else ["claims:"]


def _fields(
    source: Source, names: NameIndex, number: int, part: str, words: str, says: str, by: Sequence[str]
) -> list[str]:
    """Fields of a claim, a line each. Without `by`, who is named beside a quotation speaks, if it is one alone."""
    mentions = [mention.key for mention in names.mentions([part])]
    people = [names.reference(key) for key in dict.fromkeys(mentions) if key.folder == "people"]
    about = [names.reference(key) for key in dict.fromkeys(mentions)]
    speakers = list(by) or (people if len(people) == 1 and _is_quoted(part, words) else [])
    unplaced = source.record.unit in ("section", "second")
    return [
        f"at: {OPEN if unplaced else number}",
        *([f"by: [{', '.join(speakers)}]"] if speakers else []),
        f"says: {scalar(says or OPEN)}",
        f"words: [{', '.join(scalar(run, flow=True) for run in _runs(words))}]",
        *([f"about: [{', '.join(about)}]"] if about and not source.record.about else []),
    ]


def _runs(words: str) -> list[str]:
    """Words to quote: all of them if they are few, else the first and the last."""
    each = words.split()
    return [words] if len(each) <= MAX_WORDS else [" ".join(each[:MAX_WORDS]), " ".join(each[MAX_WORDS:][-MAX_WORDS:])]


def _is_quoted(part: str, words: str) -> bool:
    """True if words stand between quotation marks."""
    quoted = re.findall(rf"[{_OPENING}]([^\n]*?)[{_CLOSING}](?!\w)", part)
    return any(fold(words) in fold(text) for text in quoted)


def free_id(taken: Collection[str], words: str) -> str:
    """An id for a claim, made from its words, that is none of those `taken`."""
    name = slug_of(" ".join(words.split()[:_LONGEST_ID])) or "claim"
    name = f"claim-{name}" if name.startswith(TAKEN) else name
    numbered = (f"{name}-{n}" if n > 1 else name for n in range(1, len(taken) + 2))
    return next(free for free in numbered if free not in taken)
