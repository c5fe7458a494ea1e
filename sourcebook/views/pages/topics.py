"""A topic: an article on citations, with the questions that it touches."""

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey
from sourcebook.views.common import QuestionLinkView
from sourcebook.views.context import PageContext
from sourcebook.views.pages.behind import BehindView, behind_view
from sourcebook.views.pages.bodies import BodyView, body_view


class TopicView(Struct, frozen=True):
    """A topic: an article on citations. `questions`: those that the article links or its claims answer."""

    body: BodyView
    behind: BehindView
    questions: tuple[QuestionLinkView, ...]


def topic_view(context: PageContext, page: Page) -> TopicView:
    """The view of a topic."""
    cited = [edge.target for edge in context.dossier.edges(page.key) if isinstance(edge.target, ClaimKey)]
    claims = [context.dossier.claim(key) for key in dict.fromkeys(cited)]
    return TopicView(
        body_view(context, page),
        behind_view(context, page.key, claims, (page.key,)),
        tuple(map(context.question_link, context.dossier.questions_of(page.key))),
    )
