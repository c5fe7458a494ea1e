"""Sets a book as PDF/UA-1 by Typst, with its own fonts and those of the theme alone."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

MAIN, TEXT = "book.typ", "book.xml"


def set_pdf(files: Mapping[str, str], fonts: Iterable[Path]) -> bytes | str:
    """Set a PDF; returns Typst's words if it refuses, as where no font has a letter.

    `files`: the template MAIN, and all that it reads, by name; `fonts`: folders.
    """
    import typst

    with TemporaryDirectory(prefix="sourcebook-") as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        try:
            pdf = typst.compile(
                Path(folder, MAIN),
                root=Path(folder),
                font_paths=list(fonts),
                ignore_system_fonts=True,
                format="pdf",
                pdf_standards=["ua-1"],
            )
        except typst.TypstError as error:
            return str(error.message)
    assert isinstance(pdf, bytes)
    return pdf
