"""The invented language of the corpus: names and sentences, drawn from a given source of chance."""

from random import Random

_STARTS = "ka mo ru be sil tor ven dal ni fe gra lu pem hos wy zo ar eli osk ium".split()
_MIDDLES = "la ro mi den tu sha ger ko vi pan se lor ba nek ji dru ta fol me rin".split()
_ENDS = "ra vik ton mel dor sa lin heim gar net via stad ko nor bey tas mund ley row dan".split()
_ADJECTIVES = (
    "amber quiet narrow northern hollow painted wooden early patient silver distant shallow woven copper level"
    " gentle broken salted open ancient crowded private winter level rounded borrowed careful sunken"
).split()
_NOUNS = (
    "harbour orchard bridge workshop garden market ferry quarry mill library tower meadow cistern granary canal"
    " courtyard causeway kiln lantern archive stair terrace boathouse vineyard furnace reservoir paddock arcade"
).split()
_PEOPLE = "keeper mason weaver pilot teacher carter gardener clerk potter surveyor baker glazier warden cooper".split()
_VERBS = (
    "measured repaired described crossed painted remembered surrounded lowered counted opened visited carried"
    " copied guarded rebuilt followed gathered lent marked replaced"
).split()
_WHERE = "beside below behind above beyond near towards along across inside".split()
_WHEN = (
    "after the first snow, in a dry summer, before the market opened, on most evenings, during the long repairs,"
    " while the water was low, at the end of the season, without much hurry, by common agreement, once the ice had gone"
).split(", ")
_FIRST_NAMES = "Ada Bero Celin Dorit Emre Fenna Goran Hilde Ivo Jorun Kemal Lida Mirko Nadia Olin Petra".split()


def name(number: int) -> str:
    """A proper name, another for each number below 160,000."""
    number, first = divmod(number * 7919 % 160_000, 20)
    number, second = divmod(number, 20)
    fourth, third = divmod(number, 20)
    return f"{_STARTS[first]}{_MIDDLES[second]}{_MIDDLES[third]}{_ENDS[fourth]}".capitalize()


def person(number: int) -> str:
    """A full name, another for each number below 160,000."""
    return f"{_FIRST_NAMES[number % len(_FIRST_NAMES)]} {name(number)}"


def thing(chance: Random) -> str:
    """Two words for a thing: `amber harbour`."""
    return f"{chance.choice(_ADJECTIVES)} {chance.choice(_NOUNS)}"


def sentence(chance: Random) -> str:
    """A sentence of about a dozen words without digits, quotation marks or names."""
    who, verb, where = chance.choice(_PEOPLE), chance.choice(_VERBS), chance.choice(_WHERE)
    match chance.randrange(4):
        case 0:
            return f"The {who} {verb} the {thing(chance)} {where} the {thing(chance)} {chance.choice(_WHEN)}."
        case 1:
            return f"Nobody {verb} the *{thing(chance)}* {chance.choice(_WHEN)}, and the {who} knew it well."
        case 2:
            return f"It's the {who} who {verb} **every {thing(chance)}** {where} the {thing(chance)}."
    return f"{where.capitalize()} the {thing(chance)}, one {who} {verb} the {thing(chance)} {chance.choice(_WHEN)}."
