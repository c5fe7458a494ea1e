"""`make release`: the site as `dist/NAME-VERSION.zip`, to open from a disk.

NAME is the dossier's title, VERSION the day of its last change. The archive is reproducible: files are sorted, stored
without compression, which differs between machines, and have the earliest time of the format.
"""

import argparse
import io
import re
import sys
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build
from sourcebook.build.theme import load_theme
from sourcebook.model.dossier import Dossier, made
from sourcebook.model.files import OutputFile, walk_files
from sourcebook.output.files import write
from sourcebook.output.guard import MARK_FILE
from sourcebook.views.pages.indexes import fold
from sourcebook.views.translations import Translations
from tools.environment import ROOT

EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16
FOR_HOSTS = ("404.html", "_headers", "robots.txt", "sitemap.xml", ".nojekyll", MARK_FILE)


def release(options: BuildOptions, to: Path) -> Path | None:
    """Write the archive of a dossier into the folder `to`.

    Prints problems, and returns None on errors.
    """
    with TemporaryDirectory(prefix="sourcebook-") as folder:
        site = Path(folder, "site")
        report = build(options._replace(out=site))
        for problem in report.problems:
            print(problem, file=sys.stderr)
        if report.failed or report.dossier is None:
            return None
        files = [OutputFile(path.relative_to(site).as_posix(), path.read_bytes(), "") for path in walk_files(site)]
    t = load_theme(ROOT, report.dossier.tables.settings.language).translations
    name = f"{slug_of(report.dossier.tables.settings.title)}-{version_of(report.dossier)}"
    readme = OutputFile("README.txt", read_me(report.dossier, t).encode(), "tools/release.py")
    path = f"{to.name}/{name}.zip"
    failed = write(to.parent, path, packed(name, [readme, *for_readers(files)]))
    if failed:
        print(failed._replace(path=str(to.parent / failed.path)), file=sys.stderr)
        return None
    return to.parent / path


def for_readers(files: Iterable[OutputFile]) -> Iterator[OutputFile]:
    """Files of use on a disk: all but those that only hosts and robots read."""
    return (file for file in files if file.path not in FOR_HOSTS)


def packed(folder: str, files: Iterable[OutputFile]) -> bytes:
    """A ZIP archive with these files below one folder."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_STORED) as archive:
        for file in sorted(files, key=lambda file: file.path):
            entry = zipfile.ZipInfo(f"{folder}/{file.path}", EARLIEST)
            entry.create_system, entry.external_attr = UNIX, READABLE
            archive.writestr(entry, file.data)
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


def main() -> int:
    """Run `make release`."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--content", type=Path, default=ROOT / "content")
    parser.add_argument("--to", type=Path, default=ROOT / "dist")
    parser.add_argument("--address")
    parser.add_argument("--report")
    given = parser.parse_args()
    options = BuildOptions(ROOT, given.content, given.to, address=given.address, report=given.report, for_disk=True)
    archive = release(options, given.to)
    if archive is None:
        return 1
    print(f"{archive} ({archive.stat().st_size / 1e6:.1f} MB)")
    return 0


if __name__ == "__main__":
    sys.exit(main())
