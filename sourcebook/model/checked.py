"""What the editorial rules found."""

from collections.abc import Mapping
from itertools import chain

from msgspec import Struct

from sourcebook.model.names import Key
from sourcebook.model.problem import Problem


class Checked(Struct, frozen=True):
    """What the rules over the whole dossier found, and what those over single pages found, by page."""

    whole: tuple[Problem, ...]
    pages: Mapping[Key, tuple[Problem, ...]]

    @property
    def problems(self) -> list[Problem]:
        return [*self.whole, *chain.from_iterable(self.pages.values())]
