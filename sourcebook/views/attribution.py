"""Whose word a claim is, and what a document is called, in few words."""

from sourcebook.model.dossier import Claim
from sourcebook.model.names import Key
from sourcebook.model.record import UNNAMED


def voices_of(claim: Claim) -> tuple[Key | str, ...]:
    """Speakers of a claim: their keys, or else the result of `claim_voice`."""
    return claim.by or (claim_voice(claim),)


def claim_voice(claim: Claim) -> str:
    """Kind of speaker of a claim: "named", "unnamed", or "article" for the document."""
    return "named" if claim.by else "unnamed" if UNNAMED in claim.record.by else "article"
