"""The article before and the one after, which Pelican itself does not tell its templates."""

from itertools import pairwise
from typing import Any

from pelican import signals


def join(generator: Any) -> None:
    """Give each article `previous` and `next`, by date."""
    for article in generator.articles:
        article.previous = article.next = None
    for later, earlier in pairwise(generator.articles):
        later.previous, earlier.next = earlier, later


def register() -> None:
    """Called by Pelican."""
    signals.article_generator_finalized.connect(join)
