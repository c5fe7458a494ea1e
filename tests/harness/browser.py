"""A headless Chromium that reaches this machine alone, and what it noticed on a page."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tools.chromium import ARGUMENTS
from tools.setup_tests import remembered

Until = Literal["load", "networkidle"]

GATHER_POLICY_VIOLATIONS = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", event => window.policyViolations.push(
    `${event.effectiveDirective} blocked ${event.blockedURI || "inline"} (line ${event.lineNumber})`));
"""

WIDER_THAN_WINDOW = """() => {
    const edge = document.documentElement.clientWidth + 1;
    const reach = element => element.getBoundingClientRect().left + Math.max(element.scrollWidth, element.offsetWidth);
    const wide = [...document.body.querySelectorAll("*")].filter(element => reach(element) > edge);
    return wide.filter(element => ![...element.children].some(child => wide.includes(child))).slice(0, 5)
        .map(element => element.tagName.toLowerCase() + (element.id && "#" + element.id)
            + [...element.classList].map(name => "." + name).join(""));
}"""


@dataclass
class Visit:
    """A page that was opened, and what it did that it should not have done."""

    page: Page
    status: int
    messages: list[str] = field(default_factory=list)
    foreign: list[str] = field(default_factory=list)

    def faults(self) -> list[str]:
        """Console errors, uncaught exceptions, requests to other hosts and breaches of the content policy."""
        breaches = self.page.evaluate("() => window.policyViolations")
        return [
            *(f"console: {text}" for text in self.messages),
            *(f"request to another host: {address}" for address in self.foreign),
            *(f"content policy: {text}" for text in breaches),
        ]


@contextmanager
def open_browser() -> Iterator[Browser]:
    """Start the Chromium that `make test` found. Raises SetupError when it has not run."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=remembered().chromium, args=list(ARGUMENTS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def visit(
    browser: Browser, address: str, *, width: int = 1280, javascript: bool = True, until: Until = "networkidle"
) -> Iterator[Visit]:
    """Open an address of a served folder in a fresh context, `width` CSS pixels wide, and wait until it has loaded.

    Requests to any other host are refused and noted. `until`: the event that is waited for.
    """
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=javascript,
    )
    try:
        yield load(context, address, until)
    finally:
        context.close()


def load(context: BrowserContext, address: str, until: Until = "networkidle") -> Visit:
    page = context.new_page()
    seen = Visit(page, status=0)
    host = urlsplit(address).netloc

    def let_through(route: Route) -> None:
        if urlsplit(route.request.url).netloc == host:
            route.continue_()
        else:
            seen.foreign.append(route.request.url)
            route.abort()

    def note(message: ConsoleMessage) -> None:
        is_own_status = message.location["url"] == address and message.text.startswith("Failed to load resource")
        if message.type == "error" and not is_own_status:
            seen.messages.append(f"{message.text} ({message.location['url']})")

    context.route("**/*", let_through)
    context.add_init_script(GATHER_POLICY_VIOLATIONS)
    page.on("console", note)
    page.on("pageerror", lambda error: seen.messages.append(str(error)))
    response = page.goto(address, wait_until=until)
    seen.status = response.status if response else 0
    return seen


def axe_violations(page: Page, *rules: str) -> list[str]:
    """What axe-core finds by these rules, or by all it has: one line for each element at fault."""
    # Without resultTypes it also describes every element that passed, which takes as long again.
    options: dict[str, object] = {"resultTypes": ["violations"]}
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    found = Axe().run(page, options=options).response["violations"]
    return [f"{rule['id']}: {rule['help']}: {node['html'][:160]}" for rule in found for node in rule["nodes"]]


def wider_than_window(page: Page) -> list[str]:
    """The innermost elements that reach past the window's right edge, if that makes the page scroll sideways."""
    scrolls = page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return (page.evaluate(WIDER_THAN_WINDOW) or ["the page itself"]) if scrolls else []
