"""Rule on the equations of puzzles, and a small calculator."""

import re
from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction

from sourcebook.model.dossier import Dossier, Puzzle
from sourcebook.rules.finding import Finding, at_field

_TOKEN = re.compile(r"\s*(?:(?P<number>\d+(?:,\d{3})*(?:\.\d+)?)|(?P<sign>[+*×/÷−-]))\s*")
_RELATION = re.compile(r"(<=|>=|[=<>≤≥])")


def sums_hold(dossier: Dossier) -> Iterator[Finding]:
    """A sum that checks the figures of a document against one another is right."""
    for page, puzzle in dossier.pages_with(Puzzle):
        sum_ = puzzle.record.reckons
        try:
            holds = sum_ is None or reckon(sum_)
        except ValueError as error:
            yield at_field(
                page, ("reckons",), f"'{sum_}' cannot be reckoned: {error}", "write 1 + 2 = 3, 6 / 4 = 1.5 or 3 > 2"
            )
        else:
            if not holds:
                yield at_field(page, ("reckons",), f"'{sum_}' does not hold", "correct the sum")


def reckon(equation: str) -> bool:
    """True if a chain of equations such as `927 + 808 = 1735` or `3 * 2 > 5` holds.

    Raises ValueError for a syntax error.
    """
    parts = _RELATION.split(equation)
    if len(parts) < 3:
        raise ValueError("it has no =, < or >")
    values = [_value(part.strip()) for part in parts[::2]]
    return all(_holds(left, sign, right) for left, sign, right in zip(values, parts[1::2], values[1:], strict=False))


def _holds(left: Fraction, sign: str, right: Fraction) -> bool:
    return {
        "=": left == right, "<": left < right, ">": left > right,
        "<=": left <= right, "≤": left <= right, ">=": left >= right, "≥": left >= right,
    }[sign]  # fmt: skip


def _value(text: str) -> Fraction:
    """Evaluate a sum of products and quotients. Raises ValueError for a syntax error."""
    total, product, sign, expects_number, at = Fraction(0), Fraction(0), "+", True, 0
    while at < len(text):
        match = _TOKEN.match(text, at)
        if not match or expects_number != bool(match["number"]):
            raise ValueError(f"at '{text[at:].strip()}'")
        if match["number"]:
            number = Fraction(Decimal(match["number"].replace(",", "")))
            if sign in "/÷" and not number:
                raise ValueError("nothing is divided by 0")
            if sign in "*×/÷":
                product = product * number if sign in "*×" else product / number
            else:
                total, product = total + product, number if sign == "+" else -number
        else:
            sign = match["sign"]
        expects_number, at = not expects_number, match.end()
    if expects_number:
        raise ValueError("a number is missing")
    return total + product
