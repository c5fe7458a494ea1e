"""Signs that begin and end emphasis, by the flanking rules of CommonMark."""

import re

from markdown import Markdown

from sourcebook.model.marks import SIGNS

_WORD = rf"[^\W_]|[{SIGNS}]"
_BEFORE, _AFTER = rf"(?<={_WORD})", rf"(?={_WORD})"
_NONE_BEFORE, _NONE_AFTER = rf"(?<!{_WORD})", rf"(?!{_WORD})"
_BOUNDARIES = {
    "*": (
        rf"{_BEFORE}RUN{_AFTER}|(?<=\S){_NONE_BEFORE}RUN(?=\S){_NONE_AFTER}",
        rf"{_BEFORE}RUN|(?<=\S)RUN{_NONE_AFTER}",
        rf"RUN{_AFTER}|{_NONE_BEFORE}RUN(?=\S)",
    ),
    "_": (
        rf"(?<=\S){_NONE_BEFORE}RUN(?=\S){_NONE_AFTER}",
        rf"(?<=\S)RUN{_NONE_AFTER}",
        rf"{_NONE_BEFORE}RUN(?=\S)",
    ),
}
"""For each sign, which runs of it may begin or end emphasis, which only end, and which only begin it."""


def flank_delimiters(md: Markdown) -> None:
    """Give the emphasis of an engine the boundaries of CommonMark, for which marks of ours are words."""
    known = md.delimiters.delimiters if md.delimiters else {}
    for sign, delimiter in known.items():
        run, names = rf"{re.escape(sign)}+", ("ambiguous", "end", "start")
        parts = (
            f"(?P<{name}>{pattern.replace('RUN', run)})" for name, pattern in zip(names, _BOUNDARIES[sign], strict=True)
        )
        delimiter.tag_count = 1  # else `***word***` nests the other way round
        delimiter.boundary = re.compile(rf"(?<!{re.escape(sign)})(?:{'|'.join(parts)})(?!{re.escape(sign)})")
