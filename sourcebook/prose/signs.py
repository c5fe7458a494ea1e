"""Signs of Markdown that are not supported or not understood, each with its message and cure."""

from typing import NamedTuple

from sourcebook.model.marks import CLOSE, LINK, NOTE
from sourcebook.prose.clean import TAGS

_TAG_NAMES = "|".join(sorted({*TAGS, "details", "div", "figure", "iframe", "img", "script", "section"} - set("abiq")))
_PER_SIGN = "put a backslash before each sign, or delete it"


class Kind(NamedTuple):
    """Pattern of signs left in a text, with message and hint."""

    pattern: str
    message: str
    hint: str


KINDS = (
    Kind(r"\[[\[@][^\n\0]{0,40}", "this mark does not close", "close it, or put a backslash before it"),
    Kind(
        r"~~(?=\S)(?:[^~\n]*~~)?|(?<=\S)~~",
        "strikethrough is not supported",
        "delete the words, or say that they no longer hold",
    ),
    Kind(r"(?<!.)\[[ xX]\](?= )", "task lists are not supported", "say in words what is done"),
    Kind(
        r"\{[#.:][^{}\n]*\}",
        "attributes are not supported",
        "delete it; the address of a heading is made from its text",
    ),
    Kind(
        r"\{\{[^{}\n]*(?:\}\})?|\{%[^{}\n]*(?:%\})?",
        "short codes are not supported",
        "delete it, or write it as code between backticks",
    ),
    Kind(
        rf"\[\^[^\[\]\n]+\]:?|(?<!\w)\^\[[^\[\]\n]+\]|^ *{NOTE}[0-9]+{CLOSE}:",
        "this is not read as a footnote",
        "write [^name] without blanks in the text, and [^name]: with its words at the left margin",
    ),
    Kind(
        r"\[[^\[\]\n]+\]\[[^\[\]\n]*\]?",
        "nothing defines this link",
        "define it on a line of its own: [name]: https://…, or put a backslash before the brackets",
    ),
    Kind(
        r"\[[^\[\]\n]*\]\(|\]\(",
        "this is not read as a link",
        "write [words](https://…), with %20 for a space in the address",
    ),
    Kind(
        r"^ {0,3}\[[^\n]*\]:(?=\S| *https?:)",
        "this does not define a link",
        "write [name]: https://… on a line of its own after an empty one",
    ),
    Kind(r"^ {0,3}#{2,6}(?=[^\s#])", "this is not read as a heading", "put a space behind the signs"),
    Kind(
        r"^ {0,3}(?=\S*\|)\|?(?: *:?-+:? *\|)+(?: *:?-+:?)? *$|^ {0,3}\|[^|\n]*\|[^\n]*\| *$",
        "this is not read as a table",
        "give the line of dashes as many cells as the head, and put it straight below",
    ),
    Kind(
        r"\n {4,}(?:[-+*]|[0-9]{1,9}[.)]) +(?=\S)",
        "this is not read as an item of a list",
        "indent it as far as the text of the item that it belongs to",
    ),
    Kind(
        r"(?<![\w*])\*{1,3}(?=[^\W\d_])|(?<=[^\W\d_])\*{1,3}(?![\w*])|\*\*(?=[^\s*])|(?<=[^\s*])\*\*|\*\* [^*\n]+ \*\*",
        "this emphasis does not end or begin",
        f"write *word* or **word** without spaces inside; else {_PER_SIGN}",
    ),
    Kind(
        r"(?<![^\s(\[“„‘])_{1,3}(?=[^\W\d_])(?!\w*[^\W_]_+[^\W_])|(?<!\w)[^\W_]*[^\W\d_]_{1,3}(?!\w)"
        r"|(?<!\S)__ [^_\n]+ __(?!\S)",
        "this emphasis does not end or begin",
        f"write _word_ without spaces inside; else {_PER_SIGN}",
    ),
    Kind(r"(?<!\w)`+|`+(?!\w)", "this code does not end", f"end it with as many backticks; else {_PER_SIGN}"),
    Kind(
        rf"<(?=[A-Za-z][\w-]*\s+[\w-]+=|https?:|mailto:|(?:{_TAG_NAMES})(?:[\s>/]|\Z)|[abiq](?:>|\s+\w+=))",
        "this is not read as a tag or an address",
        "end it with `>`, or write `&lt;` for the sign",
    ),
    Kind(rf"(?<!\S)!(?=\[|{LINK})", "pictures and embedded pages are not supported", "delete the `!`, or describe it"),
    Kind(r"^(?::::+|!!! |\?\?\?\+? |\$\$|%%)", "this block is not supported", "write it as a paragraph or quotation"),
    Kind(r"(?<!\S)==(?=\w)|(?<=\w)==(?!\S)", "highlighting is not supported", "write *words* for emphasis"),
    Kind(
        r"(?<![\w$])\$(?=[^\s$])[^$\n]*[^\s$]\$(?![\w$])|\w[~^][^\W_]{1,9}[~^]",
        "formulas are not supported",
        "write it in words, with <sub> and <sup>, or put a backslash before each sign",
    ),
    Kind(
        r"(?<![\w:]):[a-z][a-z_]+:(?![\w:])", "names of emoji are not supported", "write the emoji itself, or delete it"
    ),
    Kind(r"^ *\[(?:TOC|toc)\] *$", "a list of contents is not written", "delete it; pages have theirs by themselves"),
    Kind(r"^ *\*\[[^\]\n]+\]:", "abbreviations are not supported", 'write <abbr title="words">letters</abbr>'),
)
