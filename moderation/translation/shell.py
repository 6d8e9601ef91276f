"""What stands around a stretch of words: bullets, quotes, repeated marks, capitals throughout.

Models drop or double these, so they are taken off, the plain words are translated, and the
shell is put back.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

# What a stretch of words may begin and end with; all else is shell. Signs belong to their number.
BEGIN = re.compile(r"[^\W_]|[№€$£]")
PAIRS = {"«": "»", "(": ")", "[": "]", "“": "”", "„": "“"}
SHOUTED_LETTERS = 6
# English words whose capital is their own.
PROPER = re.compile(r"I\b|I'|Dr\b|[A-Z]+\b|(?:January|February|March|April|May|June|July|August)\b")


@dataclass(frozen=True, slots=True)
class Shell:
    """A stretch taken apart: `lead + core + trail` is the stretch, but for the case of `core`."""

    lead: str
    core: str
    trail: str
    shouted: bool
    lower: bool

    @property
    def asked(self) -> str:
        """The words as the model should see them: one closing mark, no shouting."""
        return self.core + closing(self.trail)

    def restore(self, english: str) -> str:
        """Put the translated words back into the shell, in the source's manner of capitals."""
        text = tidy(english, quoted=any(mark in self.core for mark in "\"«»“”„'"))
        if self.shouted:
            text = text.upper()
        elif self.lower and not PROPER.match(text):
            text = text[:1].lower() + text[1:]
        return f"{self.lead}{text}{self.trail}"


def unwrap(text: str) -> Shell:
    """Take a stretch's shell off. A stretch without letters or digits is all lead."""
    begin = BEGIN.search(text)
    if begin is None:
        return Shell(text, "", "", shouted=False, lower=False)
    start = begin.start()
    stop = len(text)
    while stop > start and not _inside(text[stop - 1]):
        stop -= 1
    start, stop = _balance(text, start, stop)
    core = text[start:stop]
    shouted = is_shouted(core)
    if shouted:
        core = core[:1] + core[1:].lower()
    return Shell(text[:start], core, text[stop:], shouted, core[:1].islower())


def is_shouted(text: str) -> bool:
    """Tell a text all in capitals from one that holds an abbreviation."""
    if text != text.upper() or text == text.lower():
        return False
    return sum(letter.isalpha() for letter in text) >= SHOUTED_LETTERS


def closing(trail: str) -> str:
    """Return the one mark that says what kind of sentence a run of marks closes."""
    run = trail.lstrip("\"»”“')] ")
    for mark in "?!":
        if mark in re.split(r"\s", run, maxsplit=1)[0]:
            return mark
    return "." if run.startswith((".", "…")) else ""


def tidy(english: str, *, quoted: bool) -> str:
    """Take off what the model closed the words with, and quotes that the source did not have."""
    text = english.strip().rstrip(".!?…,;: ")
    if not quoted and (text.startswith('"') or text.endswith('"') or text.count('"') % 2):
        text = text.replace('"', "").strip().rstrip(".!?…,;: ")
    return " ".join(text.split())


def _inside(letter: str) -> bool:
    return letter.isalnum() or letter in "%€$£°№"


def _balance(text: str, start: int, stop: int) -> tuple[int, int]:
    """Take a quote or bracket back into the words if its partner stands among them."""
    for opener, closer in PAIRS.items():
        core = text[start:stop]
        if core.count(closer) > core.count(opener) and (at := text.rfind(opener, 0, start)) >= 0:
            start = at
        elif core.count(opener) > core.count(closer) and (at := text.find(closer, stop)) >= 0:
            stop = at + 1
    if text[start:stop].count('"') % 2:
        if (at := text.rfind('"', 0, start)) >= 0:
            start = at
        elif (at := text.find('"', stop)) >= 0:
            stop = at + 1
    return start, stop
