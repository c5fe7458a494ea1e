"""Language tags (BCP 47): which codes there are, and what is written for them by mistake."""

from typing import Annotated

from pydantic import BeforeValidator

from sourcebook.schema import field_types
from sourcebook.schema.fields import read_matching
from sourcebook.schema.validation import fail

_CODES = frozenset(
    "aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en "
    "eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja "
    "jv ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb "
    "nd ne ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq "
    "sr ss st su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu".split()
)
"""Codes of two letters, as ISO 639-1 has them."""

_MISTAKES = {
    "cn": "zh", "cz": "cs", "dk": "da", "gr": "el", "il": "he", "ir": "fa", "iw": "he", "jp": "ja", "kz": "kk",
    "sh": "sr", "tj": "tg", "ua": "uk", "arm": "hy", "aze": "az", "chi": "zh", "deu": "de", "eng": "en", "fra": "fr",
    "fre": "fr", "geo": "ka", "ger": "de", "heb": "he", "ita": "it", "jpn": "ja", "per": "fa", "pol": "pl", "por": "pt",
    "rus": "ru", "spa": "es", "tur": "tr", "ukr": "uk", "zho": "zh", "ara": "ar", "ell": "el", "fas": "fa", "hye": "hy",
    "kat": "ka",
}  # fmt: skip
"""Codes of countries, and longer or older ones, by the code that is meant."""

_TAG = r"[A-Za-z]{2,3}(-[A-Za-z]{4})?(-([A-Za-z]{2}|[0-9]{3}))?(-([A-Za-z0-9]{5,8}|[0-9][A-Za-z0-9]{3}))*"


def _read_language(value: object) -> str:
    hint = "write a BCP 47 tag such as `en`, `pt-BR` or `sr-Latn`"
    text = read_matching(value, _TAG, "is not a language tag", hint)
    code, _, rest = text.partition("-")
    if code.lower() in _MISTAKES:
        meant = _MISTAKES[code.lower()] + (f"-{rest}" if rest else "")
        fail("VALUE", f"`{code}` is not the code of a language", f"write `{meant}` if that is meant; {hint}")
    if len(code) == 2 and code.lower() not in _CODES:
        fail("VALUE", f"`{code}` is not the code of a language", hint)
    return text


Language = Annotated[str, BeforeValidator(_read_language), field_types.LANGUAGE]
