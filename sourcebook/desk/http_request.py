"""HTTP requests that check whether an outside address works."""

import http.client
import time
import urllib.error
import urllib.request
from typing import IO, Literal, NamedTuple
from urllib.parse import urldefrag, urlsplit

AGENT = "Sourcebook (checks the links of a dossier on its editor's request)"
SECONDS = 15.0
PAUSE = 1.0
MOST_REDIRECTS = 5

State = Literal["live", "moved", "refused", "gone", "failing"]

_GONE = (404, 410)
_TOO_MANY_REQUESTS = 429
_PERMANENT = {301, 308}


class Answer(NamedTuple):
    """Result of a link check.

    `state`: "live"; "moved", permanently redirected to `leads_to`; "refused", not shown to a program; "gone" (404 or
    410); "failing", an error of the server, or no answer. `status`: last HTTP status (RFC 9110), None without an
    answer; `leads_to`: "" without a redirect.
    """

    state: State
    status: int | None
    leads_to: str = ""


def pause() -> None:
    """Sleep before the next request to the same host."""
    time.sleep(PAUSE)


def check_link(address: str) -> Answer:
    """Request an address with HEAD, and with GET if that fails.

    Some hosts answer HEAD wrongly.
    """
    answer = _request("HEAD", address)
    if answer.state in ("live", "moved") or answer.status == _TOO_MANY_REQUESTS:
        return answer
    pause()
    return _request("GET", address)


def body_of(address: str, most: int) -> bytes:
    """Request what stands at an address. Returns its first `most` bytes; none if it does not answer."""
    try:
        with _opened("GET", address, _Redirects()) as response:
            return response.read(most)
    except (OSError, ValueError, http.client.HTTPException):
        return b""


def _opened(method: str, address: str, redirects: "_Redirects") -> http.client.HTTPResponse:
    request = urllib.request.Request(urldefrag(address).url, method=method, headers={"User-Agent": AGENT})
    response: http.client.HTTPResponse = urllib.request.build_opener(redirects).open(request, timeout=SECONDS)
    return response


def _request(method: str, address: str) -> Answer:
    redirects = _Redirects()
    try:
        with _opened(method, address, redirects) as response:
            status = response.status
    except urllib.error.HTTPError as error:
        error.close()
        status = error.code
    except (OSError, ValueError, http.client.HTTPException):
        return Answer("failing", None, redirects.last)
    return Answer(_state(status, redirects.codes), status, redirects.last)


def _state(status: int, redirects: list[int]) -> State:
    if status in _GONE:
        return "gone"
    if status >= 300:
        return "failing" if status >= 500 else "refused"
    return "moved" if redirects and {*redirects} <= _PERMANENT else "live"


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirects to http and https alone, with the same method.

    Records status codes and the last address.
    """

    max_redirections = MOST_REDIRECTS

    def __init__(self) -> None:
        self.codes: list[int] = []
        self.last = ""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:  # fmt: skip
        if urlsplit(newurl).scheme not in ("http", "https") or not newurl.isprintable():
            return None
        self.codes.append(code)
        self.last = newurl
        return urllib.request.Request(newurl, method=req.get_method(), headers={"User-Agent": AGENT})
