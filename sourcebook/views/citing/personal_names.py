"""Parts of personal names: family name, given names, suffix, as citations need them.

No rule gets every name right; `family` on a person's page decides.
"""

import re

from msgspec import Struct

SUFFIXES = frozenset("jr sr ii iii iv v md phd esq obe".split())
PATRONYMICS = frozenset("oğlu oglu oghlu qızı qizi kızı kizi gyzy uulu kyzy".split())
"""Words after a father's name, as in Azerbaijani and Turkish names."""

PARTICLES = frozenset(
    "abi abu af al av bin bint da das de degli dei del della den der des di dos du el het ibn la las le lo los op "
    "’t 't te ten ter tot und van vom von y zu zum zur".split()
)
CAPITALISED = frozenset("Al Abu Bin Da De Del Della Di Du El Ibn La Le Van Von".split())
"""Particles that are written with a capital too."""

FAMILY_FIRST = frozenset(
    "nguyễn nguyen trần tran phạm pham huỳnh huynh phan võ đặng dang bùi bui đỗ hồ ngô dương "
    "kim park choi jeong jung kang ban".split()
)
"""Vietnamese family names, and Korean ones if the given name has a hyphen."""

CHINESE = frozenset(
    "bai bao cai cao chen cheng cui dai deng ding dong du duan fan fang feng fu gao gong gu guo han hao he hong hou hu "
    "huang jia jiang jin kong lai lei li liang liao lin liu long lu luo ma mao meng mo pan peng qian qiao qin qiu ren "
    "shao shen shi song su sun tan tang tao tian wan wang wei wen wu xi xia xiang xiao xie xiong xu xue yan yang yao "
    "ye yin yu yuan zeng zhang zhao zheng zhong zhou zhu zou".split()
)
SPANISH = frozenset(
    "aguilar alonso álvarez blanco borges castillo castro cortés cruz delgado díaz domínguez fernández flores garcía "
    "garrido gómez gonzález guerrero gutiérrez guzmán hernández herrera iglesias jiménez lópez márquez marín martínez "
    "medina mendoza molina morales moreno muñoz navarro núñez ortega ortiz peña pérez ramírez ramos reyes ríos "
    "rodríguez rojas romero rubio ruiz salazar sánchez serrano suárez torres vargas vázquez vega vargas".split()
)
"""Family names after which another is the mother's."""

_PINYIN = re.compile(
    r"(?:(?:zh|ch|sh|[bpmfdtnlgkhjqxzcsryw])?"
    r"(?:iang|iong|uang|ang|eng|ing|ong|ian|iao|uai|uan|ai|ei|ao|ou|an|en|er|ia|ie|iu|in|ua|uo|ui|un|ue|[aoeiuü])){1,2}"
)
_OWN_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")


class PersonalName(Struct, frozen=True):
    """Parts of a name. Without `given` the name is cited as it stands."""

    family: str
    given: str = ""
    suffix: str = ""


def split_name(name: str, family: str | None = None) -> PersonalName:
    """Split the name of a person. `family`: its family name, if an editor gives it.

    What stands in brackets at the end is left out.
    """
    name = re.sub(r"\s*[(\[][^()\[\]]*[)\]]\s*$", "", name) or name
    words = name.replace(",", " , ").split()
    if family is not None and (own := family.split()) and (at := _position(own, words)) is not None:
        return _joined(own, words[:at] + words[at + len(own) :])
    if "," in words[1:] and not _is_suffix(words[words.index(",") + 1 :]):
        at = words.index(",")
        return _joined(words[:at], words[at + 1 :])
    words = [word for word in words if word != ","] or [name]
    suffix: list[str] = []
    while len(words) > 2 and _is_suffix(words[-1:]):
        suffix.insert(0, words.pop())
    first, last = _family(words)
    return PersonalName(" ".join(words[first:last]), " ".join(words[:first] + words[last:]), " ".join(suffix))


def _position(own: list[str], words: list[str]) -> int | None:
    return next((at for at in range(len(words)) if words[at : at + len(own)] == own), None)


def _joined(family: list[str], rest: list[str]) -> PersonalName:
    given = [word for word in rest if word != ","]
    suffix = [given.pop()] if len(given) > 1 and _is_suffix(given[-1:]) else []
    return PersonalName(" ".join(family), " ".join(given), " ".join(suffix))


def _is_suffix(words: list[str]) -> bool:
    return bool(words) and all(word.replace(".", "").casefold() in SUFFIXES for word in words if word != ",")


def _family(words: list[str]) -> tuple[int, int]:
    """Where the family name begins and ends among the words of a name."""
    count, first = len(words), words[0].casefold()
    if count < 2:
        return 0, count
    if _OWN_SCRIPT.search(words[0]) or _comes_first(first, words[1:]):
        return 0, 1
    fathers = next((at for at, word in enumerate(words) if at and word.casefold() in PATRONYMICS), None)
    if fathers is not None and (fathers == 1 or fathers == count - 1):
        return (0, 1) if fathers == count - 1 > 2 else (fathers - 1, fathers + 1)
    particle = next((at for at, word in enumerate(words[:-1]) if at and _is_particle(word)), None)
    if particle is not None:
        two = words[particle].casefold() == "y" and particle > 1
        return particle - two, count
    return (count - 2 if count > 2 and words[-2].casefold() in SPANISH else count - 1), count


def _comes_first(first: str, rest: list[str]) -> bool:
    given = rest[0].casefold()
    if first in CHINESE and len(rest) == 1 and _PINYIN.fullmatch(given.replace("-", "")):
        return True
    return first in FAMILY_FIRST and ("-" in given or len(rest) > 1)


def _is_particle(word: str) -> bool:
    return word in PARTICLES or word in CAPITALISED
