"""A topic: an article on citations, with the questions that it touches."""

from msgspec import Struct

from sourcebook.model.dossier import Page, Question
from sourcebook.model.names import ClaimKey, Key
from sourcebook.views.common import QuestionLinkView
from sourcebook.views.here import Here
from sourcebook.views.pages.behind import BehindView, behind_view
from sourcebook.views.pages.bodies import BodyView, body_view


class TopicView(Struct, frozen=True):
    """A topic: an article on citations. `questions`: those that the article links or its claims answer."""

    body: BodyView
    behind: BehindView
    questions: tuple[QuestionLinkView, ...]


def topic_view(here: Here, page: Page) -> TopicView:
    """The view of a topic."""
    lookup = here.lookup
    cited = [edge.target for edge in lookup.dossier.edges.of.get(page.key, ()) if isinstance(edge.target, ClaimKey)]
    claims = [lookup.dossier.claims[key] for key in dict.fromkeys(cited)]
    questions = _questions(here, page)
    verdicts = [verdict for question in questions for verdict in lookup.verdicts[question.key]]
    return TopicView(
        body_view(here, page),
        behind_view(here, claims, verdicts),
        tuple(here.question_link(question) for question in questions),
    )


def _questions(here: Here, page: Page) -> list[Page]:
    """Questions about the topic, then those that its article links, each once."""
    linked = [edge.target for edge in here.lookup.dossier.edges.of.get(page.key, ()) if isinstance(edge.target, Key)]
    pages = [*here.lookup.questions_about.get(page.key, ()), *(here.page(key) for key in linked)]
    return list({each.key: each for each in pages if isinstance(each.matter, Question)}.values())
