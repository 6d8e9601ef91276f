"""Russian names: case endings, romanised spellings, pymorphy's dictionary, slovnet's tagger."""

from __future__ import annotations

import importlib.util
from functools import cache, lru_cache
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Any, NamedTuple

import pymorphy3

if TYPE_CHECKING:
    from collections.abc import Iterable

IRREGULAR = {"лев": "льв", "павел": "павл", "пётр": "петр", "петр": "петр"}
ROMAN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "e", "ж": "zh", "з": "z",
    "и": "i", "й": "y", "к": "k", "л": "l", "м": "m", "н": "n", "о": "o", "п": "p", "р": "r",
    "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch",
    "ъ": "", "ы": "y", "ь": "", "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip
SCHEMES: tuple[dict[str, str], ...] = (
    ROMAN,
    ROMAN | {"ю": "iu", "я": "ia", "й": "i", "х": "h", "ц": "c"},
    ROMAN | {"ю": "ju", "я": "ja", "й": "j", "х": "h", "ё": "jo", "ь": "'"},
    ROMAN | {"ю": "ju", "я": "ja", "й": "j", "х": "h", "ц": "c", "ч": "c", "ш": "s", "ж": "z"},
)
VOWELS = "аеёиоуыэюяьъ"
SHORTEST = 3
NAMING = frozenset({"Name", "Surn", "Patr"})


class Reading(NamedTuple):
    """What pymorphy makes of one word."""

    roles: frozenset[str]  # Name, Surn, Patr
    place: bool
    common: float  # share of readings that are ordinary words, 0 to 1
    known: bool
    adjective: bool


def cases(name: str) -> set[str]:  # noqa: PLR0911 - a declension a return
    """Return the singular cases of a Russian given name or surname, in small letters."""
    low = name.lower()
    if low.endswith(("ский", "цкий")):
        bare = low[:-2]
        return {low, *(bare + end for end in ("ого", "ому", "им", "ом", "ая", "ой", "ую"))}
    if low.endswith(("ов", "ев", "ёв", "ин", "ын")):
        return {low, *(low + end for end in ("а", "у", "ым", "ом", "е", "ой"))}
    if low.endswith("ия"):
        return {low, *(low[:-1] + end for end in ("и", "ю", "ей"))}
    if low.endswith("я"):
        return {low, *(low[:-1] + end for end in ("и", "е", "ю", "ей", "ь"))}
    if low.endswith("а"):
        bare = low[:-1]
        return {low, *(bare + end for end in ("ы", "и", "е", "у", "ой", "ей"))} | (
            {bare} if len(bare) >= SHORTEST and bare[-1] not in VOWELS else set()
        )
    if low.endswith("й"):
        return {low, *(low[:-1] + end for end in ("я", "ю", "ем", "е", "и"))}
    if low.endswith("ь"):
        return {low, *(low[:-1] + end for end in ("я", "ю", "ем", "е", "и", "ью"))}
    if low[-1] in VOWELS:
        return {low}
    bare = IRREGULAR.get(low, low)
    return {low, *(bare + end for end in ("а", "у", "ом", "е", "ем"))}


def romanised(word: str) -> set[str]:
    """Return the spellings of a Cyrillic word in Latin letters that writers use."""
    low = word.lower()
    return {"".join(scheme.get(letter, letter) for letter in low) for scheme in SCHEMES}


@cache
def _analyser() -> Any:  # noqa: ANN401 - pymorphy is untyped
    return pymorphy3.MorphAnalyzer()


_analysing = Lock()


@lru_cache(maxsize=32768)
def read(low: str) -> Reading:
    """Read one Cyrillic word in small letters; cached, since reviews repeat themselves."""
    with _analysing:
        analyser = _analyser()
        known = bool(analyser.word_is_known(low))
        parses = analyser.parse(low)
    roles: set[str] = set()
    ordinary = total = 0.0
    place = False
    for parse in parses:
        total += parse.score
        found = {role for role in NAMING if role in parse.tag}
        place = place or "Geox" in parse.tag
        if found:
            roles |= found
        elif "Geox" not in parse.tag:
            ordinary += parse.score
    return Reading(
        frozenset(roles),
        place,
        ordinary / total if total else 0.0,
        known,
        bool(parses) and "ADJF" in parses[0].tag and "Surn" not in roles,
    )


@lru_cache(maxsize=8192)
def case(low: str) -> str:
    """Return pymorphy's name of the case a Cyrillic word most likely stands in, "" if it has none.

    A name's own reading goes before an ordinary word's, the singular before the plural.
    """
    with _analysing:
        parses = _analyser().parse(low)
    named = [each for each in parses if NAMING & set(each.tag.grammemes)] or parses
    single = [each for each in named if each.tag.number != "plur"] or named
    return str(single[0].tag.case or "") if single else ""


@lru_cache(maxsize=8192)
def gender(low: str) -> str:
    """Return "f" or "m" for a Cyrillic given name, "" for anything else."""
    with _analysing:
        parses = _analyser().parse(low)
    genders = {str(each.tag.gender) for each in parses if "Name" in each.tag}
    return {"femn": "f", "masc": "m"}.get(genders.pop(), "") if len(genders) == 1 else ""


_loading = Lock()
_tagging = Lock()


@cache
def _tagger() -> Any:  # noqa: ANN401 - slovnet is untyped
    """Load slovnet's weights from natasha's folder; natasha itself is never imported."""
    from navec import Navec  # noqa: PLC0415
    from slovnet import NER  # noqa: PLC0415

    spec = importlib.util.find_spec("natasha")
    if spec is None or not spec.submodule_search_locations:
        return None
    data = Path(next(iter(spec.submodule_search_locations))) / "data"
    tagger = NER.load(str(data / "model" / "slovnet_ner_news_v1.tar"))
    tagger.navec(Navec.load(str(data / "emb" / "navec_news_v1_1B_250K_300d_100q.tar")))
    return tagger


def people(text: str) -> list[tuple[int, int]]:
    """Return the spans slovnet reads as people; [] where the weights are not installed."""
    with _loading:
        tagger = _tagger()
    if tagger is None:
        return []
    with _tagging:
        markup = tagger(text)
    spans: Iterable[Any] = markup.spans
    return [(span.start, span.stop) for span in spans if span.type == "PER"]
