"""From probabilities to a tag with its reasons in words."""

from __future__ import annotations

from math import exp
from typing import Final

from moderation.language import voice
from moderation.language.evidence import Detection, Evidence
from moderation.language.hearing import TAGS, Hearing, posterior
from moderation.language.letters import CYRILLIC
from moderation.language.lexicon import function_words

UNSURE: Final = "und"
THRESHOLD: Final = 0.65
SURE_ELSEWHERE: Final = 0.9
# Letters that no other language of the region writes.
ONLY: Final = {
    "lv": "āēīģķļņ", "lt": "ėįų", "et": "õ", "pl": "łśźżćń", "de": "ß", "sv": "å",
    "uk": "їєґ", "be": "ў", "ru": "ъ",
}  # fmt: skip
DIACRITICS: Final = frozenset("āčēģīķļņšūž")
SISTERS: Final = "іїў"
# About one Latvian letter in ten has a diacritic: this many without one are no accident.
ENOUGH_LETTERS: Final = 30
MOST_WORDS: Final = 5
ENOUGH_WORDS: Final = 3  # to name a language from outside the region by


def conclude(hearing: Hearing, logs: list[float], *, alone: bool) -> Detection:
    """Name the likeliest language if it is likely enough; `logs` are in the order of TAGS."""
    best = max(range(len(TAGS)), key=logs.__getitem__)
    probability = round(min(exp(logs[best]), 0.9999), 4)
    tag = TAGS[best]
    if tag in ("xx", "xc"):
        return _named(hearing, probability)
    if probability < THRESHOLD:
        return Detection(UNSURE, probability, hearing.said)
    evidence = [*_reasons(hearing, tag), *hearing.said]
    if not alone and _leant(hearing, best):
        evidence.append(Evidence("context", tag))
    return Detection(tag, probability, tuple(evidence))


def no_words() -> Detection:
    """Return what there is to say of emoji, numbers and noise."""
    return Detection("zxx", 1.0, (Evidence("no_letters"),))


def elsewhere(hearing: Hearing) -> Detection:
    """Return a language that its script alone gives away."""
    script = hearing.words[0].script
    return Detection(hearing.outside, 0.95, (Evidence("script", script),))


def _leant(hearing: Hearing, best: int) -> bool:
    """Tell whether the sentence alone would have been left unsure, or called something else."""
    return exp(posterior(hearing.likelihoods)[best]) < THRESHOLD


def _named(hearing: Hearing, probability: float) -> Detection:
    """Ask langdetect to name a language from outside the region; one it is not sure of is `und`."""
    several = len({word.text.lower() for word in hearing.words}) >= ENOUGH_WORDS
    if probability < THRESHOLD or not several or not hearing.voiced:
        return Detection(UNSURE, probability)
    tag, said = voice.anywhere(" ".join(word.text for word in hearing.words))
    evidence = (Evidence("langdetect", f"{tag} {said:.2f}"),)
    if said < SURE_ELSEWHERE or tag in TAGS:
        return Detection(UNSURE, probability, evidence)
    return Detection(tag, round(probability * said, 4), evidence)


def _reasons(hearing: Hearing, tag: str) -> list[Evidence]:
    lowered = [word.text.lower() for word in hearing.words]
    letters = "".join(lowered)
    reasons = []
    if only := [letter for letter in ONLY.get(tag, "") if letter in letters]:
        reasons.append(Evidence("only_letters", ", ".join(only)))
    if hearing.phrase:
        reasons.append(Evidence("phrase", hearing.phrase))
    usual = function_words().get(tag, frozenset())
    if common := list(dict.fromkeys(word for word in lowered if word in usual)):
        reasons.append(Evidence("function_words", ", ".join(common[:MOST_WORDS])))
    if tag == "ru-Latn":
        reasons.append(Evidence("romanised"))
    if tag == "lv" and _bare(lowered, letters):
        reasons.append(Evidence("no_diacritics"))
    if hearing.words[0].script == CYRILLIC:
        if tag == "ru" and not set(SISTERS).intersection(letters):
            reasons.append(Evidence("cyrillic_without", " ".join(SISTERS)))
        reasons.append(Evidence("script", CYRILLIC))
    return reasons


def _bare(lowered: list[str], letters: str) -> bool:
    """Tell whether Latvian was written without its diacritics rather than needing none."""
    if DIACRITICS.intersection(letters):
        return False
    return len(letters) >= ENOUGH_LETTERS or not function_words()["lv-plain"].isdisjoint(lowered)
