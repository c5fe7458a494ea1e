"""One request to somebody else's server, made politely."""

import http.client
import time
import urllib.error
import urllib.request
from typing import IO, Literal, NamedTuple
from urllib.parse import urldefrag, urlsplit

AGENT = "Sourcebook (checks the links of a dossier on its editor's request)"
SECONDS = 15.0
PAUSE = 1.0
MOST_STEPS = 5

Found = Literal["live", "moved", "refused", "gone", "failing"]

_GONE = (404, 410)
_FOR_EVER = (301, 308)


class Answer(NamedTuple):
    """What an address answers: `moved` for ever to `leads_to`; `refused` to a program; `gone`; `failing`, or silent.

    `status` is the last one (RFC 9110), None where no server answered. `leads_to` is empty without a redirect.
    """

    found: Found
    status: int | None
    leads_to: str = ""


def wait() -> None:
    """Leave a server alone for a while."""
    time.sleep(PAUSE)


def ask(address: str) -> Answer:
    """Ask for the head of an address, and for the whole where that is not answered well."""
    first = _request("HEAD", address)
    if first.found in ("live", "moved") or first.status == 429:
        return first
    wait()
    return _request("GET", address)


def _request(method: str, address: str) -> Answer:
    steps = _Steps()
    opener = urllib.request.build_opener(steps)
    request = urllib.request.Request(urldefrag(address).url, method=method, headers={"User-Agent": AGENT})
    try:
        with opener.open(request, timeout=SECONDS) as response:
            return _answer(response.status, steps)
    except urllib.error.HTTPError as error:
        error.close()
        return _answer(error.code, steps)
    except (OSError, ValueError, http.client.HTTPException):
        return Answer("failing", None, steps.last)


def _answer(status: int, steps: "_Steps") -> Answer:
    if status in _GONE:
        return Answer("gone", status, steps.last)
    if status >= 500:
        return Answer("failing", status, steps.last)
    if status >= 300:
        return Answer("refused", status, steps.last)
    return Answer("moved" if steps.codes and set(steps.codes) <= set(_FOR_EVER) else "live", status, steps.last)


class _Steps(urllib.request.HTTPRedirectHandler):
    """Follows redirects on the web alone, with the method of the request, and notes them."""

    max_redirections = MOST_STEPS

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.last = ""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if urlsplit(newurl).scheme not in ("http", "https") or not newurl.isprintable():
            return None
        self.codes.append(code)
        self.last = newurl
        return urllib.request.Request(newurl, method=req.get_method(), headers={"User-Agent": AGENT})
