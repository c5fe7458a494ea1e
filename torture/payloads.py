"""Injection payloads in every field of a dossier.

The site is opened in a browser without its content policy.
"""

import random
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from sourcebook.build.options import BuildOptions
from sourcebook.build.pipeline import build, check
from sourcebook.cache.cache import Caches
from sourcebook.model.files import SourceFile
from sourcebook.stages.parse import parse
from tools.environment import ROOT
from torture.corpus import payloads
from torture.desk import LIGHTHOUSE
from torture.fields import Document, Field
from torture.fuzz import write
from torture.outcome import Outcome
from torture.sinks import browsed, inert

AT_ONCE = 12
"""Number of payloads in a field at a time."""

KINDS_EACH = 15
"""Number of kinds of field for each payload, if payloads are few."""

HOLDS = "nothing runs"

Values = dict[Field, str]


def attacked(folder: Path, count: int, plant: Callable[[], None]) -> Outcome:
    """Put the first `count` payloads, shuffled, into every field that contains text."""
    started = time.perf_counter()
    plant()
    attack = Attack(folder / "payloads", payloads()[:count])
    breaches: list[str] = []
    for number, values in enumerate(attack.rounds()):
        site = attack.built(values)
        if site is None:
            breaches.append(f"round {number}: nothing could be built")
            continue
        breaches += [f"round {number}: {breach}" for breach in (*inert(site), *browsed(site, attack.texts, number))]
    if attack.counted["shown"] == 0:
        breaches.append("no payload came to a page")
    return Outcome(
        "payloads", len(attack.texts), "payloads", tuple(breaches),
        {**attack.counted, "kinds of field": len(attack.open)},
        time.perf_counter() - started, HOLDS,
    )  # fmt: skip


@dataclass
class Attack:
    """Values of the fields of the dossier, round by round."""

    folder: Path
    texts: list[str]
    counted: Counter[str] = field(default_factory=Counter)
    accepted: dict[tuple[str, str], bool] = field(default_factory=dict)
    caches: Caches = field(default_factory=Caches.in_memory)

    def __post_init__(self) -> None:
        """Sort payloads with digits last: rules may refuse a field with them."""
        random.Random(0).shuffle(self.texts)
        self.texts.sort(key=lambda text: any(letter.isdigit() for letter in text))

    @cached_property
    def documents(self) -> dict[str, Document]:
        paths = sorted(path for path in LIGHTHOUSE.rglob("*") if path.suffix in (".md", ".toml"))
        named = {path.relative_to(LIGHTHOUSE).as_posix(): path.read_text("utf-8") for path in paths}
        return {path: Document.parse(path, text) for path, text in named.items()}

    @cached_property
    def open(self) -> dict[str, list[Field]]:
        """Fields by kind, of the kinds that accept any plain words."""
        kinds: dict[str, list[Field]] = {}
        for document in self.documents.values():
            for target in document.fields():
                kinds.setdefault(target.kind, []).append(target)
        few = max(1, len(kinds) // (KINDS_EACH * len(self.texts)))
        kinds = dict(list(kinds.items())[::few])
        plain = {
            kind: fields
            for kind, fields in kinds.items()
            if self._parses({fields[0]: self._with(fields[0], ["words"])})
        }
        return {
            kind: fields for kind, fields in plain.items() if fields[0].steps[0] == "body" or self._passes(fields[0])
        }

    def rounds(self) -> Iterator[Values]:
        """Values of all fields, until each kind has had each payload."""
        batches = [self.texts[n : n + AT_ONCE] for n in range(0, len(self.texts), AT_ONCE)]
        for number, batch in enumerate(batches):
            values: Values = {}
            for kind, fields in self.open.items():
                taken = self._taken(kind, fields[0], batch)
                if taken:
                    values[fields[number % len(fields)]] = self._with(fields[number % len(fields)], taken)
            yield values

    def built(self, values: Values) -> Path | None:
        """Build the site with these values, without those that cause errors.

        In a file with errors first its prose is left out, then all.
        """
        for all_of_it in (False, True, False, True, True):
            result = self._build(values)
            if not result:
                self.counted["shown"] += sum(value.count(text) for value in values.values() for text in self.texts)
                return self.folder / "site"
            blamed = set(result)
            kept = {
                target: value
                for target, value in values.items()
                if target.path not in blamed or (target.steps[0] != "body" and not all_of_it)
            }
            self.counted["fields left out for a rule"] += len(values) - len(kept)
            values = kept
        return None if self._build(values) else self.folder / "site"

    def _build(self, values: Values) -> list[str]:
        """Paths of files with errors."""
        write(self.folder / "content", self._files(values))
        result = build(self._options, self.caches)
        return [problem.path for problem in result.problems if problem.level == "error"]

    def _taken(self, kind: str, target: Field, batch: Sequence[str]) -> list[str]:
        """Payloads of a batch that the field accepts.

        Only the first if it does not accept them together.
        """
        name = str(target.steps[1]) if target.steps[0] == "body" else kind
        if (name, batch[0]) not in self.accepted:
            together = self._parses({target: self._with(target, batch)})
            for text in batch:
                self.accepted[name, text] = together or self._parses({target: self._with(target, [text])})
        taken = [text for text in batch if self.accepted[name, text]]
        self.counted["taken"] += len(taken)
        self.counted["refused"] += len(batch) - len(taken)
        return taken if len(taken) < 2 or self._parses({target: self._with(target, taken)}) else taken[:1]

    def _with(self, target: Field, texts: Iterable[str]) -> str:
        return " ".join((self.documents[target.path].value(target), *texts)).strip()

    def _parses(self, values: Values) -> bool:
        path = next(iter(values)).path
        _, problems = parse(SourceFile(path, self.documents[path].text(values).encode()))
        return not any(problem.level == "error" for problem in problems)

    def _passes(self, target: Field) -> bool:
        write(self.folder / "content", self._files({target: self._with(target, ["words"])}))
        return not check(self._options, self.caches).failed

    @property
    def _options(self) -> BuildOptions:
        return BuildOptions(ROOT, self.folder / "content", self.folder / "site", preview=True, cards=False)

    def _files(self, values: Values) -> dict[str, bytes]:
        plain = {path.relative_to(LIGHTHOUSE).as_posix(): path.read_bytes() for path in LIGHTHOUSE.glob("*.txt")}
        changed = {
            path: {target: value for target, value in values.items() if target.path == path} for path in self.documents
        }
        return plain | {path: self.documents[path].text(changed[path]).encode() for path in self.documents}
