"""Findings: breaches of rules; and the types of rule functions."""

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from sourcebook.model.blocks import Block
from sourcebook.model.dossier import Dossier, Page
from sourcebook.model.marks import Ref
from sourcebook.model.names import ClaimKey, Key
from sourcebook.model.problem import Place
from sourcebook.model.reader import Reader


class Finding(Struct, frozen=True):
    """A breach of a rule: file and place, message, and hint how to correct it."""

    path: str
    place: Place
    message: str
    hint: str = ""


Check = Callable[[Dossier], Iterable[Finding]]
PageCheck = Callable[[Page], Iterable[Finding]]
Voices = Callable[[Reader, ClaimKey], Iterable[Key]]


def known_blocks(dossier: Reader, page: Page, voices: Voices | None = None) -> Iterable[Block]:
    """Blocks of a page whose marks all lead somewhere; others are judged once their marks are mended.

    With `voices`, which names those who assert or report a claim: blocks of whose claims these are known. Without it, a
    link to a page that could not be read does not matter, unless this may give figures.
    """
    blocks, gaps = dossier.body(page.key).blocks, dossier.gaps
    if not gaps:
        return blocks
    plain = set() if voices else {path for path in gaps.unread if not path.startswith(("sources/", "puzzles/"))}
    known = [
        block for block in blocks if all(_is_known(page, ref, plain) for each in block.sentences for ref in each.refs)
    ]
    if voices is None:
        return known
    return [block for block in known if gaps.unsure.isdisjoint(_files(dossier, page, block, voices))]


def _is_known(page: Page, ref: Ref, plain: set[str]) -> bool:
    """True if a mark leads somewhere, or is a link to one of the `plain` files."""
    slug = ref.targets[0].rpartition("/")[2]
    return (
        bool(page.resolve(ref))
        or not ref.leads
        or (ref.kind == "link" and any(path.endswith(f"/{slug}.md") for path in plain))
    )


def _files(dossier: Reader, page: Page, block: Block, voices: Voices) -> Iterator[str]:
    """Files of the claims that a block cites, and of who asserts or reports them."""
    for claim in (claim for sentence in block.sentences for claim in page.cited(sentence)):
        yield from (f"{key}.md" for key in (claim.page, *voices(dossier, claim)))


def at_field(page: Page, field: tuple[str | int, ...], message: str, hint: str = "") -> Finding:
    """Make a finding at the place of a field in a page's front matter."""
    return Finding(page.entry.path, page.entry.place(*field), message, hint)
