"""A claim to take along: as text with its words and its references."""

from collections.abc import Mapping

from msgspec.structs import replace

from sourcebook.model.dossier import Claim, Page, Source
from sourcebook.model.reader import newest_of
from sourcebook.views.attribution import attribution
from sourcebook.views.citing.cite import cited_view, works_of
from sourcebook.views.citing.works import Work
from sourcebook.views.context import PageContext


def texts_to_take(context: PageContext, page: Page, source: Source) -> Mapping[str, str]:
    """Text of each claim of a document by its id: who says what, the words, the document and the page (Chicago)."""
    document, own = works_of(context, page.title, newest_of([page], context.dossier.settings()))
    cited = _cited(context, document).removesuffix(".")
    return {claim.key.id: "\n".join(_lines(context, claim, cited, own)) for claim in source.claims}


def _lines(context: PageContext, claim: Claim, document: str, page: Work) -> list[str]:
    t, record = context.t, claim.record
    return [
        t("claim.attributed", by=attribution(context.dossier, claim, t), says=record.says),
        *(t("cite.quoted", title=words) for words in record.words),
        f"{document}{t('list.comma')}{context.at(record.at)}.",
        _cited(context, replace(page, url=context.addresses.absolute(context.url, claim.key.id))),
    ]


def _cited(context: PageContext, work: Work) -> str:
    return "".join(piece.text for piece in dict(cited_view(work, context.t).styles)["chicago"])
