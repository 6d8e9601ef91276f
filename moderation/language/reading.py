"""A whole review: each sentence's language with the others as context, and what to flag."""

from __future__ import annotations

from math import exp, log
from typing import Final

from moderation.flag import Flag
from moderation.language.conclusion import (
    DIACRITICS,
    THRESHOLD,
    UNSURE,
    conclude,
    elsewhere,
    no_words,
)
from moderation.language.evidence import Detection, Evidence, Reading, Sentence, base
from moderation.language.grams import normalised
from moderation.language.hearing import IMPOSSIBLE, PRIORS, TAGS, Hearing, hear, posterior
from moderation.language.lexicon import phrases
from moderation.language.sentences import split

OURS: Final = ("ru", "lv", "en", "ru-Latn")
BARE: Final = Evidence("no_diacritics")
NO_LANGUAGE: Final = ("und", "zxx")
# How likely the next sentence is in the same language, whatever the priors say.
STAY: Final = 0.85
# langdetect takes a millisecond; a review cut into more sentences than this is not a review.
MANY: Final = 150


def read(text: str) -> Reading:
    """Split a review and decide each sentence's language, its neighbours weighed in.

    Emoji, numbers and noise alone are `zxx`; below the threshold a sentence is `und` and the
    review is flagged. The main language is the one most letters are in. Never raises.
    """
    spans = split(text)
    hearings = [hear(text[start:end], voiced=len(spans) <= MANY) for start, end in spans]
    detections = _in_context(hearings)
    sentences = tuple(
        Sentence(start, end, text[start:end], detection)
        for (start, end), detection in zip(spans, detections, strict=True)
    )
    return Reading(sentences, _main(sentences), _flags(hearings, detections))


def detect(text: str) -> Detection:
    """Decide the language of one text by itself. Never raises."""
    hearing = hear(text)
    return _in_context([hearing])[0]


def _in_context(hearings: list[Hearing]) -> list[Detection]:
    """Decide each sentence by going over the review forwards and backwards.

    The classic two passes over a chain: what comes before and what comes after each make a
    prior, and a sentence's own words are weighed against them.
    """
    spoken = [hearing for hearing in hearings if hearing.words and not hearing.outside]
    before = _pass(spoken)
    after = _pass(spoken[::-1])[::-1]
    decided = iter(
        conclude(hearing, _joined(hearing, left, right), alone=len(spoken) == 1)
        for hearing, left, right in zip(spoken, before, after, strict=True)
    )
    return [
        no_words() if hearing.silent else elsewhere(hearing) if hearing.outside else next(decided)
        for hearing in hearings
    ]


def _pass(hearings: list[Hearing]) -> list[list[float]]:
    """Return, for each sentence, the log-prior that the ones before it make."""
    prior = [log(PRIORS[tag]) for tag in TAGS]
    priors = []
    for hearing in hearings:
        priors.append(prior)
        settled = normalised([a + b for a, b in zip(prior, _telling(hearing), strict=True)])
        prior = [
            log(STAY * exp(each) + (1 - STAY) * PRIORS[tag])
            for tag, each in zip(TAGS, settled, strict=True)
        ]
    return priors


def _telling(hearing: Hearing) -> tuple[float, ...]:
    """Return what a sentence tells its neighbours: if unsure of itself, only its script.

    Otherwise a hundred times "Super!" would add up to a language.
    """
    shared = len(phrases().get(hearing.phrase, ())) > 1
    if not shared and exp(max(posterior(hearing.likelihoods))) >= THRESHOLD:
        return hearing.likelihoods
    top = max(hearing.likelihoods)
    return tuple(top if each > IMPOSSIBLE else each for each in hearing.likelihoods)


def _joined(hearing: Hearing, before: list[float], after: list[float]) -> list[float]:
    """Combine both passes with the sentence's own words; the base prior counts once."""
    return normalised(
        [
            left + right - log(PRIORS[tag]) + own
            for tag, left, right, own in zip(TAGS, before, after, hearing.likelihoods, strict=True)
        ]
    )


def _main(sentences: tuple[Sentence, ...]) -> Detection:
    """Return the language most letters are in, `und` if the unsure ones outweigh all others."""
    spoken = [sentence for sentence in sentences if sentence.detection.tag != "zxx"]
    if not spoken:
        return no_words()
    letters: dict[str, int] = {}
    for sentence in spoken:
        size = sum(map(str.isalpha, sentence.text))
        letters[sentence.detection.tag] = letters.get(sentence.detection.tag, 0) + size
    tag = max(letters, key=lambda each: (letters[each], each))
    own = [sentence for sentence in spoken if sentence.detection.tag == tag]
    weights = [len(sentence.text) for sentence in own]
    probability = sum(
        weight * sentence.detection.probability
        for weight, sentence in zip(weights, own, strict=True)
    ) / sum(weights)
    evidence: dict[Evidence, None] = {}
    for sentence in own:
        evidence.update(dict.fromkeys(sentence.detection.evidence))
    return Detection(tag, round(probability, 4), tuple(evidence)[:6])


def _flags(hearings: list[Hearing], detections: list[Detection]) -> tuple[Flag, ...]:
    tags = [detection.tag for detection in detections]
    latvian = [
        (hearing, detection)
        for hearing, detection in zip(hearings, detections, strict=True)
        if detection.tag == "lv"
    ]
    letters = {
        letter for hearing, _ in latvian for word in hearing.words for letter in word.text.lower()
    }
    bare = any(BARE in detection.evidence for _, detection in latvian)
    flags = []
    if UNSURE in tags:
        flags.append(Flag("unsure_language"))
    spoken = sorted(set(tags) - set(NO_LANGUAGE))
    flags += [Flag("other_language", tag) for tag in spoken if tag not in OURS]
    bases = sorted({base(tag) for tag in spoken})
    if len(bases) > 1:
        flags.append(Flag("mixed_languages", ",".join(bases)))
    if "ru-Latn" in tags:
        flags.append(Flag("romanised_russian"))
    if bare and not DIACRITICS & letters:
        flags.append(Flag("no_diacritics"))
    if alike := [word for hearing in hearings for word in hearing.mixed]:
        flags.append(Flag("look_alikes", ", ".join(dict.fromkeys(alike[:3]))[:80]))
    return tuple(flags)
