"""Mutations of a dossier's files: mistakes, damage, attacks."""

import random
from collections.abc import Callable

Files = dict[str, bytes]

TOKENS = (
    b"---\n", b"\n---\n", b"...", b"[", b"]", b"{", b"}", b": ", b" #", b"&a ", b"*a",
    b"!!python/object:os.system ", b"<<: *a",
    b"|\n", b">\n", b"'", b'"', b"\t", b"- ", b"? ", b"%YAML 1.2\n", b"\xff", b"\xfe\xff", b"\xef\xbb\xbf",
    b"\x00", b"\x1b[31m",
    b"\r", b"\r\n", b"\xe2\x80\xa8", b"\xe2\x80\xae", b"\xc2\xa0", b"\xee\x80\x80", b"\xed\xa0\x80",
    b"\xf0\x9f\x92\xa9",
    b"[[", b"]]", b"[[nowhere]]", b"[@", b"[@a#b]", b"[[home|", b"](", b"![", b"<b>", b"<script>", b"</p>",
    b"<!--", b"-->", b"&#x0;",
    b"|a|b|\n|-|-|\n", b"> ", b"    ", b"```\n", b"[^1]", b"[^1]: ", b"# ", b"###### ", b"***", b"\\", b"http://",
    b"99999999999999999999",
    b"-1", b"1e999", b".nan", b"null", b"true", b"0o17", b"1931-02-30", b"[..]", b"1931-08?", b"Infinity",
    b"[[]]", b'"""', b"'''",
)  # fmt: skip
LEAVES = (
    b"", b" ", b"[]", b"{}", b"null", b"~", b"true", b"0", b"-1", b"1.5", b"1931", b"1931-13-45", b"[a, b]",
    b"{a: b}", b'""', b"'", b'"',
    b"../../etc/passwd", b"home", b"pages/home", b"nowhere", b"a" * 3000, b"[" * 80, b"javascript:alert(1)",
    b"2024-05-20T00:00:00Z",
    b"\xc3\xa9\xcc\x81", b"*x", b"!t x", b"https://[", b"mailto:", b"//x",
)  # fmt: skip
NAMES = (
    "CON.md", "a b.md", ".hidden.md", "UPPER.md", "é.md", "a--b.md", "-a.md", "a" * 200 + ".md", "a.txt",
    "a.md.bak", "%2e%2e.md", "a\nb.md",
    "index.md", "a\u202eb.md", "nul.md", "a.md~", "#a.md#", "ａ.md", "a'.md", "a;b.md", "404.md", "assets.md",
    "feed.md",
)  # fmt: skip

Mutation = Callable[[Files, random.Random], str]


def _place(files: Files, chance: random.Random) -> tuple[str, int]:
    path = chance.choice(sorted(files))
    return path, chance.randrange(len(files[path]) + 1)


def insert(files: Files, chance: random.Random) -> str:
    path, at = _place(files, chance)
    files[path] = files[path][:at] + chance.choice(TOKENS) * chance.choice((1, 1, 1, 2, 50)) + files[path][at:]
    return path


def cut(files: Files, chance: random.Random) -> str:
    path, at = _place(files, chance)
    files[path] = files[path][:at] + files[path][at + chance.choice((1, 1, 5, 40, 10_000)) :]
    return path


def flip(files: Files, chance: random.Random) -> str:
    path, at = _place(files, chance)
    data = bytearray(files[path] or b" ")
    data[at % len(data)] ^= 1 << chance.randrange(8)
    files[path] = bytes(data)
    return path


def leaf(files: Files, chance: random.Random) -> str:
    """Replace the value of a field."""
    path = chance.choice(sorted(files))
    lines = files[path].split(b"\n")
    sign = b"=" if path.endswith(".toml") else b":"
    fields = [n for n, line in enumerate(lines) if sign in line] or [0]
    n = chance.choice(fields)
    lines[n] = lines[n].partition(sign)[0] + sign + b" " + chance.choice(LEAVES)
    files[path] = b"\n".join(lines)
    return path


def move_line(files: Files, chance: random.Random) -> str:
    path = chance.choice(sorted(files))
    lines = files[path].split(b"\n")
    line = lines.pop(chance.randrange(len(lines)))
    for _ in range(chance.choice((0, 1, 2))):
        lines.insert(chance.randrange(len(lines) + 1), b" " * chance.choice((0, 0, 1, 2)) + line)
    files[path] = b"\n".join(lines)
    return path


def cross(files: Files, chance: random.Random) -> str:
    """Copy a part of one file into another."""
    path, at = _place(files, chance)
    _, other = chance.choice(sorted(files.items()))
    start = chance.randrange(len(other) + 1)
    files[path] = files[path][:at] + other[start : start + chance.choice((20, 200, 5000))] + files[path][at:]
    return path


def rename(files: Files, chance: random.Random) -> str:
    path = chance.choice(sorted(files))
    folder = path.rpartition("/")[0]
    name = chance.choice(NAMES)
    files[f"{folder}/{name}" if folder else name] = files.pop(path) if chance.random() < 0.5 else files[path]
    return name


def remove(files: Files, chance: random.Random) -> str:
    path = chance.choice(sorted(files))
    del files[path]
    return path


def swell(files: Files, chance: random.Random) -> str:
    """Repeat a text until it is large or deeply nested."""
    path, at = _place(files, chance)
    unit = chance.choice(TOKENS + LEAVES)
    files[path] = files[path][:at] + unit * chance.choice((200, 2000, 20_000)) + files[path][at:]
    return path


def noise(files: Files, chance: random.Random) -> str:
    path = chance.choice(sorted(files))
    files[path] = chance.randbytes(chance.choice((0, 1, 100, 5000)))
    return path


MUTATIONS: tuple[Mutation, ...] = (
    insert, insert, insert, cut, cut, flip, leaf, leaf, leaf, leaf, move_line, move_line, cross, rename, remove,
    swell, noise,
)  # fmt: skip
