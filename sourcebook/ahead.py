"""What another process begins while this one imports and reads what it needs itself."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sourcebook.house import digest_of_templates
from sourcebook.memory import Memory
from sourcebook.model.files import SourceFile
from sourcebook.model.names import FOLDERS
from sourcebook.order import Order


@contextmanager
def templates_ahead(order: Order, memory: Memory, files: Sequence[SourceFile]) -> Iterator[None]:
    """Have another process compile the templates meanwhile, where there is one and the memory does not know them."""
    from sourcebook.workers import ahead

    site = next((file.data for file in files if file.path == "site.toml"), b"")
    key = (b"templates", digest_of_templates(order.root), site)
    if order.workers < 2 or memory.knows(*key):
        yield
        return
    learnt = ahead(lambda: _compiled(order, memory, site, files))
    yield
    for each in learnt():
        memory.take(each)
    memory.keep(True, *key)


def _compiled(order: Order, memory: Memory, site: bytes, files: Sequence[SourceFile]) -> Iterator[dict[bytes, bytes]]:
    import tomllib

    from sourcebook.parts import compiled

    folders = {file.path.partition("/")[0] for file in files} & {*FOLDERS}
    return compiled(order.root, tomllib.loads(site.decode())["language"], memory, folders)


@contextmanager
def parsed_ahead(order: Order, memory: Memory, files: Sequence[SourceFile]) -> Iterator[None]:
    """Have another process, where there is one, parse these files and import what that needs."""
    from sourcebook.workers import ahead

    if order.workers < 2:
        yield
        return
    learnt = ahead(lambda: _learnt(files, memory))
    yield
    for each in learnt():
        memory.take(each)


def _learnt(files: Sequence[SourceFile], memory: Memory) -> Iterator[dict[bytes, bytes]]:
    from sourcebook.parsing import recalled

    for file in files:
        recalled(file, memory)
        yield memory.give()
