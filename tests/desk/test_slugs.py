"""Slugs of titles in several scripts."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sourcebook.desk.slugs import LONGEST, slug_of
from sourcebook.model.names import SLUG


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("How many steps?", "how-many-steps"), ("The letter", "the-letter"), ("Şuşa, “the town”", "susa-the-town"),
        ("Məmməd Əliyev", "memmed-eliyev"), ("İstanbul / ISTANBUL", "istanbul-istanbul"),
        ("The keeper’s lamp", "the-keepers-lamp"), ("Skerry.example", "skerry-example"), ("Шуша", "susa"),
        ("Джамал", "jamal"), ("Շուշի", "susi"), ("شوشا", "susa"), ("１９８８ year", "1988-year"),
        ("…", ""), ("漢字", ""),
    ],
)  # fmt: skip
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
