"""Renders views through templates to output files.

The only importer of `jinja2`.
"""

import marshal
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.bccache import Bucket
from jinja2.compiler import CodeGenerator, Frame
from jinja2.nodes import FromImport, Import
from jinja2.nodes import Template as Tree
from jinja2.runtime import Context, Macro
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]
from msgspec import Struct

from sourcebook.cache.cache import Cache
from sourcebook.model.files import OutputFile
from sourcebook.model.names import file_of
from sourcebook.views.site import RenderInput
from sourcebook.views.translations import Translations

TEMPLATES = ("html", "svg", "xml")
_MACRO = re.compile(r"{%[-+]? *macro +(\w+)")


class Templates(Struct, frozen=True, dict=True, eq=False):
    """Templates, with translations `t`; `cache` holds their compiled code.

    `folders`: where a template is looked for, in this order.
    """

    folders: Sequence[Path]
    t: Translations
    cache: Cache | None = None

    @cached_property
    def environment(self) -> Environment:
        """Jinja environment: escapes all values, and raises for undefined names.

        Translations with a constant key become part of the compiled template. Jinja's optimiser is off, since it costs
        more than it saves. Of the global functions of Jinja only `namespace` is kept. Where a dossier has a theme of
        its own, which may be a stranger's, templates reach nothing of Python but what they are given.
        """
        kind, *confined = (_Environment,) if len(self.folders) == 1 else (_Confined, b"confined")
        environment = kind(
            loader=FileSystemLoader(self.folders),
            autoescape=True,
            undefined=StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
            auto_reload=False,
            optimized=False,
            bytecode_cache=None if self.cache is None else _Compiled(self.cache, b"".join((*confined, self.t.digest))),
        )
        environment.filters["t"] = self.t
        own = {name: environment.globals[name] for name in ("namespace",)}
        environment.globals.clear()
        environment.globals.update(own, t=self.t, once=cache(_call_macro))
        return environment

    def compile(self, names: Iterable[str] = ()) -> None:
        """Compile these templates into the cache; all without `names`.

        Errors in templates are ignored here; they are reported when the template is rendered.
        """
        for name in names or self.environment.list_templates(extensions=TEMPLATES):
            with suppress(TemplateError):
                self.environment.get_template(name)


class _Context(Context):
    """Context that calls functions directly, since none of ours takes the context."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


class _Generator(CodeGenerator):
    def visit_Template(self, node: Tree, frame: Any = None) -> None:  # noqa: N802
        """Generate the code of a template, with `escape` from the environment."""
        super().visit_Template(node, frame)
        self.writeline("escape = environment.escaped")

    def _import_common(self, node: Import | FromImport, frame: Frame) -> None:
        """Generate an import that loads its template when one of its macros is first called."""
        self.write("environment.macros_of(")
        self.visit(node.template, frame)
        self.write(")")


class _Environment(Environment):
    """Jinja environment with faster escapes and calls."""

    code_generator_class = _Generator
    context_class = _Context

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self.macros_of = cache(partial(_Macros, self))

    def compile(self, source: Any, name: str | None = None, filename: str | None = None, *given: Any) -> Any:
        """Compile a template; one in which too much is nested has an error of syntax."""
        try:
            return super().compile(source, name, filename, *given)
        except RecursionError:
            raise TemplateSyntaxError("too much is nested", 1, name, filename) from None
        except TemplateSyntaxError as error:
            error.filename = error.filename or filename  # Jinja's lexer does not know it
            raise

    @staticmethod
    def escaped(value: Any) -> str:
        """Escape like `markupsafe.escape`, but a `str` gives a plain `str`, which is faster; it is only joined."""
        kind = type(value)
        if kind is str:
            return _escape_inner(value)
        return value if kind is Markup else escape(value)


class _Macros:
    """Macros of a template as attributes; a build compiles only templates of which it calls a macro."""

    def __init__(self, environment: _Environment, name: str) -> None:
        self._environment, self.__name__ = environment, name

    @cached_property
    def _module(self) -> Any:
        return self._environment.get_template(self.__name__).module

    @cached_property
    def _defined(self) -> list[str]:
        loader = self._environment.loader
        assert loader is not None
        return _MACRO.findall(loader.get_source(self._environment, self.__name__)[0])

    def __getattr__(self, name: str) -> Any:
        def macro(*values: Any, **named: Any) -> Any:
            return getattr(self._module, name)(*values, **named)

        value = macro if name in self._defined else getattr(self._module, name)
        setattr(self, name, value)
        return value


class _Confined(_Environment, ImmutableSandboxedEnvironment):
    """Jinja's sandbox: a fifth slower."""


def _call_macro(macro: Macro, view: object) -> str:
    """Call a macro with a view; cached as `once` for parts that many pages share."""
    return macro(view)


class _Compiled(BytecodeCache):
    """Bytecode cache of templates.

    The code contains translations, and the path of its file for messages.
    """

    def __init__(self, cache: Cache, translations: bytes) -> None:
        self._cache = cache
        self._translations = translations

    def get_cache_key(self, name: str, filename: str | None = None) -> str:
        return f"{name}|{filename}"

    def load_bytecode(self, bucket: Bucket) -> None:
        made_from = self._made_from(bucket)
        data = self._cache.get(b"template", bucket.key.encode()) or b""
        if data.startswith(made_from):
            bucket.code = marshal.loads(data[len(made_from) :])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._cache.set(self._made_from(bucket) + marshal.dumps(bucket.code), b"template", bucket.key.encode())

    def _made_from(self, bucket: Bucket) -> bytes:
        return bucket.checksum.encode() + self._translations


def render(inputs: Iterable[RenderInput], templates: Templates) -> Iterator[OutputFile]:
    """Render each page to its output file. Exceptions of templates are raised."""
    for page in inputs:
        template = templates.environment.get_template(page.template)
        text = template.render(frame=page.frame, view=page.view)
        yield OutputFile(file_of(page.url), text.encode("utf-8"), page.origin)
