"""A release: the site as `NAME-VERSION.zip`, to open from a disk, to deposit, to verify and to compare.

NAME is the dossier's title, VERSION the day of its last change. The archive is reproducible: files are sorted, stored
without compression, which differs between machines, and have the earliest time of the format.
"""

import hashlib
import io
import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sourcebook.build.deposit import deposit_files
from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.build.theme import load_theme
from sourcebook.model.dossier import Dossier, made
from sourcebook.model.files import DIGESTS, OutputFile, walk_files
from sourcebook.model.problem import Problem
from sourcebook.output.files import write
from sourcebook.output.guard import MARK_FILE
from sourcebook.views.pages.indexes import fold
from sourcebook.views.translations import Translations

ORIGIN = "build/release.py"
EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16
FOR_HOSTS = ("404.html", "_headers", "robots.txt", "sitemap.xml", ".nojekyll", MARK_FILE)


def release(options: BuildOptions, to: Path) -> tuple[Path | None, tuple[Problem, ...]]:
    """Write the archive of a dossier into the folder `to`. Returns its path, None on errors, and all problems."""
    with TemporaryDirectory(prefix="sourcebook-") as folder:
        site = Path(folder, "site")
        report = build(options._replace(out=site, for_disk=True))
        if report.failed or report.dossier is None:
            return None, report.problems
        files = [OutputFile(path.relative_to(site).as_posix(), path.read_bytes(), "") for path in walk_files(site)]
    t = load_theme(options.root, report.dossier.tables.settings.language).translations
    version = version_of(report.dossier)
    name = f"{slug_of(report.dossier.tables.settings.title)}-{version}"
    files = [OutputFile("README.txt", read_me(report.dossier, t).encode(), ORIGIN), *for_readers(files)]
    files += deposit_files(report.dossier, version, files)
    failed = write(to, f"{name}.zip", packed(name, [*files, digests(files)]))
    return (None, (failed, *report.problems)) if failed else (to / f"{name}.zip", report.problems)


def digests(files: Iterable[OutputFile]) -> OutputFile:
    """List of the SHA-256 digests of files, as `sha256sum --check` reads it."""
    lines = sorted(f"{hashlib.sha256(file.data).hexdigest()}  {file.path}\n" for file in files)
    return OutputFile(DIGESTS, "".join(lines).encode(), ORIGIN)


def for_readers(files: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """Files of use on a disk: all but those that only hosts and robots read."""
    return (file for file in files if file.path not in FOR_HOSTS)


def packed(folder: str, files: Iterable[OutputFile]) -> bytes:
    """A ZIP archive with these files below one folder."""
    return zipped((f"{folder}/{file.path}", file.data) for file in sorted(files, key=lambda file: file.path))


def zipped(files: Iterable[tuple[str, bytes]]) -> bytes:
    """A ZIP archive with these files, by path, in this order."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for path, content in files:
            entry = zipfile.ZipInfo(path, EARLIEST)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, content)
    return data.getvalue()


def version_of(dossier: Dossier) -> str:
    """Day of the last change of the dossier, ISO 8601."""
    changed = (page.entry.head.changed for page in dossier.pages.values())
    corrected = (correction.date for correction, _ in dossier.corrections)
    days = [dossier.tables.settings.published, *filter(None, changed), *corrected]
    return max(days).isoformat()


def slug_of(title: str) -> str:
    """File name of a title: small letters a to z, digits, hyphens.

    `dossier` if it has none of these.
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(title)).strip("-") or "dossier"


def read_me(dossier: Dossier, t: Translations) -> str:
    """README of the archive."""
    settings = dossier.tables.settings
    return t(
        "release.readme",
        paper=t("release.paper") if "record" in made(dossier) else "",
        title=settings.title,
        tagline=settings.tagline,
        date=version_of(dossier),
        address=settings.address,
        licence=settings.licence.name,
        terms=settings.licence.url,
    )
