"""Files for hosts and robots: `robots.txt`, Netlify's `_headers`, `security.txt`.

`robots.txt` follows RFC 9309.
"""

from collections.abc import Iterable, Iterator

from sourcebook.model.files import OutputFile
from sourcebook.model.names import Key, former_key, page_url
from sourcebook.views.pages.data import DATA
from sourcebook.views.site import Site

ORIGIN = "exports/hosting.py"

HEADERS = (
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: no-referrer",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Embedder-Policy: require-corp",
)

UNUSED = (
    "accelerometer", "autoplay", "bluetooth", "browsing-topics", "camera", "clipboard-read", "display-capture",
    "encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer",
    "microphone", "midi", "payment", "publickey-credentials-get", "screen-wake-lock", "serial", "usb", "web-share",
    "xr-spatial-tracking",
)  # fmt: skip
"""Features of Permissions-Policy that no page uses; all are switched off."""

OWN = "Cross-Origin-Resource-Policy: same-origin"
FOR_ALL = ("Access-Control-Allow-Origin: *", "Cross-Origin-Resource-Policy: cross-origin")
FOR_EVER = "Cache-Control: public, max-age=31536000, immutable"
FREE = (f"{DATA}*", "/feed.xml")
"""Paths that programs of other origins may read from within a browser."""

BESIDE_PAGES = ("/assets/*", "/cards/*", "/pagefind/*", "/search-index.js")
SECURITY = ".well-known/security.txt"
PLAIN_TEXT = "Content-Type: text/plain; charset=utf-8"


def hosting_files(site: Site) -> tuple[OutputFile, ...]:
    """Generate `robots.txt`, `_headers`, `.nojekyll`, and `security.txt` if there is a contact.

    `.nojekyll` has GitHub Pages publish a branch as it is: Jekyll leaves out what begins with an underscore.
    With `noindex`, a header says so. Robots are still allowed in, since they must read it.
    """
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.addresses.absolute('/sitemap.xml')}\n"
    files = (_file("robots.txt", robots), _file("_headers", _headers(site)), _file(".nojekyll", ""))
    return (*files, *security_file(site))


def _headers(site: Site) -> str:
    """Header rules by path.

    No two rules give the same header for one path, since hosts differ in which of them wins. The content policy allows
    what any page needs; each page's own policy, in its meta tag, is as strict as that page permits, and both apply.
    """
    policy = f"Content-Security-Policy: {site.shell.policy}; frame-ancestors 'none'"
    permissions = f"Permissions-Policy: {', '.join(f'{feature}=()' for feature in UNUSED)}"
    unseen = ("X-Robots-Tag: noindex",) if site.shell.noindex else ()
    transport = (
        f"Strict-Transport-Security: max-age=63072000{'; includeSubDomains' * site.dossier.settings().subdomains}"
    )
    rules = [("/*", (policy, transport, *HEADERS, permissions, *unseen))]
    rules += [(path, (OWN, FOR_EVER) if path == "/assets/*" else (OWN,)) for path in _own(site)]
    rules += [(path, FOR_ALL) for path in FREE]
    rules.append(("/licences.txt", (PLAIN_TEXT,)))
    return "\n".join(_rule(path, lines) for path, lines in rules)


def _own(site: Site) -> list[str]:
    """Paths that cover the whole site except FREE, without overlap."""
    dossier = site.dossier
    keys = dossier.keys("")
    former = {former_key(key, old) for key in keys for old in dossier.page(key).entry.head.formerly}
    gone = {key for _, key in dossier.withdrawn() if isinstance(key, Key)}
    tops = {page_url(key).split("/")[1] for key in {*keys, *former, *gone}} | {"a-z", *dossier.made()}
    folders = {f"/{top}/*" if top else "/" for top in tops}
    return sorted({*folders, *BESIDE_PAGES} - {*FREE})


def _rule(path: str, lines: Iterable[str]) -> str:
    return "\n".join([path, *(f"  {line}" for line in lines), ""])


def _file(path: str, text: str) -> OutputFile:
    return OutputFile(path, text.encode(), ORIGIN)


def security_file(site: Site) -> Iterator[OutputFile]:
    """Generate `security.txt` if `site.toml` has a table [security] and a contact.

    The contact is that of the table, else the one for errors. A web address must be https. A copy for disks has no such
    file.
    """
    settings = site.dossier.settings()
    if settings.security is None or site.addresses.for_disk:
        return
    contact = settings.security.contact or site.shell.report or settings.report
    if contact is None or contact.startswith("http://"):
        return
    lines = (
        f"Contact: {contact}",
        f"Expires: {settings.security.expires.isoformat()}T00:00:00Z",
        f"Preferred-Languages: {settings.language}",
        f"Canonical: {site.addresses.absolute('/' + SECURITY)}",
    )
    yield OutputFile(SECURITY, "".join(f"{line}\n" for line in lines).encode(), ORIGIN)
