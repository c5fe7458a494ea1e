"""A headless Chromium that reaches this machine alone, and what it noticed on a page."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

from tools.chromium import ARGUMENTS
from tools.setup_tests import remembered

GATHER_POLICY_VIOLATIONS = """
window.policyViolations = [];
document.addEventListener("securitypolicyviolation", event => window.policyViolations.push(
    `${event.effectiveDirective} blocked ${event.blockedURI || "inline"} (line ${event.lineNumber})`));
"""

SETTLED = """() => document.fonts.ready.then(() => new Promise(done =>
    requestAnimationFrame(() => requestAnimationFrame(() => done()))))"""
"""Until the fonts are there and two frames have been drawn."""

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


class Tab:
    """One tab of a browser, which goes from page to page; requests to any other host are refused and noted."""

    def __init__(self, context: BrowserContext) -> None:
        self._seen = Visit(context.new_page(), status=0)
        self._address = ""
        context.route("**/*", self._let_through)
        context.add_init_script(GATHER_POLICY_VIOLATIONS)
        self._seen.page.on("console", self._note)
        self._seen.page.on("pageerror", lambda error: self._seen.messages.append(str(error)))

    def go(self, address: str) -> Visit:
        """Open an address of a served folder, and wait until it is loaded; what was noted before is forgotten."""
        self._address = address
        self._seen.messages.clear()
        self._seen.foreign.clear()
        response = self._seen.page.goto(address, wait_until="load")
        self._seen.status = response.status if response else 0
        return self._seen

    def _let_through(self, route: Route) -> None:
        if urlsplit(route.request.url).netloc == urlsplit(self._address).netloc:
            route.continue_()
        else:
            self._seen.foreign.append(route.request.url)
            route.abort()

    def _note(self, message: ConsoleMessage) -> None:
        own = message.location["url"] == self._address and message.text.startswith("Failed to load resource")
        if message.type == "error" and not own:
            self._seen.messages.append(f"{message.text} ({message.location['url']})")


@contextmanager
def tab(browser: Browser, *, width: int = 1280, javascript: bool = True) -> Iterator[Tab]:
    """A tab of its own, `width` CSS pixels wide, that knows of no other. A route makes Chromium cache nothing."""
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        reduced_motion="reduce",
        java_script_enabled=javascript,
    )
    try:
        yield Tab(context)
    finally:
        context.close()


@contextmanager
def visit(browser: Browser, address: str, *, width: int = 1280, javascript: bool = True) -> Iterator[Visit]:
    """One page in a tab of its own, loaded and, if it may run scripts, drawn with its fonts."""
    with tab(browser, width=width, javascript=javascript) as opened:
        seen = opened.go(address)
        if javascript:
            seen.page.evaluate(SETTLED)
        yield seen


CONTRAST, TARGETS = "color-contrast", "target-size"
"""Rules of axe: the one that takes longer than all others, and the one that goes by the width of the window."""

MARK_LOOKS = """() => {
    const behind = new Map([[null, ""]]);
    const ground = element => {
        if (!behind.has(element)) {
            const { backgroundColor, opacity } = getComputedStyle(element);
            const clear = backgroundColor === "rgba(0, 0, 0, 0)" && opacity === "1";
            const own = clear ? "" : backgroundColor + opacity + " ";
            behind.set(element, own + ground(element.parentElement));
        }
        return behind.get(element);
    };
    const known = new Set();
    for (const element of document.querySelectorAll("body *")) {
        element.removeAttribute("data-look");
        const hasText = [...element.childNodes].some(node => node.nodeType === Node.TEXT_NODE && node.data.trim());
        if (!hasText || !element.getClientRects().length) continue;
        const { color, fill, fontSize, fontWeight } = getComputedStyle(element);
        const look = [element.namespaceURI, color, fill, fontSize, fontWeight, ground(element)].join();
        if (!known.has(look)) element.setAttribute("data-look", "");
        known.add(look);
    }
}"""
"""Marks one element of each combination of text colour, size, weight and background that the page shows."""

RUN_AXE = """([context, options]) => axe.run(context || document, options).then(results => results.violations.flatMap(
    rule => rule.nodes.map(node => `${rule.id}: ${rule.help}: ${node.html.slice(0, 160)}`)))"""


def axe_violations(page: Page, *rules: str, without: Sequence[str] = (), within: str = "") -> list[str]:
    """What axe-core finds by these rules, or by all it has but some: one line for each element at fault.

    `within` is a selector of the elements to look at.
    """
    if not page.evaluate("() => 'axe' in window"):
        page.evaluate(Axe().axe_script)
    # Without resultTypes it also describes every element that passed, which takes as long again.
    options: dict[str, object] = {
        "resultTypes": ["violations"],
        "rules": {rule: {"enabled": False} for rule in without},
    }
    if rules:
        options["runOnly"] = {"type": "rule", "values": list(rules)}
    return list(page.evaluate(RUN_AXE, [within, options]))


def contrast_violations(page: Page) -> list[str]:
    """What axe finds of contrast on one element of each look: the others of its look cannot differ."""
    page.evaluate(MARK_LOOKS)
    return axe_violations(page, CONTRAST, within="[data-look]")


def wider_than_window(page: Page) -> list[str]:
    """The innermost elements that reach past the window's right edge, if that makes the page scroll sideways."""
    scrolls = page.evaluate("() => document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return (page.evaluate(WIDER_THAN_WINDOW) or ["the page itself"]) if scrolls else []
