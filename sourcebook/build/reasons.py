"""Reasons why a task runs, in words, for `build --explain` and the preview's log."""

from sourcebook.model.names import FOLDERS

REASONS = {
    "page": "{name}.md changed",
    "title": "the title of {name}.md changed",
    "body": "the body of {name}.md changed",
    "digits": "figures appeared in {name}.md or went from it",
    "summary": "the summary of {name}.md changed",
    "claim": "the claim {name} changed",
    "claims": "a claim changed",
    "head": "what sources/{name}.md says of the document changed",
    "exists": "{name}.md appeared or went",
    "unlisted": "lists leave out other pages",
    "shown_on": "{name}.md is shown elsewhere",
    "shown_at": "{name} shows other questions or puzzles",
    "keys": "a page appeared in {name} or went from it",
    "titles": "the title of a page of {name} changed",
    "matter": "{name}.md changed",
    "verdicts": "the answers to {name} compare otherwise",
    "verdict_of": "the question that {name} answers compares otherwise",
    "chains": "through whom {name} came has changed",
    "about": "claims about {name} changed",
    "claims_by": "claims by {name} changed",
    "names": "a document names {name} otherwise",
    "standings": "the answers to {name} compare otherwise",
    "relations": "the answers to {name} compare otherwise",
    "origins": "who tells what stands in {name} changed",
    "events_at": "the events at {name} changed",
    "puzzles": "puzzles about {name} changed",
    "notes": "notes about {name} changed",
    "questions_about": "questions about {name} changed",
    "questions_of": "the questions of {name} changed",
    "topics_of": "the topics of {name} changed",
    "backlinks": "a sentence that leads to {name} changed",
    "edges": "the marks of {name} lead elsewhere",
    "sources": "the documents, their dates or their outlets changed",
    "settings": "site.toml changed",
    "reference": "the reference {name} changed",
    "terms": "terms.toml changed",
    "corrections": "corrections.toml changed",
    "withdrawn": "corrections.toml changed",
    "outline": "map/outline.toml changed",
    "made": "a generated page appeared or went",
    "newest": "the newest day of change is another",
    "dossier": "it lists the whole dossier, and a page or a table changed",
    "template": "templates/{name} changed, or one that it names",
    "layout": "the header, the navigation or the footer changed",
    "card": "the card of {name} changed",
    "assets": "an asset changed",
    "theme": "{name} changed",
    "texts": "the text of a page changed",
}


def reason_of(kind: str, name: object) -> str:
    """Sentence that names the changed dependency (item) because of which a task runs."""
    if kind not in REASONS:
        return f"{kind} changed"
    return REASONS[kind].format(name=written(name) or "the dossier")


def written(name: object) -> str:
    """Format the name of an item as editors write it: `topics/tides`, `report#lamp`."""
    if isinstance(name, str):
        return name
    if not isinstance(name, tuple) or len(name) != 2:
        return str(name)
    first, second = name
    if isinstance(second, int):
        return f"{first} p{second}"
    return f"{first}/{second}" if first in FOLDERS else f"{first}#{second}"
