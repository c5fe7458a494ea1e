"""Prints to the terminal: what cannot be printed never ends or fails a command."""

import sys


def escaped(text: str) -> str:
    """One line of a text for a terminal or a log, with control and invisible characters escaped.

    A file name can contain commands of either.
    """
    return "".join(
        letter if letter.isprintable() or letter == "\u00a0" else letter.encode("unicode_escape").decode()
        for letter in text
    )


def echo(text: str | bytes, *, err: bool = False, end: str = "\n") -> bool:
    """Print lines, or the bytes of a document, to standard output or error. Returns True if that succeeded.

    A stream that is closed, full or broken is passed over: an exit code says what the command did.
    """
    stream = sys.stderr if err else sys.stdout
    if stream is None:
        return False
    encoding = getattr(stream, "encoding", None) or "utf-8"
    try:
        if isinstance(text, bytes):
            stream.buffer.write(text)
        else:
            lines = "\n".join(map(escaped, text.split("\n"))) + end
            stream.write(lines.encode(encoding, "backslashreplace").decode(encoding))
        stream.flush()
    except (OSError, ValueError):
        return False
    return True
