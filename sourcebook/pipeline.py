"""The story of a build: prepare (`preparing.py`), make the pages, publish."""

from pathlib import Path

from sourcebook.memory import ForgottenError, Memory
from sourcebook.model.files import ChangedError, OutputFile, SpooledFile, Tree, still
from sourcebook.order import Order, Result
from sourcebook.past import Past
from sourcebook.preparing import finish, prepare
from sourcebook.refusal import refusal
from sourcebook.spool import Spool


def build(order: Order, memory: Memory | None = None) -> Result:
    """Build the site of `order.content` into `order.out`; nothing there changes where there is an error.

    With a memory, files that the last build made there and that would be the same are carried over.
    """
    memory = memory or Memory()
    refused = refusal(order.out, order.reads)
    if refused:
        return Result((refused,))
    name = (b"past", str(order.out.absolute()).encode())
    before, lay = memory.recall(*name) or (None, {})
    if order.indexes and not still(order.out, lay):
        before = None  # the full text is made from what lies there
    with Spool(order.out) as spool:
        result = compose(order, memory, before, spool)
        if before is not None and result.past is before:
            if still(order.out, lay):
                return result
            result = compose(order, memory, None, spool)
        if not result.failed:
            result, after = _published(order, memory, result, lay)
            if not result.failed:
                memory.keep((result.past, after), *name)
    memory.save()
    return result


def compose(
    order: Order, memory: Memory | None = None, before: Past | None = None, spool: Spool | None = None
) -> Result:
    """All of a build but publishing: the files of the site, in memory, or if they are many on the `spool`.

    `before`: how the last one went. Where something turns out to be gone, or another, all is done anew and in memory.
    """
    memory = memory or Memory()
    try:
        return _composed(order, memory, before, spool)
    except (ForgottenError, ChangedError):
        return _composed(order, memory, None, None)


def _composed(order: Order, memory: Memory, before: Past | None, spool: Spool | None) -> Result:
    prepared = prepare(order, memory, before)
    if isinstance(prepared, Result):
        return prepared
    from sourcebook.parts import run

    with order.progress.stage("make", len(prepared.jobs)):
        made = run(prepared.jobs, prepared.shelf, memory, order.workers, spool)
    return finish(order, memory, prepared, made)


def _published(order: Order, memory: Memory, result: Result, lay: Tree) -> tuple[Result, Tree]:
    """The result of a build after publishing, and what lies in the output then. `lay`: what the last build left."""
    from sourcebook.stages.publish import publish

    name = (b"behind", str(order.out.absolute()).encode())
    known = lay, memory.recall(*name) or {}
    kept = {path: lay[path] for path in result.kept}
    with order.progress.stage("publish", len(result.files) + len(kept)):
        done = publish(result.files, order.out, order.reads, kept, known)
    if done.tree is None and not done.problems:
        result = compose(order, memory)
        return (result, {}) if result.failed else _published(order, memory, result, {})
    memory.keep(done.behind, *name)
    files = tuple(file if isinstance(file, OutputFile) else _moved(file, order.out) for file in result.files)
    return result._replace(problems=(*done.problems, *result.problems), files=files), done.tree or {}


def _moved(file: SpooledFile, out: Path) -> SpooledFile:
    return file._replace(folder=str(out), spooled=False)
