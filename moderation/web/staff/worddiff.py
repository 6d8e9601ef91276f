"""What a person changed in a text, word by word, so that the page can strike and underline it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import SequenceMatcher

WORDS = re.compile(r"\w+(?:['’]\w+)*|\s+|[^\w\s]")
LONGEST = 4_000  # characters; comparing takes the square of the words


@dataclass(frozen=True, slots=True)
class Change:
    """A stretch of text that stayed, went or came."""

    text: str
    kind: str  # "same", "gone" or "new"


def changes(before: str, after: str) -> list[Change]:
    """Give what leads from one text to the other, in order.

    What is not "new" joined gives `before` exactly, what is not "gone" gives `after`. Texts too
    long to compare are given as one that went and one that came. Never raises.
    """
    if len(before) + len(after) > LONGEST:
        whole = [Change(before, "gone"), Change(after, "new")]
        return [Change(after, "same")] if before == after else whole
    old, new = WORDS.findall(before), WORDS.findall(after)
    found: list[Change] = []
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, start, end, from_, to in matcher.get_opcodes():
        if tag == "equal":
            found.append(Change("".join(old[start:end]), "same"))
            continue
        if end > start:
            found.append(Change("".join(old[start:end]), "gone"))
        if to > from_:
            found.append(Change("".join(new[from_:to]), "new"))
    return _joined(found)


def _joined(found: list[Change]) -> list[Change]:
    """Take a lone space between two changes into them: "so good" for "very bad" is one change."""
    joined: list[Change] = []
    for place, each in enumerate(found):
        between = 0 < place < len(found) - 1 and each.kind == "same" and each.text.isspace()
        kinds = ("gone", "new") if between else (each.kind,)
        joined += [Change(each.text, kind) for kind in kinds]
    return _merged(joined)


def _merged(found: list[Change]) -> list[Change]:
    """Put what went before what came within each run of changes, each in one piece."""
    merged: list[Change] = []
    gone = new = ""
    for each in [*found, Change("", "same")]:
        if each.kind == "gone":
            gone += each.text
        elif each.kind == "new":
            new += each.text
        else:
            merged += [Change(gone, "gone"), Change(new, "new"), each]
            gone = new = ""
    return [each for each in merged if each.text]
