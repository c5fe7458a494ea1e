"""Addresses of the site, made in one place: relative to a page, below the base path, or absolute."""

from urllib.parse import quote, urlsplit

from msgspec import Struct


class Addresses(Struct, frozen=True):
    """How addresses are written in this build.

    `base`: absolute address of the site's root, without a slash at the end. `for_disk`: links name `index.html`,
    so that the site opens from a folder. Urls begin with `/` and, for pages, end with it.
    """

    base: str
    for_disk: bool = False

    def relative(self, origin: str, url: str, anchor: str = "") -> str:
        """From the page at `origin` to `url`; an anchor of the page itself is a bare fragment."""
        fragment = f"#{quote(anchor, safe=SAFE)}" if anchor else ""
        if url == origin and fragment:
            return fragment
        path = _relative(origin, url)
        if url.endswith("/") and self.for_disk:
            return f"{path.removeprefix('./')}index.html{fragment}"
        return path + fragment

    def absolute(self, url: str, anchor: str = "") -> str:
        """With scheme and host, for feeds, the sitemap and canonical links."""
        return self.base + url + (f"#{quote(anchor, safe=SAFE)}" if anchor else "")

    def rooted(self, url: str) -> str:
        """From the root of the host, for the page that is served at any depth."""
        return urlsplit(self.base).path.rstrip("/") + url


SAFE = "-._~"


def _relative(origin: str, url: str) -> str:
    """From one address below the root to another: up to the nearest folder that both are in, then down."""
    *here, _ = origin.split("/")
    there = url.split("/")
    shared, most = 0, min(len(here), len(there) - 1)
    while shared < most and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - shared) + "/".join(there[shared:]) or "./"
