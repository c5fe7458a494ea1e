"""What `make lighthouse` makes of a report, and which pages it shows it."""

import gzip
import urllib.request
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from tests.harness.pages import one_of_each_template
from tests.sites import Built
from tools.lighthouse import CATEGORIES, Compressing, scores, wanting

REPORT = {
    "categories": {
        name: {"score": 1 if name != "seo" else 0.91, "auditRefs": [{"id": "a", "weight": 3}, {"id": "b", "weight": 0}]}
        for name in CATEGORIES
    },
    "audits": {
        "a": {"id": "a", "score": 0.5, "title": "Links say where they lead", "displayValue": "2 do not"},
        "b": {"id": "b", "score": 0, "title": "Of no weight"},
    },
}


def test_scores_are_of_a_hundred_and_what_keeps_from_it_is_told() -> None:
    assert scores(REPORT) == [100, 100, 100, 91]
    assert wanting(REPORT) == ["Links say where they lead 2 do not"]


def test_each_kind_of_page_is_looked_at_once(site: Built) -> None:
    pages = one_of_each_template(site.folder)
    kinds = {tree.body.attributes["class"] for tree in site.pages.values() if tree.body}
    assert set(pages) == kinds - {"not-found", "stub"}
    assert len(set(pages.values())) == len(pages)


def test_the_host_compresses_text(tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("<p>said</p>" * 50)
    handler = partial(Compressing, directory=str(tmp_path), prefix="/", rules=[("/*", "X-Tried", "yes")])
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/") as answer:
            assert (answer.headers["Content-Encoding"], answer.headers["X-Tried"]) == ("gzip", "yes")
            assert gzip.decompress(answer.read()) == (tmp_path / "index.html").read_bytes()
        server.shutdown()
