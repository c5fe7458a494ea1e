"""Types and fields of the formats for reference managers, by the kind of document."""

TYPES = {
    "article": ("online", "NEWS", "article-newspaper"), "web page": ("online", "ELEC", "webpage"),
    "report": ("report", "RPRT", "report"), "book": ("book", "BOOK", "book"),
    "law": ("legislation", "STAT", "legislation"), "letter": ("letter", "PCOMM", "personal_communication"),
    "dataset": ("dataset", "DATA", "dataset"),
    "image": ("image", "ART", "graphic"), "recording": ("audio", "SOUND", "song"),
    "film": ("movie", "MPCT", "motion_picture"), "interview": ("misc", "PCOMM", "interview"),
    "post": ("online", "BLOG", "post"), "page": ("online", "ELEC", "webpage"),
}  # fmt: skip
"""Types of BibLaTeX, RIS and CSL, by the kind of document."""
CONTAINERS = {"article": "journaltitle", "report": "institution", "book": "publisher", "dataset": "publisher"}
BIBTEX = {"article": "article", "report": "techreport", "book": "book"}
BIBTEX_CONTAINERS = {"article": "journal", "techreport": "institution", "book": "publisher"}
"""Types of BibTeX by the kind of document, the others are `misc`; and the field that has the container, by type."""

TEX = str.maketrans(
    {
        "\\": r"\textbackslash{}", "^": r"\textasciicircum{}", "~": r"\textasciitilde{}",
        **{sign: f"\\{sign}" for sign in "{}$&#%_"},
    }
)  # fmt: skip
