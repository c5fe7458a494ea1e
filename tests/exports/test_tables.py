"""The tables, read back: by a checker of data packages, by a reader of CSV, and against each other."""

import csv
import datetime
import hashlib
import io
import json
import re
import shutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import frictionless
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.exports.tables import cell_text, table_files
from sourcebook.views.addresses import Addresses
from sourcebook.views.frame import Shell
from sourcebook.views.rows import rows
from sourcebook.views.site import Site
from sourcebook.views.tables import RELEASES, TABLES, Column, Table
from sourcebook.views.translations import Translations
from tests.cases import cases
from tests.dossiers import REPORT, reader
from tests.sites import BASE, Built
from tools.environment import ROOT

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")

WORDS = Translations.load(ROOT / "templates" / "words" / "en.toml")
TEXT = Column("text")
STARTS = "=+-@\t\r＝＋－＠"


def read_csv(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def read_json(path: Path) -> Any:
    return json.loads(path.read_bytes())


def faults(folder: Path) -> list[str]:
    """What the checker finds in a data package; its own word for each fault."""
    report = frictionless.validate(str(folder / "datapackage.json"))
    return [str(error) for (error,) in report.flatten(["type"])]


@pytest.fixture
def package(lighthouse: Built, tmp_path: Path) -> Path:
    """A copy of the data of a site, to be spoiled."""
    return Path(shutil.copytree(lighthouse.folder / "data", tmp_path / "data"))


def spoil(file: Path, old: str, new: str) -> None:
    text = file.read_text("utf-8-sig")
    assert old in text
    file.write_text(text.replace(old, new, 1), "utf-8-sig")


def hashed_again(package: Path) -> None:
    """Make sizes and digests those of the files as they are now."""
    descriptor = read_json(package / "datapackage.json")
    for resource in descriptor["resources"]:
        data = (package / resource["path"]).read_bytes()
        resource |= {"bytes": len(data), "hash": f"sha256:{hashlib.sha256(data).hexdigest()}"}
    (package / "datapackage.json").write_text(json.dumps(descriptor), "utf-8")


def test_package_is_valid_with_its_types_keys_and_hashes(lighthouse: Built) -> None:
    assert faults(lighthouse.folder / "data") == []


@pytest.mark.validate
def test_packages_of_all_dossiers_are_valid(site: Built) -> None:
    assert faults(site.folder / "data") == []


def test_checker_finds_a_changed_byte(package: Path) -> None:
    spoil(package / "claims.csv", "says", "seys")
    assert "hash-count" in faults(package)


def test_checker_finds_a_key_that_leads_nowhere(package: Path) -> None:
    rows = read_csv(package / "claims.csv")
    spoil(package / "claim-entities.csv", f"{rows[0]['id']},", "nothing#at-all,")
    hashed_again(package)
    assert faults(package) == ["foreign-key"]


def test_package_says_what_version_two_asks(site: Built) -> None:
    descriptor = read_json(site.folder / "data" / "datapackage.json")
    assert descriptor["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
    assert descriptor["licenses"][0]["path"] == site.dossier.tables.settings.licence.url
    assert [resource["name"] for resource in descriptor["resources"]] == [
        *(table.name for table in TABLES),
        *([RELEASES.name] if site.dossier.tables.releases else []),
    ]
    for resource in descriptor["resources"]:
        data = (site.folder / "data" / resource["path"]).read_bytes()
        assert resource["type"] == "table"
        assert resource["hash"] == f"sha256:{hashlib.sha256(data).hexdigest()}"
        assert resource["bytes"] == len(data)
        assert all(field["description"] for field in resource["schema"]["fields"])


def test_keys_lead_to_rows_in_lists_too(site: Built) -> None:
    rows = {table.name: read_json(site.folder / "data" / f"{table.name}.json") for table in TABLES}
    keys = {table.name: {row[table.key[0]] for row in rows[table.name]} for table in TABLES if table.key}
    led = 0
    for table, column, cell in cells(rows):
        if column.refers and cell is not None:
            targets = set(cell) if isinstance(cell, list) else {cell}
            assert targets <= keys[column.refers], f"{table.name}.{column.name}"
            led += len(targets)
    assert led > 50


def cells(rows: dict[str, list[dict[str, Any]]]) -> Iterator[tuple[Table, Column, Any]]:
    for table in TABLES:
        for row in rows[table.name]:
            yield from ((table, column, row[column.name]) for column in table.columns)


def test_csv_and_json_say_the_same(site: Built) -> None:
    for table in TABLES:
        in_csv = read_csv(site.folder / "data" / f"{table.name}.csv")
        in_json = read_json(site.folder / "data" / f"{table.name}.json")
        assert len(in_csv) == len(in_json) > 0
        for row, other in zip(in_csv, in_json, strict=True):
            assert list(row) == list(other) == [column.name for column in table.columns]
            said = {column.name: parsed(column, row[column.name]) for column in table.columns}
            assert said == {name: value or None if isinstance(value, list) else value for name, value in other.items()}


def parsed(column: Column, text: str) -> Any:
    """A cell of CSV as JSON has it; an empty list counts as nothing."""
    if not text:
        return None
    match column.type:
        case "integer" | "number":
            return float(text)
        case "ids":
            return text.split("|")
        case "integers":
            return [int(each) for each in text.split("|")]
        case "texts":
            return json.loads(text)
    return text


def test_tables_hold_the_whole_record(site: Built) -> None:
    rows = {table.name: read_json(site.folder / "data" / f"{table.name}.json") for table in TABLES}
    folders = [page.key.folder for page in site.dossier.pages.values()]
    assert [row["id"] for row in rows["claims"]] == [str(key) for key in site.dossier.claims]
    assert [row["says"] for row in rows["claims"]] == [claim.record.says for claim in site.dossier.claims.values()]
    for name in ("sources", "questions", "puzzles"):
        assert len(rows[name]) == folders.count(name)
    assert len(rows["promises"]) == sum(claim.record.kind == "promise" for claim in site.dossier.claims.values())
    assert {row["question"] for row in rows["standings"]} == {row["id"] for row in rows["questions"]}


@pytest.mark.parametrize(
    ("value", "low", "high"), [("27", 27, 27), ("20..30", 20, 30), ("20..", 20, None), ("..30", None, 30)]
)
def test_a_number_is_told_with_both_its_ends(value: str, low: int | None, high: int | None) -> None:
    changed = {"sources/lamp-relit.md": REPORT.replace("value: 27", f'value: "{value}"')}
    claims = {row["id"]: row for row in rows("claims", reader(changed), Addresses("https://example.org"), WORDS)}
    height, other = claims["lamp-relit#height"], claims["lamp-relit#relit"]
    assert [height[name] for name in ("value", "value_low", "value_high")] == [value, low, high]
    assert [other[name] for name in ("value", "value_low", "value_high")] == [None, None, None]


def test_addresses_in_tables_lead_to_pages_and_claims(site: Built) -> None:
    for table in TABLES:
        for row in read_json(site.folder / "data" / f"{table.name}.json"):
            if "url" in row:
                assert row["url"].startswith(BASE)
                assert site.resolves("index.html", row["url"]), row["url"]


def test_csv_is_what_rfc_4180_and_spreadsheets_ask(site: Built) -> None:
    for table in TABLES:
        data = (site.folder / "data" / f"{table.name}.csv").read_bytes()
        assert data.startswith("\ufeff".encode())
        assert data.count(b"\r\n") == data.count(b"\n") == 1 + len(read_csv(site.folder / "data" / f"{table.name}.csv"))


@cases
def test_formulas_are_inert(text: str, inert: str) -> None:
    assert cell_text(TEXT, text) == inert


ANY_TEXT = st.text(alphabet=st.sampled_from([*STARTS, *";'\"ab1 .,|\n"]))
CELLS = st.one_of(
    ANY_TEXT.map(lambda text: (TEXT, text)),
    st.lists(ANY_TEXT).map(lambda texts: (Column("texts", "texts"), tuple(texts))),
    st.lists(ANY_TEXT).map(lambda texts: (Column("ids", "ids"), tuple(texts))),
)


@given(CELLS)
def test_no_cell_begins_as_a_formula(cell: tuple[Column, Any]) -> None:
    """By whichever sign a spreadsheet cuts the line, and whether it knows of quotes or not."""
    out = io.StringIO(newline="")
    csv.writer(out).writerow(["", cell_text(*cell)])
    line = out.getvalue().removesuffix("\r\n").partition(",")[2]
    readings = [part for sign in ",;\t" for part in next(csv.reader(io.StringIO(line, newline=""), delimiter=sign), [])]
    for part in (*readings, *re.split("[,;\t]", line)):
        begins = part.lstrip(' \n"')[:1]
        assert begins == "" or begins not in STARTS or is_number(part.strip('"')), repr(part)


def is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except ArithmeticError:
        return False


@pytest.mark.parametrize(
    ("type_", "cell", "text"),
    [
        ("string", None, ""),
        ("number", Decimal("1E+3"), "1000"),
        ("number", -39.5, "-39.5"),
        ("date", datetime.date(2019, 3, 12), "2019-03-12"),
        ("ids", ("a#b", "c/d"), "a#b|c/d"),
        ("ids", (), ""),
        ("integers", (3, 4), "3|4"),
        ("texts", ("a|b", "“c”"), '["a|b", "“c”"]'),
    ],
)
def test_cells_are_written_by_the_type_of_their_column(type_: Any, cell: Any, text: str) -> None:
    assert cell_text(Column("any", type_), cell) == text


def test_a_hostile_headline_stays_a_text() -> None:
    headline = '=HYPERLINK("https://example.org";"click")'
    report = REPORT.replace("headline: The lamp is lit again", f"headline: {json.dumps(headline)}")
    dossier = reader({"sources/lamp-relit.md": report})
    site = Site(dossier, WORDS, Addresses("https://skerry.example"), Shell({}, None, False, False))
    files = {file.path: file.data.decode("utf-8-sig") for file in table_files(site)}
    (row,) = csv.DictReader(io.StringIO(files["data/sources.csv"], newline=""))
    assert row["headline"] == f"'{headline}"
    assert json.loads(files["data/sources.json"])[0]["headline"] == headline
