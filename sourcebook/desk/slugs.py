"""Makes slugs from titles.

Letters of other scripts are transliterated by the first reading of `model/folding.py`.
"""

import re
import unicodedata

from sourcebook.model.folding import FOLDING

LONGEST = 60

_FOREIGN = {row: readings.split("/")[0] for row, readings in FOLDING.items() if not row.isascii()}
_PIECES = re.compile("|".join(sorted(_FOREIGN, key=len, reverse=True)))
_APOSTROPHES = re.compile(r"(?<=\w)['’ʼ](?=\w)")


def slug_of(title: str) -> str:
    """Make a slug from a title: `susa-the-town` from `Şuşa, “the town”`.

    Returns "" if no letter can be transliterated.
    """
    lowercase = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", title).lower())
    bare = "".join(letter for letter in lowercase if not unicodedata.category(letter).startswith("M"))
    plain = _PIECES.sub(lambda match: _FOREIGN[match.group()], _APOSTROPHES.sub("", bare))
    words = re.findall(r"[a-z0-9]+", plain)
    while len(words) > 1 and len("-".join(words)) > LONGEST:
        words.pop()
    return "-".join(words)[:LONGEST]
