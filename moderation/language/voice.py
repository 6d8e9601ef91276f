"""langdetect as one voice among several: seeded, and told which languages are spoken here."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

import langdetect
from langdetect.detector_factory import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

SEED: Final = 0
PROFILES: Final = Path(langdetect.__file__).with_name("profiles")
# langdetect knows no Belarusian; its letters decide before this voice is asked.
HERE: Final = {
    "lv": 0.4, "en": 0.3, "ru": 0.2, "et": 0.015, "lt": 0.02, "uk": 0.02, "de": 0.015, "pl": 0.01,
    "fi": 0.01, "sv": 0.01,
}  # fmt: skip
LONGEST: Final = 1000
TRIALS: Final = 3  # of seven: a voice heard only in doubt need not be sure to the last digit


def here(text: str) -> dict[str, float]:
    """Return the probabilities langdetect gives to the region's languages; {} if it has nothing."""
    return _ask(text, narrow=True)


def anywhere(text: str) -> tuple[str, float]:
    """Return the likeliest of all the languages langdetect knows; ("und", 0) if none."""
    said = _ask(text, narrow=False)
    if not said:
        return "und", 0.0
    tag = max(said, key=lambda tag: (said[tag], tag))
    return tag, said[tag]


@lru_cache(maxsize=2_000)
def _ask(text: str, *, narrow: bool) -> dict[str, float]:
    detector = _factory(narrow=narrow).create()
    if narrow:
        detector.set_prior_map(HERE)
    detector.n_trial = TRIALS
    detector.append(text[:LONGEST].lower())
    try:
        return {each.lang: each.prob for each in detector.get_probabilities()}
    except LangDetectException:
        return {}


@lru_cache(maxsize=2)
def _factory(*, narrow: bool) -> DetectorFactory:
    """Load profiles into a factory of our own, so that nobody else's seed can change an answer."""
    factory = DetectorFactory()
    factory.set_seed(SEED)
    names = sorted(HERE) if narrow else sorted(p.name for p in PROFILES.iterdir() if p.is_file())
    factory.load_json_profile([(PROFILES / name).read_text(encoding="utf-8") for name in names])
    return factory
