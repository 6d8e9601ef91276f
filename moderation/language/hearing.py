"""One text by itself: how likely each language makes its words, before any context.

Script first, then phrases said whole, then letter sequences; langdetect is asked only when those
leave doubt. What comes out is likelihoods, so that a neighbour's language can be weighed in after.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import log
from typing import Final

from moderation.language import voice
from moderation.language.evidence import Evidence
from moderation.language.grams import Model, model, normalised
from moderation.language.letters import CYRILLIC, LATIN, Word, plain, without_quotes, words
from moderation.language.lexicon import AMBIGUOUS, function_words, phrases

# "xx" and "xc": some other language in Latin or in Cyrillic letters.
PRIORS: Final = {
    "ru": 0.34, "uk": 0.02, "be": 0.006, "xc": 0.008,
    "lv": 0.28, "en": 0.18, "ru-Latn": 0.035,
    "et": 0.014, "lt": 0.02, "de": 0.012, "pl": 0.012, "fi": 0.01, "sv": 0.01, "xx": 0.055,
}  # fmt: skip
TAGS: Final = tuple(PRIORS)
IMPOSSIBLE: Final = -30.0
SURE_PHRASE: Final = 6.0
DOUBT: Final = 0.85
# Of a word said anywhere: what is left of its likelihoods, and the cost of the other script.
SAID_ANYWHERE: Final = 0.15
OTHER_SCRIPT: Final = 1.0
# Fitted on unseen cuts: langdetect is seldom less than certain, whether right or wrong.
VOICE: Final = 0.2
# Letters that a language does not write, and what one of them, or a foreign word, counts against it
# in nats.
NEVER: Final = {"ru": set("іїєґў"), "uk": set("ыъёэў"), "be": set("щъїєґ")}
FOREIGN: Final = 5.0
CYRILLIC_ELSEWHERE: Final = "xc"
# Shares of the languages among the samples the models were fitted on, to be divided out.
FITTED: Final = {
    "lv": 0.25, "en": 0.25, "ru-Latn": 0.12, "et": 0.045, "lt": 0.06, "de": 0.045, "pl": 0.045,
    "fi": 0.045, "sv": 0.045, "xx": 0.095, "ru": 0.55, "uk": 0.2, "be": 0.12, "xc": 0.13,
}  # fmt: skip
ELSEWHERE: Final = {
    "Grek": "el", "Armn": "hy", "Hebr": "he", "Arab": "ar", "Deva": "hi", "Thai": "th",
    "Geor": "ka", "Hang": "ko", "Jpan": "ja", "Hani": "zh",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Hearing:
    """What one text says by itself.

    `likelihoods` are natural logarithms in the order of TAGS, up to a constant. `outside` is a
    tag that script alone decides (el, ka …), `words` the words that counted, `said` what
    langdetect said, `voiced` whether it may be asked.
    """

    words: tuple[Word, ...]
    likelihoods: tuple[float, ...]
    phrase: str = ""
    outside: str = ""
    said: tuple[Evidence, ...] = ()
    voiced: bool = True

    @property
    def silent(self) -> bool:
        """Whether there are no words to go by."""
        return not self.words

    @property
    def mixed(self) -> tuple[str, ...]:
        """The words that mixed Latin with Cyrillic letters, as normalised."""
        return tuple(word.text for word in self.words if word.mixed)


def hear(text: str, *, voiced: bool = True) -> Hearing:
    """Weigh one text by itself; without `voiced`, langdetect is not asked. Never raises."""
    whole = plain(text)
    found = words(whole)
    if not found:
        return Hearing((), (0.0,) * len(TAGS))
    letters = _letters(found)
    script = max(letters, key=lambda each: (letters[each], each))
    if script in ELSEWHERE:
        return Hearing(tuple(found), (IMPOSSIBLE,) * len(TAGS), outside=ELSEWHERE[script])
    unquoted = words(without_quotes(whole)) or found
    likelihoods, phrase = _weigh(unquoted)
    said: tuple[Evidence, ...] = ()
    if voiced and _doubtful(likelihoods):
        likelihoods, said = _with_voice(likelihoods, unquoted)
    return Hearing(tuple(found), tuple(likelihoods), phrase, "", said, voiced)


def _weigh(found: list[Word]) -> tuple[list[float], str]:
    letters = _letters(found)
    # Brands and prices put Latin letters into Russian more than the other way about.
    cyrillic, latin = 2 * letters.get(CYRILLIC, 0) ** 2, letters.get(LATIN, 0) ** 2
    likelihoods = [IMPOSSIBLE] * len(TAGS)
    for script, name, share in ((CYRILLIC, "cyrillic", cyrillic), (LATIN, "latin", latin)):
        if share:
            spoken = [word.text.lower() for word in found if word.script == script]
            offset = log(share / (cyrillic + latin))
            for tag, each in _by_sequences(model(name), spoken):
                likelihoods[TAGS.index(tag)] = each + offset
    return _with_phrase(likelihoods, " ".join(word.text.lower() for word in found))


def _by_sequences(weights: Model, spoken: list[str]) -> list[tuple[str, float]]:
    """Return each tag of a model with the log-likelihood of the words."""
    logs = weights.log_probabilities(spoken)
    tags = [
        ("xc" if weights.tags[0] == "ru" else tag) if tag == "xx" else tag for tag in weights.tags
    ]
    return [
        (tag, each - log(FITTED[tag]) - FOREIGN * _foreign(tag, spoken))
        for tag, each in zip(tags, logs, strict=True)
    ]


def _foreign(tag: str, spoken: list[str]) -> int:
    """Count what speaks plainly against a language: a letter, and for Russian a word, not its own.

    Bulgarian has few letters that Russian lacks, but it seldom does without "се", "ще" or "беше".
    """
    letter = not NEVER.get(tag, set()).isdisjoint("".join(spoken))
    word = tag == "ru" and not function_words()[CYRILLIC_ELSEWHERE].isdisjoint(spoken)
    return letter + word


def _with_phrase(likelihoods: list[float], spoken: str) -> tuple[list[float], str]:
    tags = phrases().get(spoken)
    if not tags:
        return likelihoods, ""
    if tags == {AMBIGUOUS}:
        return _of_anywhere(likelihoods), ""
    floor = max(likelihoods) - (2 if len(tags) == 1 else 0)
    return [
        (max(each, floor) if len(tags) == 1 else floor) + SURE_PHRASE if tag in tags else each
        for tag, each in zip(TAGS, likelihoods, strict=True)
    ], spoken


def _of_anywhere(likelihoods: list[float]) -> list[float]:
    """Let a word that is said anywhere say little, and nothing against the other script.

    "Super!" and "OK" stand in Latin letters in Russian reviews too.
    """
    top = max(likelihoods)
    return [
        top - OTHER_SCRIPT if each <= IMPOSSIBLE else top + (each - top) * SAID_ANYWHERE
        for each in likelihoods
    ]


def _doubtful(likelihoods: list[float]) -> bool:
    logs = posterior(likelihoods)
    return max(logs) < log(DOUBT)


def _with_voice(
    likelihoods: list[float], found: list[Word]
) -> tuple[list[float], tuple[Evidence, ...]]:
    said = voice.here(" ".join(word.text for word in found))
    if not said:
        return likelihoods, ()
    heard = [
        each + VOICE * log(max(said.get(tag, 0.0), 0.01) / voice.HERE[tag])
        if tag in voice.HERE
        else each
        for tag, each in zip(TAGS, likelihoods, strict=True)
    ]
    loudest = max(said, key=lambda tag: (said[tag], tag))
    return heard, (Evidence("langdetect", f"{loudest} {said[loudest]:.2f}"),)


def posterior(likelihoods: list[float] | tuple[float, ...]) -> list[float]:
    """Return log-probabilities under the priors alone."""
    return normalised(
        [each + log(PRIORS[tag]) for tag, each in zip(TAGS, likelihoods, strict=True)]
    )


def _letters(found: list[Word]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for word in found:
        counts[word.script] = counts.get(word.script, 0) + len(word.text)
    return counts
