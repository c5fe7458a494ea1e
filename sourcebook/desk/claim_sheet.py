"""Claims as a sheet, a row each: CSV written from the files of the sources, and read back into them."""

import csv
import io
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from sourcebook.desk.claiming import free_id
from sourcebook.desk.imports.decoding import MOST_BYTES
from sourcebook.desk.yaml_text import clean, comment_of, flow
from sourcebook.model.characters import arm, disarm
from sourcebook.model.names import Key
from sourcebook.model.problem import START, Place, Problem, did_you_mean
from sourcebook.model.reading import read_file
from sourcebook.output.files import write
from sourcebook.schema.claims import ClaimFields
from sourcebook.schema.front_matter import read_front_matter
from sourcebook.schema.located import Tree
from sourcebook.schema.pages import to_record
from sourcebook.schema.yaml_tree import read_tree

FIELDS = tuple(ClaimFields.model_fields)
COLUMNS = ("source", "claim", *FIELDS)
"""The source's slug, the claim's id, and a column for each field; an empty cell is no field."""

_FOLDER = "sources"
_LISTS = {name: r"\|" if name == "words" else r"[|,]" for name in ("words", "about", "shown_by", "formerly")}
"""Fields that are lists, and what may stand between their items in a cell without brackets."""


class _RefusedError(Exception):
    """Problems for which nothing is written."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__()
        self.problems = problems


class _Row(Struct, frozen=True):
    place: Place
    source: str
    claim: str
    cells: dict[str, str]


def write_sheet(content: Path, path: Path) -> list[Problem]:
    """Write a CSV (RFC 4180, UTF-8 with a byte-order mark) of all claims, as the files of the sources have them."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    try:
        for source in sorted(file.stem for file in (content / _FOLDER).glob("*.md")):
            for name, fields in _SourceText(content, source).claims.items():
                cells = (_armless(fields[field]) if field in fields else "" for field in FIELDS)
                writer.writerow([source, name, *cells])
    except _RefusedError as error:
        return list(error.problems)
    failed = write(path.absolute().parent, path.name, out.getvalue().encode("utf-8-sig"))
    return [failed] if failed else []


def read_sheet(content: Path, path: Path) -> list[str] | list[Problem]:
    """Write the claims of a sheet into the files of their sources: those that differ, and new ones after the last.

    Returns their names, or problems, for which nothing is written. A claim without a row stays as it is.
    """
    texts: dict[str, _SourceText] = {}
    changed = []
    try:
        for row in _rows(path):
            if row.source not in texts:
                _find_source(content, path, row)
                texts[row.source] = _SourceText(content, row.source)
            if name := texts[row.source].put(row):
                changed.append(f"{row.source}#{name}")
        if problems := [problem for text in texts.values() for problem in text.problems(str(path))]:
            raise _RefusedError(*problems)
    except _RefusedError as error:
        return list(error.problems)
    failed = [write(content, text.path, "\n".join(text.lines).encode()) for text in texts.values() if text.rows]
    return [problem for problem in failed if problem] or changed


def _rows(path: Path) -> Iterator[_Row]:
    data = read_file(path, str(path), MOST_BYTES)
    if isinstance(data, Problem):
        raise _RefusedError(data)
    try:
        text = data.decode("utf-8-sig")
        separator = max(",;\t", key=text.partition("\n")[0].count)
        reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
        _refuse_columns(path, reader.fieldnames or ())
        for row in reader:
            place = Place(reader.line_num)
            if None in row:
                hint = "quote a cell that has the separator in it"
                raise _RefusedError(Problem(str(path), place, "IMPORT", "more cells than there are columns", hint))
            cells = {name: _listed(name, arm(clean(cell or ""))) for name, cell in row.items()}
            if any(cells.values()):
                source, claim = cells.pop("source").removeprefix(f"{_FOLDER}/"), cells.pop("claim", "")
                yield _Row(place, source, claim, cells)
    except (UnicodeDecodeError, csv.Error) as error:
        hint = "save it as CSV in UTF-8"
        raise _RefusedError(Problem(str(path), START, "IMPORT", f"this is no such table: {error}", hint)) from error


def _refuse_columns(path: Path, columns: Sequence[str]) -> None:
    sheet = "begin with the sheet that `sourcebook claims --to FILE` writes"
    wrong = {column: "there is no such column" for column in columns if column not in COLUMNS}
    wrong |= {column: "this column stands twice" for column in columns if columns.count(column) > 1}
    wrong |= {} if "source" in columns else {"source": "this column is missing"}
    if wrong:
        hints = {column: did_you_mean(column, {*COLUMNS} - {*columns}, sheet) for column in {*columns} - {*COLUMNS}}
        hints |= dict.fromkeys({*columns} & {*COLUMNS}, "keep one")
        found = ((f"`{column}`: {what}", hints.get(column, sheet)) for column, what in wrong.items())
        raise _RefusedError(*(Problem(str(path), START, "IMPORT", *said) for said in found))


def _find_source(content: Path, path: Path, row: _Row) -> None:
    known = [file.stem for file in (content / _FOLDER).glob("*.md")]
    if row.source not in known:
        hint = did_you_mean(row.source, known, "import or write the source first")
        raise _RefusedError(Problem(str(path), row.place, "NAME", f"there is no source '{row.source}'", hint))


class _SourceText:
    """The file of a source, whose claims can be replaced and added. `rows`: those written, by id."""

    def __init__(self, content: Path, slug: str) -> None:
        self.path = f"{_FOLDER}/{slug}.md"
        self.rows: dict[str, _Row] = {}
        data = read_file(content / self.path, self.path, MOST_BYTES, content)
        if isinstance(data, Problem):
            raise _RefusedError(data)
        self.lines = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").split("\n")
        self._read()

    def _read(self) -> None:
        tree = read_front_matter(self.path, "\n".join(self.lines))
        if isinstance(tree, list):
            raise _RefusedError(*tree)
        self.tree, self.places = tree, tree.places
        claims = tree.tree.get("claims") or {}
        self.claims: dict[str, dict[str, Tree]] = claims if isinstance(claims, dict) else {}

    def put(self, row: _Row) -> str:
        """Write a claim. Returns its id; "" if it stands there already."""
        name = row.claim or free_id({*self.claims}, row.cells.get("words", ""))
        old = self.claims.get(name) or {}
        new = {field: cell for field in (*old, *row.cells) if (cell := row.cells.get(field, _cell(old.get(field))))}
        if new == {field: _cell(value) for field, value in old.items() if value is not None}:
            return ""
        start, end, indent = self._span(name)
        comments = [f"{indent}{text}" for line in self.lines[start:end] if (text := comment_of(line))]
        fields = [
            f"{indent * 2}{field}: {cell if cell.isdecimal() else flow(_value(cell))}" for field, cell in new.items()
        ]
        head = [] if ("claims",) in self.places else ["claims:"]
        self.lines[start:end] = [*head, *comments, f"{indent}{name}:", *fields]
        self.rows[name] = row
        self._read()
        return name

    def _span(self, name: str) -> tuple[int, int, str]:
        """Lines of a claim, or an empty span where a new one belongs, and the indent of claims."""
        starts = {path[1]: place for path, place in self.places.items() if path[:1] == ("claims",) and len(path) == 2}
        indent = " " * (min((place.column for place in starts.values()), default=3) - 1)
        begins = [place.line - 1 for place in starts.values()]
        top = [place.line - 1 for path, place in self.places.items() if len(path) == 1]
        fence = next(n for n, line in enumerate(self.lines) if n and line.startswith("---"))
        if name not in starts:
            last = max((*begins, self.places[("claims",)].line - 1)) if ("claims",) in self.places else fence - 1
            end = min((n for n in (*top, fence) if n > last), default=fence)
            return end, end, indent
        start = starts[name].line - 1
        return start, min(n for n in (*begins, *top, fence) if n > start), indent

    def problems(self, sheet: str) -> Iterator[Problem]:
        """Problems of the file as it would be; those of a claim that was written stand at its row."""
        found = to_record(self.path, Key(_FOLDER, Path(self.path).stem), self.tree)
        rows = {self.places[("claims", name)].line: row for name, row in self.rows.items()}
        starts = sorted(place.line for path, place in self.places.items() if path[:1] == ("claims",) and len(path) == 2)
        for problem in found if self.rows and isinstance(found, list) else ():
            start = max((line for line in starts if line <= problem.place.line), default=0)
            row = rows.get(start)
            yield problem._replace(path=sheet, place=row.place) if row else problem


def _listed(field: str, cell: str) -> str:
    """A cell of a field that is a list, as YAML."""
    if not cell or field not in _LISTS or isinstance(_value(cell), list):
        return cell
    return flow([item.strip() for item in re.split(_LISTS[field], cell)])


def _cell(value: Tree) -> str:
    """A value as a cell: a text as it is, unless it would be read as a list; a list or mapping in YAML."""
    if isinstance(value, str) and isinstance(_value(value), str):
        return clean(value)
    return "" if value is None else flow(value)


def _armless(value: Tree) -> str:
    """A cell that no spreadsheet takes for a formula; in JSON, where an apostrophe would seem to be put in for that."""
    cell = _cell(value)
    return disarm(cell if arm(disarm(cell)) == cell else json.dumps(value, ensure_ascii=False).replace("'", "\\u0027"))


def _value(cell: str) -> Tree:
    """The value of a cell: a list, mapping or quoted text if it can be read as one, else the text."""
    if cell[:1] in ("[", "{", '"'):
        read = read_tree("", f"x: {cell}", 1)
        if not isinstance(read, list):
            value: Tree = read.tree["x"]
            return value
    return cell
