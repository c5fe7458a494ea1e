"""What Mozilla's HTTP Observatory would say of a site, by its published scoring rules, in our own words.

The rules are those of mdn/mdn-http-observatory as of August 2026. A site begins with 100 points. Each test adds or
takes points; what is added counts only where what was taken leaves at least 90. What no file of ours decides is taken
as a host with a certificate does it: http leads to https, and the site is on no browser's own list for HSTS.
"""

from collections.abc import Mapping

LEAST_FOR_BONUS = 90
HALF_A_YEAR = 15_552_000
GRADES = ((100, "A+"), (90, "A"), (85, "A-"), (80, "B+"), (70, "B"), (65, "B-"), (60, "C+"), (50, "C"), (45, "C-"),
          (40, "D+"), (30, "D"), (25, "D-"), (0, "F"))  # fmt: skip

BROAD = {"ftp:", "http:", "https:", "*", "http://*", "http://*.*", "https://*", "https://*.*"}
INLINE = {"'unsafe-inline'", "data:"}
PRIVATE = {"no-referrer", "same-origin", "strict-origin", "strict-origin-when-cross-origin"}
TELLING = {"origin", "origin-when-cross-origin", "unsafe-url", "no-referrer-when-downgrade"}

Headers = Mapping[str, str]
Policy = dict[str, set[str]]


def score(headers: Headers, scripts: list[tuple[str, bool]]) -> dict[str, int]:
    """Points by test. `headers` by name in small letters; `scripts`: address of each, and whether it has a digest."""
    policy = read_policy(headers.get("content-security-policy", ""))
    return {
        "content security policy": of_policy(policy),
        "cookies": 0 if "set-cookie" not in headers else -20,
        "sharing": -50 if headers.get("access-control-allow-credentials") == "true" else 0,
        "redirection": 0,
        "referrer": of_referrer(headers.get("referrer-policy")),
        "transport": of_transport(headers.get("strict-transport-security")),
        "script digests": of_scripts(scripts),
        "content type": 0 if headers.get("x-content-type-options") == "nosniff" else -5,
        "frames": of_frames(headers.get("x-frame-options"), policy),
        "resource policy": one_of(
            headers.get("cross-origin-resource-policy"), {"same-origin", "same-site"}, {"cross-origin"}
        ),
        "opener policy": one_of(
            headers.get("cross-origin-opener-policy"),
            {"same-origin", "same-origin-allow-popups", "noopener-allow-popups"}, {"unsafe-none"},
        ),
        "embedder policy": one_of(
            headers.get("cross-origin-embedder-policy"), {"require-corp", "credentialless"}, {"unsafe-none"}
        ),
    }  # fmt: skip


def total(points: Mapping[str, int]) -> int:
    taken = 100 + sum(point for point in points.values() if point < 0)
    return max(100 + sum(points.values()) if taken >= LEAST_FOR_BONUS else taken, 0)


def grade(points: int) -> str:
    return next(name for least, name in GRADES if points >= least)


def read_policy(text: str) -> Policy | None:
    """The directives of one policy; None for one that names a directive twice."""
    policy: Policy = {}
    for name, *values in (part.split() for part in text.lower().split(";") if part.strip()):
        if name in policy:
            return None
        policy[name] = set(values) or {"'none'"}
    return policy


def of_policy(policy: Policy | None) -> int:
    if not policy:
        return -25
    fallback = policy.get("default-src", {"*"})
    script, style, objects = (policy.get(name, fallback) for name in ("script-src", "style-src", "object-src"))
    passive = policy.get("img-src", fallback) | policy.get("media-src", fallback)
    active = set[str]().union(*(values for name, values in policy.items() if name not in ("img-src", "media-src")))
    if script & (BROAD | INLINE) or objects & BROAD or any(is_open(source) for source in active):
        return -20
    if "'unsafe-eval'" in script | style or any(is_open(source) for source in passive):
        return -10
    if style & (BROAD | INLINE):
        return 0
    return 10 if fallback == {"'none'"} else 5


def is_open(source: str) -> bool:
    return source.startswith(("http:", "ftp:"))


def of_referrer(value: str | None) -> int:
    if value is None:
        return 0
    known = [part.strip() for part in value.lower().split(",") if part.strip() in PRIVATE | TELLING]
    return 5 if known and known[-1] in PRIVATE else -5


def of_transport(value: str | None) -> int:
    ages = [part.strip()[8:] for part in (value or "").lower().split(";") if part.strip().startswith("max-age=")]
    if not ages or "," in (value or ""):
        return -20
    return 0 if int(ages[0]) >= HALF_A_YEAR else -10


def of_scripts(scripts: list[tuple[str, bool]]) -> int:
    """Scripts of the site itself need no digest, and earn the points where all that are counted have one."""
    foreign = [(address, held) for address, held in scripts if "//" in address]
    if any(not held and not address.startswith("https:") for address, held in foreign):
        return -50
    if any(not address.startswith("https:") for address, _ in foreign):
        return -20
    if any(not held for _, held in foreign):
        return -5
    return 5 if any(held for _, held in scripts) else 0


def of_frames(value: str | None, policy: Policy | None) -> int:
    if policy and "frame-ancestors" in policy:
        return 5
    if value is None:
        return -20
    kind = value.strip().lower()
    return 5 if kind in ("deny", "sameorigin") else 0 if kind.startswith("allow-from") else -20


def one_of(value: str | None, good: set[str], open_: set[str]) -> int:
    """A header with a list of known values, the good among which earn points."""
    if value is None or value.strip().lower() in open_:
        return 0
    return 10 if value.strip().lower() in good else -5
