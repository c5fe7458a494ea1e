"""Render: views in, files out. The only importer of `jinja2`."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from sourcebook.model.files import OutputFile
from sourcebook.views.addresses import file_of
from sourcebook.views.site import Screen
from sourcebook.views.words import Words


def render(screens: Iterable[Screen], templates: Path, words: Words) -> Iterator[OutputFile]:
    """Fill the template of each screen. Every name is escaped; a name that is not there is a mistake of ours."""
    environment = Environment(
        loader=FileSystemLoader(templates),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    environment.globals["w"] = words
    for screen in screens:
        text = environment.get_template(screen.template).render(frame=screen.frame, view=screen.view)
        yield OutputFile(file_of(screen.url), text.encode("utf-8"), screen.origin)
