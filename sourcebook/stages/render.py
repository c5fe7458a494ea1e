"""Render: views in, files out. The only importer of `jinja2`."""

import errno
import marshal
import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound
from jinja2.bccache import Bucket
from jinja2.runtime import Macro

from sourcebook.memory import Memory
from sourcebook.model.files import OutputFile
from sourcebook.views.addresses import file_of
from sourcebook.views.site import Screen
from sourcebook.views.words import Words

TEMPLATES = ("html", "svg", "xml")
SHARED = 3
"""A template that so many others name is likely to be needed by any page."""

_NAMED = re.compile(r"{% (?:extends|from|include) ['\"]([^'\"]+)")


@dataclass(frozen=True)
class Templates:
    """The templates in a folder, with the interface words at hand; `memory` keeps what they were compiled to."""

    folder: Path
    words: Words
    memory: Memory | None = None

    @cached_property
    def environment(self) -> Environment:
        """Every name is escaped; a name that is not there is a mistake of ours.

        A word by a fixed name is part of the compiled template. To look for further constants would cost more than it
        saves; nor is there any of the functions that Jinja offers of itself, but the one that templates call.
        """
        environment = Environment(
            loader=FileSystemLoader(self.folder),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,
            bytecode_cache=None if self.memory is None else _Compiled(self.memory, self.words.digest),
        )
        environment.filters["w"] = self.words
        own = {name: environment.globals[name] for name in ("namespace",)}
        environment.globals.clear()
        environment.globals.update(own, w=self.words, once=cache(_filled))
        return environment

    def compile(self, likely: Collection[str] = ()) -> Iterator[str]:
        """Have the memory know them, one by one; what is wrong with one shows where it is filled.

        First those that several others name, then those of `likely` names, without what follows the dot.
        """
        names = self.environment.list_templates(extensions=TEMPLATES)
        named = Counter(name for each in names for name in set(_NAMED.findall(self._text(each))))
        for name in sorted(names, key=lambda name: (named[name] < SHARED, Path(name).stem not in likely)):
            with suppress(TemplateError):
                self.environment.get_template(name)
            yield name

    def _text(self, name: str) -> str:
        return (self.folder / name).read_text("utf-8", errors="replace")


def _filled(macro: Macro, view: object) -> str:
    """What a macro of a partial makes of a view: templates have it made once of what surrounds many pages."""
    return macro(view)


class _Compiled(BytecodeCache):
    """Compiled templates by the digests of their text and of the words, which they hold; the file they came from is
    part of their messages.
    """

    def __init__(self, memory: Memory, words: bytes) -> None:
        self._memory = memory
        self._words = words

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._memory.recall(*self._key(bucket))
        if code is not None:
            bucket.code = marshal.loads(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._memory.keep(marshal.dumps(bucket.code), *self._key(bucket))

    def _key(self, bucket: Bucket) -> tuple[bytes, ...]:
        return b"template", bucket.key.encode(), bucket.checksum.encode(), self._words


def render(screens: Iterable[Screen], templates: Templates) -> Iterator[OutputFile]:
    """Fill the template of each screen. Raises FileNotFoundError where there is none."""
    for screen in screens:
        try:
            template = templates.environment.get_template(screen.template)
        except TemplateNotFound as error:
            raise FileNotFoundError(errno.ENOENT, "there is no such template", error.name) from error
        text = template.render(frame=screen.frame, view=screen.view)
        yield OutputFile(file_of(screen.url), text.encode("utf-8"), screen.origin)
