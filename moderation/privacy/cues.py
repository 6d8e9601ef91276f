"""Words beside a name that say whose it is: titles, trades, kin, thanks, signatures."""

from __future__ import annotations

import re
from functools import lru_cache

from moderation.privacy.patterns import grouped

STAFF, KIN, POLITE, NEAR, THANKS, SELF, ORGANISATION = (
    "staff",
    "kin",
    "polite",
    "near",
    "thanks",
    "self",
    "organisation",
)
ORDER = (ORGANISATION, KIN, STAFF, POLITE, SELF, NEAR, THANKS)
PATTERNS = grouped("cues.txt")
COMPILED = tuple((name, re.compile("|".join(PATTERNS[name]))) for name in ORDER)
# "Ar cieņu, Anna": what stands after these closes a letter.
CLOSING = re.compile(
    r"(?:ar\s(?:cieņu|cienu|sveicieniem|pateicību|pateicibu|mīlestību)|pateicībā|pateiciba|cieņā"
    r"|sveicieni\w*|jūsu|ваш[аи]?|s\suvazheniem|всего\s+доброго"
    r"|с\s+(?:\w+\s+)?(?:уважением|благодарностью|любовью|наилучшими|признательностью)"
    r"|(?:best|kind|warm)(?:est)?\s(?:regards|wishes)|regards|sincerely|respectfully|yours(?:\s\w+)?"
    r"|cheers|love|thank\syou|many\sthanks|with\s(?:gratitude|love|thanks|respect)|best|gratefully"
    r"|take\scare)[\s,.!:–—-]{1,6}\Z",
    re.IGNORECASE,
)


SERVING = re.compile("|".join(PATTERNS["serving"]))


@lru_cache(maxsize=32768)
def serving(low: str) -> bool:
    """Tell whether one word in small letters says that somebody serves a customer."""
    return bool(SERVING.fullmatch(low))


@lru_cache(maxsize=32768)
def cue(low: str) -> str | None:
    """Return what one word in small letters says about the name beside it, or None."""
    for name, pattern in COMPILED:
        if pattern.fullmatch(low):
            return name
    return None
