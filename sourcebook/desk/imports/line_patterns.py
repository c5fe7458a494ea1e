"""Patterns of lines around an article: bylines, date stamps, credits, clutter."""

import re

from sourcebook.desk.imports.words import alternatives
from sourcebook.desk.name_index import CAPITAL

WORD = rf"{CAPITAL}[\w.'’&-]*"
NAME = rf"{WORD}(?: (?:(?:bin|da|de|der|di|ibn|of|the|van|von) ){{0,2}}{WORD}){{0,4}}"
BYLINE = re.compile(r"(?:\A|\s)(?:Written by|[Bb]y|BY|Author|Автор|Von|Par|Por)(?:: ?| )(?P<name>\w.*)\Z")
COLLECTED = re.compile(r"\A(?:date|dated|crawled|fetched|retrieved|downloaded|saved|received)\b:? *", re.IGNORECASE)
PUBLISHED = re.compile(
    r"\A(?:first )?(?:published|posted|publication date|published on)\b(?: on| at)?:? *", re.IGNORECASE
)
UPDATED = re.compile(r"\A(?:last )?(?:updated|modified)\b", re.IGNORECASE)
REPORTS = re.compile(
    rf"(?:\A|[,”\"] )(?:as )?(?:the )?(?P<outlet>{NAME}) (?:reports|reported|writes|wrote|informs)"
    rf"(?:,? (?:citing|quoting|referring to|with reference to) (?:the )?(?P<agency>{NAME}))?\.?\Z"
)
DATELINE = re.compile(
    rf"\A(?!The |An? ){WORD}(?:,? {WORD}){{0,4}}(?:,? \d{{1,2}})?(?:,? \d{{4}})? ?"
    rf"(?:\((?P<a>{NAME})\) ?[–—:-]|/ ?(?P<b>{NAME}) ?/)|\A\((?P<c>{NAME})\) ?[–—-]"
)
CREDIT = re.compile(rf"\A(?:Source|Via|Agency|Источник): ?(?P<name>{NAME})\Z")
OF_OUTLETS = re.compile(rf"\b(?:{alternatives('outlets')})\b|\w\.\w", re.IGNORECASE)
DEBRIS = re.compile(rf"(?:{alternatives('debris')})\b.{{0,80}}\Z" r"|[^\w“\"«]*\Z|©.*\Z", re.IGNORECASE)
