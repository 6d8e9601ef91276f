"""The widget's own words in three languages, one table for the script and for what we draw.

They are apart from the catalogues of the screens: the script carries all of them to websites.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).with_name("source")
Words = Mapping[str, str]
WORDS: Mapping[str, Words] = json.loads((SOURCE / "words.json").read_text("utf-8"))
ENGLISH = "en"


def locale_of(language: str | None) -> str:
    """Give the language of our own words for a wished BCP 47 tag: `lv` for lv-LV, else English."""
    spoken = (language or ENGLISH).lower().partition("-")[0]
    return spoken if spoken in WORDS else ENGLISH
