"""Import: a saved article in, a draft of its source out, and the article itself into a folder that git ignores."""

import datetime
import hashlib
from pathlib import Path
from shlex import quote

from msgspec import Struct
from msgspec.structs import replace

from sourcebook.desk.decoding import MOST_BYTES, Decoded, decode_saved
from sourcebook.desk.directory import Directory
from sourcebook.desk.draft import Draft, Origin, as_page
from sourcebook.desk.new import find_free, put
from sourcebook.desk.originals import paragraphs
from sourcebook.desk.plain_text import read_text
from sourcebook.desk.reading import Reading
from sourcebook.desk.saved_page import NoArticleError, can_read_pages, read_page
from sourcebook.desk.slugs import slug_of
from sourcebook.desk.yaml_text import clean
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Problem
from sourcebook.output.files import write_new
from sourcebook.schema.fields import MAX_PARAGRAPH

ORIGINALS = "originals"
WORDS_OF_HEADLINE = 5
MOST_COPIES = 1000
MOST_TEXT = 1 << 20
PAGES = (".html", ".htm", ".xhtml")
IGNORE = "# Documents that are not ours to publish: git leaves out all that lies here.\n*\n"


class Imported(Struct, frozen=True):
    """What became of a saved article: its draft, the original beside the dossier, and the draft's facts."""

    path: Path
    original: Path
    draft: Draft


def import_file(content: Path, file: Path, directory: Directory, today: datetime.date) -> Imported | Problem:
    """Make a draft source of a saved article; what is wrong instead where that cannot be. Never overwrites."""
    data = _bytes(file)
    if isinstance(data, Problem):
        return data
    read = _read(file, data, directory)
    if isinstance(read, Problem):
        return read
    reading, text = read
    if len(reading.paragraphs) > MAX_PARAGRAPH:
        return Problem(str(file), START, "SIZE", f"more than {MAX_PARAGRAPH} lines", "save the article alone")
    digest = hashlib.sha256(text).hexdigest()
    known = _recorded(content, digest)
    if known:
        return Problem(str(file), START, "TAKEN", f"{known} is about this very document", "nothing is to be done")
    key = _name(content, file, reading)
    if isinstance(key, Problem):
        return key
    original = _keep(content, file, data, text)
    if isinstance(original, Problem):
        return original
    draft = as_page(reading, Origin(file.name, original.name, digest, today), directory)
    path = put(content, key, draft.text)
    return path if isinstance(path, Problem) else Imported(path, original, draft)


def _bytes(file: Path) -> bytes | Problem:
    try:
        if file.stat().st_size > MOST_BYTES:
            return Problem(
                str(file), START, "SIZE", f"more than {MOST_BYTES >> 20} MB", "save the article alone, as text"
            )
        return file.read_bytes()
    except OSError as error:
        return Problem(str(file), START, "READ", f"cannot be read: {error.strerror}", "check its name and permissions")


def _read(file: Path, data: bytes, directory: Directory) -> tuple[Reading, bytes] | Problem:
    """What a file tells, and the bytes of its text as they are kept: its own, if they are text in UTF-8."""
    decoded = decode_saved(data)
    if decoded is None:
        hint = "save the page as HTML, or its text as .txt"
        return Problem(str(file), START, "IMPORT", "this is neither text nor HTML", hint)
    if file.suffix.lower() in PAGES or decoded.text.lstrip()[:200].lower().startswith(
        ("<!doctype html", "<html", "<?xml")
    ):
        return _page(file, decoded, directory)
    if len(decoded.text) > MOST_TEXT:
        return Problem(str(file), START, "SIZE", f"more than {MOST_TEXT >> 20} MB of text", "save the article alone")
    lines = paragraphs(decoded.text)
    if not lines:
        return Problem(str(file), START, "IMPORT", "the file is empty", "save the article again")
    reading = replace(read_text(lines, directory), encoding=decoded.encoding)
    return reading, data if decoded.encoding == "utf-8" else decoded.text.encode()


def _page(file: Path, decoded: Decoded, directory: Directory) -> tuple[Reading, bytes] | Problem:
    if not can_read_pages():
        hint = f"run: make import FILE={quote(str(file.absolute()).replace('$', '$$'))}"
        return Problem(str(file), START, "IMPORT", "HTML is read with trafilatura, which is not installed", hint)
    try:
        reading = replace(read_page(decoded.text, directory), encoding=decoded.encoding)
    except NoArticleError:
        hint = "copy the article's text into a .txt file and import that"
        return Problem(str(file), START, "IMPORT", "no article was found in this page", hint)
    if decoded.claimed:
        reading.open.append(
            f"The page claims to be {decoded.claimed} and was read as {decoded.encoding}: look at its letters."
        )
    return reading, "".join(f"{line}\n\n" for line in reading.paragraphs).rstrip("\n").encode() + b"\n"


def _recorded(content: Path, digest: str) -> str | None:
    files = filter(Path.is_file, sorted((content / "sources").glob("*.md")))
    return next((f"sources/{path.name}" for path in files if digest.encode() in path.read_bytes()), None)


def _name(content: Path, file: Path, reading: Reading) -> Key | Problem:
    """A name nobody has: of the headline, or of the file."""
    name = slug_of(" ".join(clean(reading.headline.text).split()[:WORDS_OF_HEADLINE])) if reading.headline else ""
    slug = name or slug_of(file.stem) or "document"
    for number in range(1, 100):
        key = find_free(content, "sources", slug, "" if number == 1 else f"{slug}-{number}")
        if isinstance(key, Key) or key.code != "TAKEN":
            return key
    return key


def _keep(content: Path, file: Path, data: bytes, text: bytes) -> Path | Problem:
    """The text of an article in a folder that git ignores, and beside it what was saved where that is not the text."""
    failed = write_new(content, f"{ORIGINALS}/.gitignore", IGNORE.encode())
    if failed and failed.code != "TAKEN":
        return failed
    kept = _copy(content, f"{file.stem}.txt", text)
    if isinstance(kept, Problem) or data == text:
        return kept
    saved = _copy(content, f"{kept.stem}{file.suffix if file.suffix.lower() in PAGES else '.original'}", data)
    return saved if isinstance(saved, Problem) else kept


def _copy(content: Path, name: str, data: bytes) -> Path | Problem:
    stem, _, suffix = name.rpartition(".")
    for number in range(1, MOST_COPIES):
        path = f"{ORIGINALS}/{name if number == 1 else f'{stem}-{number}.{suffix}'}"
        failed = write_new(content, path, data)
        if failed is None or (failed.code == "TAKEN" and (content / path).read_bytes() == data):
            return content / path
        if failed.code != "TAKEN":
            return failed
    return Problem(path, START, "TAKEN", f"there are {MOST_COPIES} files of this name", "rename the file to import")
