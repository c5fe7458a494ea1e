"""`/.well-known/security.txt` (RFC 9116): contact for vulnerability reports."""

from collections.abc import Iterator

from sourcebook.model.files import OutputFile
from sourcebook.views.site import Site

PATH = ".well-known/security.txt"


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
        f"Canonical: {site.addresses.absolute('/' + PATH)}",
    )
    yield OutputFile(PATH, "".join(f"{line}\n" for line in lines).encode(), "exports/security.py")
