"""A topic: an article on citations, with the questions that it touches."""

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey
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
    return TopicView(
        body_view(here, page),
        behind_view(here, page, claims, (page,)),
        tuple(here.question_link(question) for question in lookup.questions_of.get(page.key, ())),
    )
