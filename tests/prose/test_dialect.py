"""Whatever is written is converted or refused with a cure: never a traceback, never a sign of the converter's own."""

import re

from hypothesis import example, given, settings
from hypothesis import strategies as st

from sourcebook.prose.write import to_prose

PIECES = (
    "*", "**", "_", "__", "`", "``", "```\n", "~~~\n", "- ", "1. ", "1) ", "10. ", "  - ", "   ", "    ", "> ", ">",
    "\t", "# ", "## ", "##", "\n", "\n\n", "\n\n\n", "|", "| a | b |\n|---|---|\n", "[a]", "[a]: https://a.example\n",
    "][", "](https://a.example/x)", "](", "[^1]", "[^1]: ", "\\", "\\\n", "  \n", "<em>", "</em>", "<p>", "</p", "<",
    "<!--", "<h2>", "<pre>", "&amp;", "&", "&#42;", "https://a.example/b_c", "<https://a.example/\\*>", "<a@b.example>",
    "[[x]]", "[@a#b]", "![", "===\n", "---\n", "* * *\n", ": ", "{{", "{#x}", "~~", "$", ":x:", "==", "word ",
    "Şuşa ", "(", ")", '"',
)  # fmt: skip
OWN = re.compile("[\x00-\x08\ue000-\uf8ff]|zxhzdk|klzzwxh|fence:")


@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
@example("- a\n\n> 1.  b\n\n    ```\n    c\n    ```\n")
@example("<https://a.example?b=\\*> <a\\+@b.example> [c](https://a.example/\\_)")
@example("{{<p>\n\n    1. <em>")
@settings(max_examples=500, deadline=None)
def test_any_text_is_converted_or_refused(text: str) -> None:
    prose, problems = to_prose("a.md", text, 1)
    html = "".join(part for part in prose.parts if isinstance(part, str))
    assert not OWN.search(html + "".join(f"{heading.text} {heading.id}" for heading in prose.headings))
    assert not any(OWN.search(str(problem)) or "\n" in str(problem) for problem in problems)
    assert all(1 <= problem.place.line <= text.count("\n") + 1 and problem.hint for problem in problems)


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=200, deadline=None)
def test_what_stands_above_does_not_change_the_id_of_a_heading(text: str) -> None:
    last = to_prose("a.md", f"{text}\n\n## The *old* <b>lamp</b> &amp; 1 \\* 2\n", 1)[0].headings
    assert [heading.id for heading in last[-1:]] in ([], ["h-the-old-lamp-1-2"])
