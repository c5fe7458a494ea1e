"""The swap test: which sentences of a page name a side and what was done, in the dossier's own voice."""

from tools.swap_test import told

PAGE = """---
title: Reds took it
---
Forces of the [[reds|Reds]] took the rock (Blue: Skar). [@lamp-relit#relit] The paper writes “the Blues destroyed it”.

- In 1931 the people of the Reds and of the Blues had to leave; the lamp burned.
"""


def test_counts_own_words_alone_and_each_side_of_a_sentence() -> None:
    assert [(side, verb) for side, verb, _ in told(PAGE, ["Reds", "Blue"])] == [
        ("Reds", "took"),
        ("Reds", "had to leave"),
        ("Blue", "had to leave"),
    ]
