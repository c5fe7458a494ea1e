"""Sets a book as PDF/UA-1 by Typst, with its own fonts and those of the theme alone."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

MAIN, TEXT = "book.typ", "book.xml"


def set_pdf(files: Mapping[str, str], fonts: Iterable[Path]) -> bytes:
    """Set a PDF. `files`: the template MAIN, and all that it reads, by name."""
    import typst

    with TemporaryDirectory(prefix="sourcebook-") as folder:
        for name, text in files.items():
            Path(folder, name).write_text(text, "utf-8")
        pdf = typst.compile(
            Path(folder, MAIN),
            root=folder,
            font_paths=sorted({font.parent for font in fonts}),
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=["ua-1"],
        )
    assert isinstance(pdf, bytes)
    return pdf
