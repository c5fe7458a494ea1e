"""Slugs of titles in several scripts."""

import re

from hypothesis import given
from hypothesis import strategies as st

from sourcebook.desk.slugs import LONGEST, slug_of
from sourcebook.model.names import SLUG
from tests.cases import cases


@cases
def test_slug_of_a_title(title: str, slug: str) -> None:
    assert slug_of(title) == slug


def test_a_long_title_is_cut_between_words() -> None:
    slug = slug_of("one two three four five six seven eight nine ten eleven twelve thirteen fourteen")
    assert slug == "one-two-three-four-five-six-seven-eight-nine-ten-eleven"
    assert len(slug_of("a" * 500)) == LONGEST


@given(st.text())
def test_a_slug_is_a_slug_or_nothing(title: str) -> None:
    slug = slug_of(title)
    assert not slug or (SLUG.match(slug) and len(slug) <= LONGEST)
    assert bool(slug) or not re.search("[a-zA-Z0-9]", title)
