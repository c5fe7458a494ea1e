"""`python -m tools.outline`: TopoJSON in, sheets that the dossier can read out."""

import json
import subprocess
import sys
from pathlib import Path

from sourcebook.model.tables import Outline
from sourcebook.schema.tables import read_table
from tools.environment import ROOT

HEAD = 'title = "Land"\npublisher = "Nobody"\nlicence = "none"\nmade = "For a test."\n'
SQUARE = {
    "type": "Topology",
    "transform": {"scale": [1, 0.5], "translate": [-10, 0]},
    "objects": {
        "land": {"type": "GeometryCollection", "geometries": [{"type": "MultiPolygon", "arcs": [[[0, -2]], [[2]]]}]}
    },
    "arcs": [
        [[0, 0], [20, 0], [0, 40]],
        [[0, 0], [0, 40], [20, 0]],
        [[100, 0], [1, 0], [0, 1], [-1, -1]],
    ],
}
"""A square from 10 W to 10 E and from 0 to 20 N, in two arcs of which one runs backwards; and a rock at 90 E."""


def cut(to: Path, *sheets: str) -> Outline:
    (to / "land.json").write_text(json.dumps(SQUARE), encoding="utf-8")
    command = [sys.executable, "-m", "tools.outline", str(to / "land.json"), *(f"--sheet={sheet}" for sheet in sheets)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=60, check=True)
    read = read_table("map/outline.toml", HEAD + done.stdout)
    assert isinstance(read, Outline), read
    return read


def test_each_sheet_holds_the_land_of_its_box(tmp_path: Path) -> None:
    whole, part = cut(tmp_path, "-20,-10,20,30,0.1", "0,0,5,5,0.01").sheets
    assert {frozenset(ring) for ring in whole.rings} == {frozenset({(-10, 0), (10, 0), (10, 20), (-10, 20)})}
    assert {frozenset(ring) for ring in part.rings} == {frozenset({(0, 0), (5, 0), (5, 5), (0, 5)})}
    assert (whole.detail, part.box) == (0.1, (0, 0, 5, 5))


def test_what_is_smaller_than_the_detail_is_left_out(tmp_path: Path) -> None:
    fine, coarse = cut(tmp_path, "80,-5,100,5,0.1", "80,-5,100,5,2").sheets
    assert (len(fine.rings), len(coarse.rings)) == (1, 0)


def test_a_box_beyond_the_180th_meridian_finds_its_land(tmp_path: Path) -> None:
    (sheet,) = cut(tmp_path, "80,-5,380,5,0.1").sheets
    assert sorted({max(lon for lon, _ in ring) for ring in sheet.rings}) == [91, 370]
