"""What another process begins while this one imports and reads what it needs itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress

from sourcebook.house import digest_of_templates
from sourcebook.memory import Given, Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.names import FOLDERS
from sourcebook.order import Order


@contextmanager
def templates_ahead(order: Order, memory: Memory, files: Sequence[SourceFile]) -> Iterator[None]:
    """Have another process compile the templates meanwhile, where there is one and the memory does not know them."""
    from sourcebook.workers import ahead

    site, folders, key = _likely(order, files)
    if order.workers < 2 or memory.knows(*key):
        yield
        return
    learnt = ahead(lambda: _compiled(order, memory, site.data, folders))
    yield
    for each in learnt():
        memory.take(each)
    memory.keep(True, *key)


def compile_templates(order: Order, memory: Memory, files: Sequence[SourceFile]) -> None:
    """Compile them in this process, unless the memory knows them."""
    site, folders, key = _likely(order, files)
    if not memory.knows(*key):
        with suppress(Exception):  # what is wrong with the files, or a template, is told where it is read
            for _ in _compiled(order, memory, site.data, folders):
                pass
            memory.keep(True, *key)


def _likely(order: Order, files: Sequence[SourceFile]) -> tuple[SourceFile, list[str], tuple[bytes, ...]]:
    """The settings' file, the folders that have pages, and the key under which is noted that templates are compiled."""
    site = next((file for file in files if file.path == "site.toml"), SourceFile("site.toml", b""))
    folders = sorted({file.path.partition("/")[0] for file in files} & {*FOLDERS})
    return (
        site,
        folders,
        (b"templates", digest_of_templates(order.root), site.digest, *(name.encode() for name in folders)),
    )


def _compiled(order: Order, memory: Memory, site: bytes, folders: Sequence[str]) -> Iterator[Given]:
    import tomllib

    from sourcebook.parts import compiled

    return compiled(order.root, tomllib.loads(site.decode())["language"], memory, folders)


@contextmanager
def parsed_ahead(order: Order, memory: Memory, files: Sequence[SourceFile]) -> Iterator[None]:
    """Have another process, where there is one, parse these files and import what that needs.

    All of them: to import it here too, for what is left, would take longer.
    """
    from sourcebook.workers import ahead

    if order.workers < 2 or not files:
        yield
        return
    learnt = ahead(lambda: _learnt(files, memory), whole=True)
    yield
    for each in learnt():
        memory.take(each)


def _learnt(files: Sequence[SourceFile], memory: Memory) -> Iterator[Given]:
    from sourcebook.parsing import recalled
    from sourcebook.workers import look_for_garbage

    for file in files:
        recalled(file, memory)
        look_for_garbage()
        yield memory.give()
