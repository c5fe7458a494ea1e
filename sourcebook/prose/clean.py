"""Sanitises HTML by an allow-list, the last step of the conversion of prose."""

import re
from html.parser import HTMLParser

import nh3

TAGS = frozenset(
    "p br hr em strong b i cite q abbr sub sup bdi span code pre blockquote "
    "ul ol li dl dt dd table thead tbody tr th td h2 h3 h4 a".split()
)
ATTRIBUTES = {
    "*": {"lang", "dir"},
    "a": {"href", "title"},
    "abbr": {"title"},
    "ol": {"start"},
    "td": {"class"},
    "th": {"class", "scope"},
    "h2": {"id"},
    "h3": {"id"},
    "h4": {"id"},
}
ALIGNMENTS = {"align-left", "align-center", "align-right"}
SCHEMES = frozenset({"http", "https", "mailto"})
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_USER = re.compile(r"https?://[^/?#]*@", re.IGNORECASE)
_TITLES = "(“”„«‘’"
"""Signs that are not read as the beginning of a title."""
_HEADINGS = frozenset(("h2", "h3", "h4"))
"""Elements that Markdown alone makes: their ids and the list of contents come from it."""
WRITABLE = {name: allowed - {"class", "id"} for name, allowed in ATTRIBUTES.items()}
_CLEANER = nh3.Cleaner(
    tags=set(TAGS),
    attributes={name: set(allowed - {"class"}) for name, allowed in ATTRIBUTES.items()},
    allowed_classes={"td": ALIGNMENTS, "th": ALIGNMENTS},
    url_schemes=set(SCHEMES),
    link_rel=None,
)


def clean(html: str) -> str:
    """Sanitise HTML: remove tags, attributes and addresses not on the allow-list."""
    return _CLEANER.clean(html)


def refused_address(address: str) -> str | None:
    """Reason why an address is not allowed in prose; None if it is allowed."""
    scheme = _SCHEME.match(address.strip())
    words = " ".join(address.split())
    if scheme is None:
        return f"'{words}' is a relative address"
    if scheme[1].lower() not in SCHEMES:
        return f"'{scheme[1]}:' addresses are not allowed"
    if _SCHEME.match(address.strip(), scheme.end()):
        return f"'{words}' has two schemes"
    if re.search(r"[\x00-\x20]", address.strip()):
        return f"'{words}' has a blank in it"
    if "\\" in address:
        return f"'{words}' has a backslash in it"
    if _USER.match(address.strip()):
        return f"'{words}' has a user name in it"
    return None


def cure_of_address(address: str) -> str:
    """Hint for an address that is not allowed in prose."""
    words = address.split()
    if len(words) > 1 and words[1][0] in _TITLES:
        return 'put straight quotation marks around the title behind the address: "title"'
    if _USER.match(address.strip()):
        return "delete what stands before the @"
    if "\\" in address:
        return "write %5C for the backslash, or / if that is meant"
    if len(words) > 1 and _SCHEME.match(address.strip()):
        return "write %20 for each blank in an address"
    return "write [[slug]] for a page of this site, https://… for another"


class _Refusals(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.refused: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS - _HEADINGS:
            self.refused.append(f"<{tag}>")
            return
        allowed = WRITABLE.get("*", set()) | WRITABLE.get(tag, set())
        self.refused += [f"{name}= on <{tag}>" for name, _ in attrs if name not in allowed]
        self.refused += [
            f"the address '{' '.join((value or '').split())}'"
            for name, value in attrs
            if name == "href" and refused_address(value or "")
        ]

    def handle_comment(self, data: str) -> None:
        self.refused.append("a comment")

    def handle_decl(self, decl: str) -> None:
        self.refused.append("a declaration")

    def unknown_decl(self, data: str) -> None:
        self.handle_decl(data)

    def handle_pi(self, data: str) -> None:
        self.refused.append("a processing instruction")


def refusals(raw: str) -> list[str]:
    """Describe in a few words each part of HTML that the allow-list would remove."""
    parser = _Refusals()
    try:
        parser.feed(raw)
        parser.close()
    except AssertionError:  # raised by html.parser for an unknown `<![`
        parser.unknown_decl(raw)
    except ValueError:  # raised by html.unescape for a number of over 4300 digits
        parser.refused.append("a character of this number")
    return parser.refused
