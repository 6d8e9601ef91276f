"""The detectors that ours is compared with, each asked for the tag of one text."""

from __future__ import annotations

from importlib.metadata import version
from typing import TYPE_CHECKING, Final

import langdetect
from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory
from langdetect.lang_detect_exception import LangDetectException
from lingua import IsoCode639_1, LanguageDetectorBuilder

from evaluation.language.tally import REGION
from moderation.language import detect

if TYPE_CHECKING:
    from collections.abc import Callable

BALSS: Final = "balss"
LANGDETECT: Final = "langdetect"
PRIORS: Final = {"ru": 0.3, "lv": 0.3, "en": 0.2} | dict.fromkeys(REGION[3:], 0.025)
PACKAGES: Final = {
    LANGDETECT: "langdetect",
    "langdetect with priors": "langdetect",
    "lingua": "lingua-language-detector",
}


def detectors() -> dict[str, Callable[[str], str]]:
    """Give ours and the peers by name: langdetect as it comes, with priors, lingua.

    langdetect's priors are over the languages of the region; lingua chooses among just those.
    """
    return {
        BALSS: lambda text: detect(text).tag,
        LANGDETECT: _langdetect(None),
        "langdetect with priors": _langdetect(PRIORS),
        "lingua": _lingua(),
    }


def named(peer: str) -> str:
    """Give a peer's name with the version measured."""
    return f"{peer} {version(PACKAGES[peer])}"


def _langdetect(priors: dict[str, float] | None) -> Callable[[str], str]:
    factory = DetectorFactory()
    factory.load_profile(PROFILES_DIRECTORY)

    def ask(text: str) -> str:
        try:
            if priors is None:
                return str(langdetect.detect(text))
            detector = factory.create()
            detector.seed = 0
            detector.set_prior_map(priors)
            detector.append(text)
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
