"""An exception that a template is to blame for is told at its line, whichever process met it."""

from pathlib import Path

import pytest

from sourcebook.build.make import make
from sourcebook.build.options import BuildOptions
from sourcebook.build.task import Task
from sourcebook.model.lookup import Lookup
from sourcebook.model.reader import Reader
from sourcebook.output.staging import Staging
from tests.dossiers import examine, write

BROKEN = {
    "{{ x.y }}": "TEMPLATE UndefinedError: 'x' is undefined (mend the template)",
    "{% if %}": "TEMPLATE TemplateSyntaxError: Expected an expression, got 'end of statement block'",
    "{% include 'none.html' %}": "TEMPLATE TemplateNotFound: 'none.html' not found",
}


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    report = examine(write(tmp_path_factory.mktemp("content")))
    assert report.dossier is not None
    assert report.bodies is not None
    return Reader(Lookup(report.dossier), report.bodies)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_the_program_is_none_of_a_template(tmp_path: Path, reader: Reader, workers: int) -> None:
    def broken() -> list[object]:
        raise ZeroDivisionError("no such number")

    with Staging(tmp_path / "site") as staging, pytest.raises(ZeroDivisionError):
        make(
            [Task(f"{number}", broken) for number in range(60)],  # type: ignore[arg-type]
            reader,
            staging,
            workers,
            options=BuildOptions(tmp_path, tmp_path),
        )
