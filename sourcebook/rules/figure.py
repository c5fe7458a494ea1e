"""A figure of a text, and whether one of a source backs another."""

from decimal import Decimal
from fractions import Fraction
from typing import Literal

from msgspec import Struct

from sourcebook.model.dates import Day, Edtf, within

Bound = Literal["", "more", "less", "about"]


class Figure(Struct, frozen=True):
    """A date or number in a text, at offset `start`.

    It has `date` for a date with its year, `day` (month, day) for one without, or `century`; else `number`, with what
    it is in the notation of other languages in `readings`, `bound` for a word such as "more than" before it, and
    `ordinal` for a word such as "third".
    """

    text: str
    start: int
    number: Decimal | Fraction | None = None
    date: Edtf | None = None
    day: tuple[int, int] | None = None
    century: int | None = None
    readings: tuple[Decimal, ...] = ()
    percent: bool = False
    bound: Bound = ""
    ordinal: bool = False

    @property
    def in_words(self) -> bool:
        """True if it is written without digits."""
        return not any(map(str.isnumeric, self.text))

    def __str__(self) -> str:
        """As it is written, with the sense of a word such as "more than" before it."""
        return {"more": "more than ", "less": "less than ", "about": "about ", "": ""}[self.bound] + self.text

    def backs(self, figure: "Figure") -> bool:
        """True if this figure of a source equals one of a sentence, or is more precise."""
        if figure.date:
            return self.date is not None and within(self.date, figure.date)
        if figure.day:
            return figure.day in (self.day, *days_of(self.date))
        if figure.century:
            return figure.century in (self.century, self.date and century_of(self.date))
        if self.date is not None and self.number is None:
            return figure.number is not None and not figure.percent and is_year_of(figure.number, self.date)
        return self.percent == figure.percent and (self._equals(figure) or self._is_rounded_to(figure))

    def _equals(self, figure: "Figure") -> bool:
        """True if the numbers are equal, and "more than", "about" and the like say neither more nor less."""
        if figure.number is None or (self.number != figure.number and figure.number not in self.readings):
            return False
        if self.in_words and figure.in_words and self.ordinal != figure.ordinal:
            return False
        return figure.bound == self.bound or (figure.bound == "about" and not self.bound)

    def _is_rounded_to(self, figure: "Figure") -> bool:
        """True if "more than 1,800" or "about 1,800" is this number, say 1,820, to two digits."""
        if self.bound or not figure.bound or self.number is None or self.number < 100 or figure.number is None:
            return False
        step = 10 ** (len(str(int(self.number))) - 2)
        down, rest = divmod(int(self.number), step)
        rounded = {"more": down, "less": down + bool(rest), "about": round(int(self.number) / step)}[figure.bound]
        return bool(figure.number == rounded * step != int(self.number))


def days_of(date: Edtf | None) -> list[tuple[int, int]]:
    """Month and day of both ends of a date that is exact to the day."""
    if date is None or date.precision != "day":
        return []
    return [(bound.month, bound.day) for bound in (date.earliest, date.latest) if bound]


def is_year_of(number: Decimal | Fraction, date: Edtf) -> bool:
    """True if a date lies in the year of this number, or in the decade that begins with it."""
    years = [year_in_words(bound) for bound in (date.earliest, date.latest) if bound]
    if date.precision == "decade" and date.form == "date":
        years = years[:1]
    return bool(years) and all(year == number for year in years)


def year_in_words(day: Day) -> int:
    """Number of a year as texts give it: before the year 1 they count backwards, and 44 BCE is the year -43."""
    return day.year if day.year > 0 else 1 - day.year


def century_of(date: Edtf) -> int | None:
    """The century that a date such as `16XX` stands for: the 17th; `-01XX` is the 2nd before the common era."""
    return abs(date.earliest.year) // 100 + 1 if date.precision == "century" and date.earliest else None
