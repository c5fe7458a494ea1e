"""Files that hosts and robots read: `robots.txt` (RFC 9309) and Netlify's `_headers`."""

from sourcebook.model.files import OutputFile
from sourcebook.views.site import Site

HEADERS = (
    "Strict-Transport-Security: max-age=63072000; includeSubDomains",
    "X-Content-Type-Options: nosniff",
    "X-Frame-Options: DENY",
    "Referrer-Policy: no-referrer",
    "Permissions-Policy: camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy: same-origin",
    "Cross-Origin-Resource-Policy: same-origin",
)


def hosting_files(site: Site) -> tuple[OutputFile, ...]:
    """`robots.txt` and `_headers`. A build that is not to be indexed says so in the header; robots must read it.

    The header allows what any page may do, since hosts differ in which of two headers holds; each page's own policy
    is as strict as that page can be, and both hold.
    """
    robots = f"User-agent: *\nAllow: /\n\nSitemap: {site.addresses.absolute('/sitemap.xml')}\n"
    unseen = ("X-Robots-Tag: noindex",) if site.shell.noindex else ()
    policy = f"Content-Security-Policy: {site.shell.policy}; frame-ancestors 'none'"
    everywhere = "\n".join(["/*", *(f"  {line}" for line in (policy, *HEADERS, *unseen))])
    assets = "/assets/*\n  Cache-Control: public, max-age=31536000, immutable"
    return (
        OutputFile("robots.txt", robots.encode(), "exports/hosting.py"),
        OutputFile("_headers", f"{everywhere}\n\n{assets}\n".encode(), "exports/hosting.py"),
    )
