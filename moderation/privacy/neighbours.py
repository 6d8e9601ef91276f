"""What stands around a word: initials, titles, businesses, thanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import cues
from moderation.privacy.weights import Weight, bears_given_name, weigh

if TYPE_CHECKING:
    from moderation.privacy.words import Word

PLAIN_GAPS = frozenset({" ", "\u00a0", "-", "  "})
STREET = re.compile(r"улиц\w+|ул|площад\w+|проспект\w*")
CALLED = frozenset({"tu", "jūs", "jus", "you", "ты", "вы", "paldies", "спасибо", "thank"})
NEAR_WORDS = 4
SHORTEST = 3


class Neighbours:
    """A text's words with their weights, and questions about what stands beside one."""

    def __init__(self, text: str, read: list[Word]) -> None:
        self.text = text
        self.words = read
        self.weights = [weigh(word) for word in self.words]

    def is_initial(self, index: int) -> bool:
        """Tell whether the word is one capital with a dot after it."""
        word = self.words[index]
        return len(word.text) == 1 and word.text.isupper() and self.dotted(index)

    def dotted(self, index: int) -> bool:
        """Tell whether a dot follows the word at once."""
        end = self.words[index].end
        return self.text[end : end + 1] == "."

    def initial_gap(self, index: int) -> bool:
        """Tell whether only the dot of an initial stands before this word."""
        before = self.words[index - 1]
        return len(before.text) == 1 and before.capital and self.words[index].gap in {".", ". "}

    def followed_by_initial(self, index: int) -> bool:
        """Tell whether an initial follows: "Galina T."."""
        after = index + 1
        return after < len(self.words) and self.words[after].gap == " " and self.is_initial(after)

    def following_name(self, index: int) -> bool:
        """Tell whether the next word is a name too, and one of the two a given name."""
        after = index + 1
        if after >= len(self.words) or self.words[after].gap not in PLAIN_GAPS:
            return False
        pair = {self.weights[index], self.weights[after]}
        given = any(bears_given_name(self.words[each]) for each in (index, after))
        return self.words[after].capital and min(pair) >= Weight.AMBIGUOUS and given

    def called(self, index: int) -> bool:
        """Tell whether a sentence opens by calling somebody: "Ilzīte, tu esi…"."""
        after = index + 1
        return (
            after < len(self.words)
            and self.words[after].gap == ", "
            and bears_given_name(self.words[index])
            and self.words[after].low in CALLED
        )

    def polite_after(self, index: int) -> bool:
        """Tell whether "kungs", "kundze" or the like follows."""
        after = index + 1
        return (
            after < len(self.words)
            and self.words[after].gap == " "
            and cues.cue(self.words[after].low) == cues.POLITE
            and self.words[index].capital
        )

    def before(self, index: int) -> str | None:
        """Return what the word just before says, if only a space is between."""
        return (
            cues.cue(self.words[index - 1].low) if index and self.words[index].gap == " " else None
        )

    def branded(self, index: int) -> bool:
        """Tell whether the word is the name of a business: after "hotel", or quoted alone."""
        word = self.words[index]
        if self.before(index) == cues.ORGANISATION and (
            not bears_given_name(word) or STREET.fullmatch(self.words[index - 1].low)
        ):
            return True
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        if after and after.gap == " " and cues.cue(after.low) == cues.ORGANISATION:
            return True
        quoted = word.gap[-1:] in set('«„“"') and self.text[word.end : word.end + 1] in set('»“”"')
        return bool(quoted and word.gap[-1:])

    def in_title_case(self, index: int) -> bool:
        """Tell whether the word stands among capitals that are nobody's names: "Hope Street"."""
        beside = [
            self.words[each]
            for each in (index - 1, index + 1)
            if 0 <= each < len(self.words)
            and self.words[max(each, index)].gap == " "
            and self.words[each].capital
            and not self.words[each].first
        ]
        return any(
            not weigh(word) and cues.cue(word.low) is None and len(word.text) >= SHORTEST
            for word in beside
        )

    def kind(self, index: int) -> str:
        """Tell an employee from anybody else by the words around."""
        before = range(max(0, index - NEAR_WORDS), index)
        after = range(index + 1, min(len(self.words), index + NEAR_WORDS + 2))
        for each in reversed(before):
            if breaks(self.text[self.words[each].end : self.words[index].start]):
                break
            relation = cues.cue(self.words[each].low)
            if relation == cues.KIN:
                return "person"
            if relation in {cues.STAFF, cues.POLITE, cues.THANKS}:
                return "staff"
        for each in after:
            if breaks(self.text[self.words[index].end : self.words[each].start]):
                break
            if cues.cue(self.words[each].low) in {cues.STAFF, cues.POLITE}:
                return "staff"
        near = cues.cue(self.words[index - 1].low) if index else None
        return "staff" if near == cues.NEAR else "person"

    def closed(self, start: int) -> bool:
        """Tell whether a closing formula ends just before an offset."""
        return bool(cues.CLOSING.search(self.text[max(0, start - 60) : start]))


def breaks(between: str) -> bool:
    """Tell whether a sentence ends in what stands between two words; "Dr." ends none."""
    return bool(re.search(r"[!?\n;]|(?<!\b[Dd]r)(?<!р)\.\s", between))
