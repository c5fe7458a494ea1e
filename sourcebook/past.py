"""What a build left, as far as the next one needs it to see whether anything has changed."""

from collections.abc import Mapping
from typing import NamedTuple

from sourcebook.model.digests import digest
from sourcebook.model.problem import Problem


class Past(NamedTuple):
    """What a build that did not fail was made from, and what it made.

    `setting`: a digest of what it was told and of templates and assets. `inputs`: digests of the files of the dossier,
    by path; `looks`: what tells that they are the same still, of those of which that is known. `assets`: for a preview,
    whose pages name assets without regard to their bytes, a digest of these. `paths`: all files of the output. `facts`:
    the dossier in figures.
    """

    setting: bytes
    inputs: Mapping[str, bytes]
    looks: Mapping[str, bytes]
    assets: bytes
    problems: tuple[Problem, ...]
    paths: frozenset[str]
    facts: str

    @property
    def stamp(self) -> bytes:
        """A digest of all that the pages were made from."""
        return digest(self.setting, "\n".join(self.inputs).encode(), b"".join(self.inputs.values()))

    def edited(self, inputs: Mapping[str, bytes]) -> frozenset[str] | None:
        """Files of pages that have changed since; None where more than that happened."""
        if self.inputs.keys() != inputs.keys():
            return None
        found = frozenset(path for path, each in inputs.items() if self.inputs[path] != each)
        return found if all(path.endswith(".md") for path in found) else None
