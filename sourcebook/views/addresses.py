"""Formats addresses: relative to a page, from the root of the host, or absolute."""

from urllib.parse import quote, urlsplit

from msgspec import Struct


class Addresses(Struct, frozen=True):
    """Formats addresses of a site. Addresses passed in begin with `/`.

    Those of pages also end with it. `base`: absolute address of the site's root, without a trailing slash; `for_disk`:
    whether links name `index.html`, so that the site opens from a folder.
    """

    base: str
    for_disk: bool = False

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        """Address of `url` relative to the page at `origin`.

        For an anchor of that page it is the fragment alone.
        """
        fragment = f"#{quote(anchor, safe=SAFE)}" if anchor else ""
        if url == origin and fragment:
            return fragment
        path = _relative(origin, url)
        if url.endswith("/") and self.for_disk:
            return f"{path.removeprefix('./')}index.html{fragment}"
        return path + fragment

    def absolute(self, url: str, anchor: str = "") -> str:
        """Absolute address of `url`, for feeds, the sitemap and canonical links."""
        return self.base + url + (f"#{quote(anchor, safe=SAFE)}" if anchor else "")

    def rooted(self, url: str) -> str:
        """Address of `url` from the root of the host, for a page served at any depth."""
        return urlsplit(self.base).path.rstrip("/") + url


SAFE = "-._~"


def _relative(origin: str, url: str) -> str:
    """Relative path between two addresses, through the deepest folder that both are in."""
    *origin_steps, _ = origin.split("/")
    steps = url.split("/")
    shared, most = 0, min(len(origin_steps), len(steps) - 1)
    while shared < most and origin_steps[shared] == steps[shared]:
        shared += 1
    return "../" * (len(origin_steps) - shared) + "/".join(steps[shared:]) or "./"
