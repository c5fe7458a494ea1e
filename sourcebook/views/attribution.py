"""Attributions of claims and short names of documents."""

from collections.abc import Sequence
from urllib.parse import quote, urldefrag

from sourcebook.model.dossier import Claim
from sourcebook.model.lookup import SourceHead
from sourcebook.model.names import Key
from sourcebook.model.places import At, seconds
from sourcebook.model.reader import Reader
from sourcebook.model.source_record import UNNAMED
from sourcebook.views.formatting import date_text
from sourcebook.views.translations import Translations


def voices_of(claim: Claim) -> tuple[Key | str, ...]:
    """Speakers of a claim: their keys, or else the result of `claim_voice`."""
    return claim.by or (claim_voice(claim),)


def claim_voice(claim: Claim) -> str:
    """Kind of speaker of a claim: "named", "unnamed", or "article" for the document."""
    return "named" if claim.by else "unnamed" if UNNAMED in claim.record.by else "article"


def voice_text(voice: str, genre: str, t: Translations) -> str:
    """Words for a speaker without a name. `voice`: result of `claim_voice`; `genre`: kind of document."""
    return t("claim.unnamed") if voice == "unnamed" else t(f"genre.{genre}.itself")


def short_name(dossier: Reader, source: SourceHead, t: Translations) -> str:
    """Short name of a document: outlet and date, in square brackets what its file does not have.

    `The Courier, 15 Jul 2021`; `[The Courier], [2022]` if a copy names the outlet and the date was worked out.
    """
    if source.short:
        return source.short
    date = date_text(source.published.date, t)
    for month, short in zip(t.list("months"), t.list("months-short"), strict=True):
        date = date.replace(month, short)
    if source.published.basis == "inferred":
        date = f"[{date}]"
    if source.outlet:
        return f"{dossier.title(source.outlet)}{t('list.comma')}{date}"
    copy = source.copy if source.copy and source.copy.nature != "secondary" else None
    return f"{f'[{copy.publisher}]' if copy else dossier.title(source.key)}{t('list.comma')}{date}"


def attribution(dossier: Reader, claim: Claim, t: Translations) -> str:
    """Document and voice of a claim, and what kind of promise it is: `The Courier, 15 Jul 2021, Ida Storm, hope`."""
    head = dossier.head(claim.key.page)
    voices = [dossier.title(who) for who in claim.by] or [voice_text(claim_voice(claim), head.kind, t)]
    form = (t(f"promise.form.{claim.record.form}"),) if claim.record.form else ()
    return t("list.comma").join((short_name(dossier, head, t), *voices, *form))


def passage(address: str, words: Sequence[str], at: At) -> str:
    """Address of the place of words in a published copy.

    That is its page (RFC 8118), its row (RFC 7111, which counts the header), its time (W3C Media Fragments), or else
    a text fragment from the first of the words to the last (WICG).
    """
    match at.unit:
        case "page":
            return f"{urldefrag(address).url}#page={at.first}"
        case "row":
            return f"{urldefrag(address).url}#row={at.first + 1}"
        case "second":
            times = (seconds(time) for time in at.text.partition(", ")[0].split("–"))
            return f"{urldefrag(address).url}#t={','.join(map(str, times))}"
    ends = dict.fromkeys((words[0], words[-1]))
    text = ",".join(quote(end, safe="").replace("-", "%2D") for end in ends)
    return f"{address}{'' if '#' in address else '#'}:~:text={text}"
