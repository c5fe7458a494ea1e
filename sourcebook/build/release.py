"""A release: the site as `NAME-VERSION.zip`, to open from a disk, to deposit, to verify and to compare.

NAME is the dossier's title, VERSION the day of its last change. Releases and what changed in each are listed in the
dossier, in `releases.toml`. The archive is reproducible: files are sorted, stored without compression, which differs
between machines, and have the earliest time of the format.
"""

import hashlib
import io
import json
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from msgspec.structs import asdict

from sourcebook.build.comparison import CURE, State, changes, digest_of, read_release, state_of
from sourcebook.build.deposit import deposit_files
from sourcebook.build.options import BuildOptions, Report
from sourcebook.build.pipeline import build
from sourcebook.build.theme import load_theme
from sourcebook.model.dossier import Dossier, made
from sourcebook.model.files import DIGESTS, OutputFile, walk_files
from sourcebook.model.history import releases_of
from sourcebook.model.problem import START, Problem
from sourcebook.model.releases import Change, Release
from sourcebook.output.files import write
from sourcebook.output.guard import MARK_FILE
from sourcebook.views.pages.indexes import fold
from sourcebook.views.translations import Translations

ORIGIN = "build/release.py"
LISTED = "releases.toml"
EARLIEST = (1980, 1, 1, 0, 0, 0)
UNIX = 3
READABLE = 0o644 << 16
FOR_HOSTS = ("404.html", "_headers", "robots.txt", "sitemap.xml", ".nojekyll", MARK_FILE)


def release(
    options: BuildOptions,
    to: Path,
    since: Path | None = None,
    further: Callable[[str], Iterable[OutputFile]] = lambda version: (),
) -> tuple[Path | None, tuple[Problem, ...]]:
    """Write the archive of a dossier into the folder `to`, and list it in the dossier if it differs from the last one.

    `since`: that one, by default in `to`; `further`: returns more files of a version. Returns the path of the archive,
    None on errors, and all problems.
    """
    with TemporaryDirectory(prefix="sourcebook-") as folder:
        options = options._replace(out=Path(folder, "site"), for_disk=True)
        files, report = _site(options)
        if report.failed or report.dossier is None:
            return None, report.problems
        new = _next_release(report.dossier, state_of({file.path: file.data for file in files}), since, to)
        failed = new if isinstance(new, Problem) else None
        if isinstance(new, Release):
            listed = list_releases((*releases_of(report.dossier), new))
            failed = write(options.content, LISTED, listed.encode())
            files, report = _site(options)
    if failed or report.failed or report.dossier is None:
        return None, (*filter(None, [failed]), *report.problems)
    t = load_theme(options.root, report.dossier.tables.settings.language).translations
    version = report.dossier.tables.releases[-1].version
    name = _name(report.dossier, version)
    files = [
        OutputFile("README.txt", read_me(report.dossier, version, t).encode(), ORIGIN),
        *for_readers(files),
        *further(version),
    ]
    files += deposit_files(report.dossier, version, files)
    failed = write(to, f"{name}.zip", packed(name, [*files, digests(files)]))
    return (None, (failed, *report.problems)) if failed else (to / f"{name}.zip", report.problems)


def _site(options: BuildOptions) -> tuple[list[OutputFile], Report]:
    """Build the site. Returns its files, and the report."""
    report = build(options)
    paths = walk_files(options.out) if options.out.is_dir() else ()
    return [OutputFile(path.relative_to(options.out).as_posix(), path.read_bytes(), "") for path in paths], report


def _next_release(dossier: Dossier, state: State, since: Path | None, to: Path) -> Release | Problem | None:
    """The release to list, with what changed since the last one; None if that is as the dossier is now."""
    known, digest, day = releases_of(dossier), digest_of(state), version_of(dossier)
    same_day = sum(release.day == day for release in known)
    version = f"{day}.{same_day + 1}" if same_day else day
    if not known:
        return Release(version, digest)
    last = known[-1]
    if last.digest == digest:
        return None
    path = since or to / f"{_name(dossier, last.version)}.zip"
    if not path.exists():
        hint = f"put it there or name it with --since; if it was never published, delete its entry from {LISTED}"
        return Problem(str(path), START, "RELEASE", "the last release is needed to tell what changed since", hint)
    old = read_release(path)
    before = old if isinstance(old, Problem) else state_of(old)
    if isinstance(before, Problem):
        return before
    if digest_of(before) != last.digest:
        return Problem(str(path), START, "RELEASE", f"this is not release {last.version}, the last one listed", CURE)
    return Release(version, digest, tuple(changes(before, state)))


def list_releases(releases: Iterable[Release]) -> str:
    """Text of `releases.toml`: a table for each release, a line for each change."""
    text = "# Written by `sourcebook release`: what was released, and what changed.\n"
    for row in releases:
        lines = (", ".join(f"{name} = {_quoted(cell)}" for name, cell in _cells(change)) for change in row.changes)
        changed = "".join(f"\n  {{ {line} }}," for line in lines) + "\n" * bool(row.changes)
        text += f'\n[[release]]\nversion = "{row.version}"\ndigest = "{row.digest}"\nchanges = [{changed}]\n'
    return text


def _cells(change: Change) -> Iterator[tuple[str, str]]:
    return ((name, cell) for name, cell in asdict(change).items() if cell)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _name(dossier: Dossier, version: str) -> str:
    return f"{slug_of(dossier.tables.settings.title)}-{version}"


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


def read_me(dossier: Dossier, version: str, t: Translations) -> str:
    """README of the archive."""
    settings = dossier.tables.settings
    return t(
        "release.readme",
        paper=t("release.paper") if "record" in made(dossier) else "",
        title=settings.title,
        tagline=settings.tagline,
        date=version,
        address=settings.address,
        licence=settings.licence.name,
        terms=settings.licence.url,
    )
