"""Views of the pages of topics."""

from msgspec import Struct

from sourcebook.model.dossier import Page
from sourcebook.model.names import ClaimKey
from sourcebook.views.common import ListRow
from sourcebook.views.context import PageContext
from sourcebook.views.list_rows import by_weight, list_row
from sourcebook.views.pages.bodies import BodyView, body_view
from sourcebook.views.pages.evidence import EvidenceView, evidence_view


class TopicView(Struct, frozen=True):
    """Page of a topic. `questions`: those about the topic, or that its text links."""

    body: BodyView
    evidence: EvidenceView
    questions: tuple[ListRow, ...]


def topic_view(context: PageContext, page: Page) -> TopicView:
    """Make the template data of a topic's page."""
    cited = [edge.target for edge in context.dossier.edges(page.key) if isinstance(edge.target, ClaimKey)]
    claims = [context.dossier.claim(key) for key in dict.fromkeys(cited)]
    return TopicView(
        body_view(context, page),
        evidence_view(context, page.key, claims, (page.key,)),
        tuple(list_row(context, key) for key in by_weight(context, context.dossier.questions_of(page.key))),
    )
