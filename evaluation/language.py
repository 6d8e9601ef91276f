"""How often the language is right, wrong and unsure, beside langdetect and lingua.

Whole texts and their first 1, 2, 3 and 5 words, of the reviews given and, if there, of public
sentences; Latvian stripped of its diacritics; Russian in Latin letters by four habits; other
languages. At most SAMPLE sentences a language, drawn with a fixed seed.
"""

from __future__ import annotations

import re
import time
import unicodedata
from collections import defaultdict
from dataclasses import dataclass, field
from importlib.metadata import version
from importlib.resources import files
from random import Random
from typing import TYPE_CHECKING, Final

import langdetect
from babel.messages.mofile import read_mo
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from lingua import IsoCode639_1, LanguageDetectorBuilder

from evaluation.common import Measure
from moderation.language import base, detect, read
from moderation.language.letters import WORD

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from evaluation.common import LabelledReview

SAMPLE: Final = 80
SEED: Final = 6
OURS: Final = ("ru", "lv", "en")
REGION: Final = ("ru", "lv", "en", "lt", "et", "uk", "be", "de", "pl", "fi", "sv")
PRIORS: Final = {"ru": 0.3, "lv": 0.3, "en": 0.2} | dict.fromkeys(REGION[3:], 0.025)
PUBLIC: Final = ("flores-devtest", "flores-dev")
CUTS: Final = (1, 2, 3, 5)
UNSURE: Final = ("und", "zxx", "")
BINS: Final = 10
FIRST: Final = ("Super", "Добрый день", "Muchas gracias a todo el personal del hotel")
ENOUGH: Final = 3  # words of an interface message that make it count
TECHNICAL: Final = re.compile(r"%\(|[A-Z]{2}")

# Four ways Russian is typed in Latin letters, in the order of the alphabet below.
ALPHABET: Final = "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"
HABITS: Final = tuple(
    dict(zip(ALPHABET, habit.replace("-", "\0").split(), strict=True))
    for habit in (
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch ie y - e iu ia",
        "a b v g d e jo zh z i j k l m n o p r s t u f h c ch sh shh '' y ' je ju ja",
        "a b v g d e yo zh z i y k l m n o p r s t u f h ts ch sh sch ' y ' e yu ya",
        "a b v g d e e j z i i k l m n o p r s t u f h c 4 6 w - y - e u ya",
    )
)


@dataclass(slots=True)
class Tally:
    """What one detector made of one row."""

    right: int = 0
    unsure: int = 0
    wrong: int = 0
    mistakes: list[tuple[str, str, str]] = field(default_factory=list)

    def add(self, text: str, truth: str, said: str) -> None:
        """Count one answer; an unsure one is neither right nor wrong."""
        if said == truth:
            self.right += 1
        elif said in UNSURE:
            self.unsure += 1
        else:
            self.wrong += 1
            self.mistakes.append((text[:60], truth, said))

    @property
    def total(self) -> int:
        """How many answers were counted."""
        return self.right + self.unsure + self.wrong

    def share(self, what: str) -> float:
        """Return the share of `right`, `unsure` or `wrong`; 0 of nothing."""
        return float(getattr(self, what)) / max(1, self.total)


@dataclass(slots=True)
class Result:
    """Each row's tallies by detector, seconds spent, our probabilities against the truth."""

    rows: dict[str, dict[str, Tally]]
    seconds: dict[str, float]
    sure: list[tuple[float, bool]]


def measures(reviews: Sequence[LabelledReview], flores: Path | None) -> dict[str, Measure]:
    """Measure language detection; `flores` is a folder with lv/ and ru/, or None."""
    return _named(_run(reviews, flores))


def report(reviews: Sequence[LabelledReview], flores: Path | None) -> dict[str, Measure]:
    """Print the tables and return the measures."""
    result = _run(reviews, flores)
    _print_row("right / unsure / wrong, per cent", list(result.seconds))
    for row, tallies in result.rows.items():
        _print_row(
            f"{row} ({tallies['balss'].total})", [_shares(each) for each in tallies.values()]
        )
    speeds = [result.seconds["langdetect"] / seconds for seconds in result.seconds.values()]
    _print_row("speed, times langdetect's", [f"{speed:.1f}" for speed in speeds])
    _print_reliability(result.sure)
    for row, tallies in result.rows.items():
        for text, truth, said in tallies["balss"].mistakes[:5]:
            print(f"  {row}: {truth} taken for {said}: {text!r}")
    return _named(result)


def _run(reviews: Sequence[LabelledReview], flores: Path | None) -> Result:
    rows = _rows(reviews, flores)
    detectors: dict[str, Callable[[str], str]] = {
        "balss": lambda text: detect(text).tag,
        "langdetect": _langdetect(None),
        "langdetect with priors": _langdetect(PRIORS),
        "lingua": _lingua(),
    }
    tallies: dict[str, dict[str, Tally]] = {row: {} for row in rows}
    seconds = dict.fromkeys(detectors, 0.0)
    for name, ask in detectors.items():
        for text in FIRST:  # what is loaded on first use is not counted
            ask(text)
        for row, items in rows.items():
            begun = time.perf_counter()
            answers = [ask(text) for text, _ in items]
            seconds[name] += time.perf_counter() - begun
            tally = tallies[row][name] = Tally()
            for (text, truth), said in zip(items, answers, strict=True):
                tally.add(text, truth, said)
    tallies["mixed sentences"] = {"balss": _mixed(reviews)}
    items = [item for row in rows.values() for item in row]
    ours = [(detect(text), truth) for text, truth in items]
    return Result(
        tallies,
        seconds,
        [(each.probability, each.tag == truth) for each, truth in ours if each.tag not in UNSURE],
    )


def _rows(
    reviews: Sequence[LabelledReview], flores: Path | None
) -> dict[str, list[tuple[str, str]]]:
    random = Random(SEED)  # noqa: S311
    known = [
        r for r in reviews if r.language in OURS and not r.hostile and "translit" not in r.notes
    ]
    texts = [(r.text, r.language) for r in known]
    for tag in OURS:
        lines = _public(flores, tag)
        texts += [(line, tag) for line in random.sample(lines, min(SAMPLE, len(lines)))]
    rows = {"whole": texts}
    for count in CUTS:
        rows[f"{count} words"] = [
            (cut, tag) for text, tag in texts if (cut := first_words(text, count))
        ]
    latvian = [_stripped(text) for text, tag in texts if tag == "lv"]
    rows["no diacritics"] = [(text, "lv") for text in latvian]
    russian = [text for text, tag in texts if tag == "ru"]
    rows["romanised"] = [(r.text, "ru-Latn") for r in reviews if "translit" in r.notes]
    rows["romanised"] += [
        (_romanised(text, number), "ru-Latn") for number, text in enumerate(russian)
    ]
    rows["other languages"] = [(r.text, r.language) for r in reviews if r.language in REGION[3:]]
    rows["other languages"] += [(line, tag) for tag in REGION[3:] for line in _interface(tag)]
    return rows


def first_words(text: str, count: int) -> str:
    """Return the first `count` words as written, "" if there are fewer or none has a letter."""
    found = text.split()
    cut = " ".join(found[:count])
    return cut if len(found) >= count and any(map(str.isalpha, cut)) else ""


def _public(flores: Path | None, tag: str) -> list[str]:
    if flores is None:
        return []
    for name in PUBLIC:
        path = flores / ("lv" if tag == "en" else tag) / f"{name}.{tag}"
        if path.exists():
            return path.read_text(encoding="utf-8").splitlines()
    return []


def _interface(tag: str) -> list[str]:
    """Return WTForms' own messages in a language: sentences at hand that nothing was fitted on."""
    path = files("wtforms").joinpath("locale", tag, "LC_MESSAGES", "wtforms.mo")
    if not path.is_file():
        return []
    with path.open("rb") as file:
        strings = [
            message.string
            for message in read_mo(file)
            if message.id and message.string != message.id
        ]
    whole = [text if isinstance(text, str) else (text or ("",))[0] for text in strings]
    return [
        text for text in whole if len(WORD.findall(text)) >= ENOUGH and not TECHNICAL.search(text)
    ]


def _mixed(reviews: Sequence[LabelledReview]) -> Tally:
    """Count the sentences of mixed reviews by the segment each begins in."""
    tally = Tally()
    for review in reviews:
        starts = [(review.text.find(s["start_text"]), s["language"]) for s in review.segments]
        for sentence in read(review.text).sentences if starts else ():
            truth = [language for start, language in starts if start <= sentence.start + 2][-1:]
            if truth and sentence.detection.tag != "zxx":
                tally.add(sentence.text, truth[0], base(sentence.detection.tag))
    return tally


def _langdetect(priors: dict[str, float] | None) -> Callable[[str], str]:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)

    def ask(text: str) -> str:
        if priors is None:
            try:
                return str(langdetect.detect(text))
            except LangDetectException:
                return ""
        detector = factory.create()
        detector.seed = 0
        detector.set_prior_map(priors)
        detector.append(text)
        try:
            return str(detector.detect())
        except LangDetectException:
            return ""

    return ask


def _lingua() -> Callable[[str], str]:
    codes = [getattr(IsoCode639_1, tag.upper()) for tag in REGION]
    detector = LanguageDetectorBuilder.from_iso_codes_639_1(*codes).build()

    def ask(text: str) -> str:
        said = detector.detect_language_of(text)
        return said.iso_code_639_1.name.lower() if said else ""

    return ask


def _stripped(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text) if not unicodedata.combining(c))


def _romanised(text: str, number: int) -> str:
    habit = HABITS[number % len(HABITS)]
    return "".join(
        (latin.capitalize() if letter.isupper() else latin).replace("\0", "")
        for letter in text
        for latin in [habit.get(letter.lower(), letter)]
    )


def _named(result: Result) -> dict[str, Measure]:
    rows = {row: tallies["balss"] for row, tallies in result.rows.items()}
    short = [rows["1 words"], rows["2 words"]]
    count = max(1, sum(each.total for each in short))
    others = rows["other languages"]
    ours = sum(base(said) in OURS for _, _, said in others.mistakes)
    return {
        "language.right.whole": Measure(
            rows["whole"].share("right"), 0.995, peer=_best(result, "whole")
        ),
        "language.right.5w": Measure(
            rows["5 words"].share("right"), 0.98, peer=_best(result, "5 words")
        ),
        "language.right.mixed": Measure(rows["mixed sentences"].share("right"), 0.95),
        "language.right.nodiacritics": Measure(
            rows["no diacritics"].share("right"), 0.93, peer=_best(result, "no diacritics")
        ),
        "language.right.romanised": Measure(rows["romanised"].share("right"), 0.93),
        "language.wrong.1-2w": Measure(sum(each.wrong for each in short) / count, 0.03, "lower"),
        "language.und.1-2w": Measure(sum(each.unsure for each in short) / count, 0.15, "lower"),
        "language.other_as_ours": Measure(ours / max(1, others.total), 0.01, "lower"),
        "language.speed": Measure(
            result.seconds["langdetect"] / result.seconds["balss"], 5, unit="times langdetect's"
        ),
    }


def _best(result: Result, row: str) -> str:
    peers = {name: t.share("right") for name, t in result.rows[row].items() if name != "balss"}
    name = max(peers, key=lambda each: peers[each])
    package = "lingua-language-detector" if name == "lingua" else "langdetect"
    return f"{name} {version(package)}: {peers[name]:.3f}"


def _print_row(head: str, cells: Sequence[str]) -> None:
    print(head.ljust(34) + "".join(cell.rjust(24) for cell in cells))


def _shares(tally: Tally) -> str:
    return " / ".join(f"{100 * tally.share(what):.1f}" for what in ("right", "unsure", "wrong"))


def _print_reliability(sure: list[tuple[float, bool]]) -> None:
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for probability, right in sure:
        bins[min(BINS - 1, int(probability * BINS))].append((probability, right))
    print("probability said   texts   mean said   right")
    for number, held in sorted(bins.items()):
        means = [sum(column) / len(held) for column in zip(*held, strict=True)]
        print(
            f"{number / BINS:.1f} to {(number + 1) / BINS:.1f}".ljust(16)
            + f"{len(held):8}{means[0]:12.3f}{means[1]:8.3f}"
        )
