"""Editorial rules: one function each, over the whole dossier or over a page.

The first paragraph of the docstring of a rule is printed on the method page. A rule yields findings (breaches); RULES
says whether they are errors or warnings.
"""

from collections.abc import Callable

from msgspec import Struct

from sourcebook.model.problem import Level
from sourcebook.model.reader import Reader
from sourcebook.rules.claims import dates_echoed, digits_anchored, not_in_circles, promises_in_order, values_echoed
from sourcebook.rules.coverage import (
    corrections_shown,
    every_paragraph,
    every_source_used,
    menu_leads_somewhere,
    no_orphans,
)
from sourcebook.rules.events import events_in_order, events_no_more_exact
from sourcebook.rules.finding import Check, PageCheck
from sourcebook.rules.language import no_loaded_terms, no_loaded_terms_in_tables
from sourcebook.rules.ledger import changes_explained
from sourcebook.rules.mentions import first_mentions_linked
from sourcebook.rules.numbers import numbers_carried
from sourcebook.rules.outside import in_short_holds, notes_shown, sentences_cited, sides_heard
from sourcebook.rules.published import addresses_kept, addresses_listed, contact_outlasts_changes
from sourcebook.rules.puzzles import sums_hold
from sourcebook.rules.voices import speakers_named, voices_right


class Rule(Struct, frozen=True):
    """A rule over the whole dossier, with its stable problem code."""

    code: str
    level: Level
    check: Check


class PageRule(Struct, frozen=True):
    """A rule over single pages. `check` takes the reader and returns the function to call for each page.

    `beside`: the same rule for texts of the tables (settings, corrections), called once; None if it has none.
    """

    code: str
    level: Level
    check: Callable[[Reader], PageCheck]
    beside: Check | None = None


RULES = (
    Rule("PARAGRAPH", "error", every_paragraph),
    Rule("DIGITS", "error", digits_anchored),
    Rule("ECHO", "error", values_echoed),
    Rule("DATED", "error", dates_echoed),
    PageRule("NUMBER", "error", numbers_carried),
    PageRule("TERM", "error", no_loaded_terms, no_loaded_terms_in_tables),
    PageRule("VOICE", "error", voices_right),
    Rule("SHORT", "error", in_short_holds),
    PageRule("SHOWN", "error", notes_shown),
    Rule("BALANCE", "error", sides_heard),
    PageRule("UNCITED", "warning", sentences_cited),
    Rule("EVENT", "error", events_no_more_exact),
    Rule("ORDER", "error", events_in_order),
    Rule("PROMISE", "error", promises_in_order),
    Rule("SUM", "error", sums_hold),
    Rule("CIRCLE", "error", not_in_circles),
    Rule("ADDRESS", "error", addresses_kept),
    Rule("CHANGED", "warning", changes_explained),
    Rule("MENU", "error", menu_leads_somewhere),
    Rule("UNSHOWN", "error", corrections_shown),
    Rule("UNLISTED", "note", addresses_listed),
    PageRule("SPEAKER", "warning", speakers_named),
    PageRule("MENTION", "warning", first_mentions_linked),
    Rule("ORPHAN", "warning", no_orphans),
    Rule("UNUSED", "warning", every_source_used),
    Rule("EXPIRY", "warning", contact_outlasts_changes),
)
