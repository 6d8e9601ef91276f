"""What stands around a word: initials, titles, businesses, thanks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import cues, russian
from moderation.privacy.weights import CYRILLIC, Weight, bears_given_name, weigh

if TYPE_CHECKING:
    from moderation.privacy.words import Word

PLAIN_GAPS = frozenset({" ", "\u00a0", "-", "  "})
# What a person has given their name to: "улица Барона" names nobody in the review.
NAMED_AFTER = re.compile(
    r"улиц\w+|ул|площад\w+|проспект\w*|парк\w{0,2}|театр\w{0,2}|больниц\w+|мост\w{0,2}|сквер\w{0,2}|сад\w?"
    r"|рын\w{2,3}|музе\w{1,2}|церк\w{2,3}|памятник\w?|станци\w+|остановк\w+"
)
CALLED = frozenset({"tu", "jūs", "jus", "you", "ты", "вы", "paldies", "спасибо", "thank"})
PET_WORDS = frozenset("old little big young dear poor aunty uncle".split())  # noqa: SIM905
SAINTS = frozenset("saint st sv svētā svētās svētais святого святой святая святых".split())  # noqa: SIM905
OPENING, CLOSING = frozenset('«„“"'), frozenset('»“”"')
TEAM = frozenset(
    {"team", "crew", "komanda", "komandu", "komandai", "brigāde", "brigādi", "команда", "команде"}
)
US = frozenset({"me", "us", "my", "our"})
FRIENDLY_WORDS = (
    "told recommended advised invited suggested asked called gave took came went sent wrote said"
    " joined accompanied visited met paid brought dragged convinced persuaded"
)
FRIENDLY = frozenset(FRIENDLY_WORDS.split())
DID = re.compile(
    r"\w{2,}ed|drove|led|taught|showed|made|did|cut|found|laughed|kept|put|got|understood|drew|sewed"
    r"|built|laid|let|saw|spoke|dealt|sorted"
)
ENGLISH_VERB = re.compile(r"[a-z]{3,}ed|drove|led|built|laid")
OBJECT_WITHIN = 2  # words between what was done and whom it was done to
LONGEST_TITLE = 3
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
            not bears_given_name(word) or NAMED_AFTER.fullmatch(self.words[index - 1].low)
        ):
            return True
        after = self.words[index + 1] if index + 1 < len(self.words) else None
        if after and after.gap == " " and cues.cue(after.low) == cues.ORGANISATION:
            return True
        return self.saint(index) or self.quoted(index)

    def saint(self, index: int) -> bool:
        """Tell whether a church or a street is named here: "Saint Peter's"."""
        return bool(index) and self.words[index - 1].low in SAINTS and self.words[index].capital

    def quoted(self, index: int) -> bool:
        """Tell whether the word opens a quotation of up to three words: the name of a work."""
        if self.words[index].gap[-1:] not in OPENING or not self.words[index].gap:
            return False
        return any(
            self.text[each.end : each.end + 1] in CLOSING
            for each in self.words[index : index + LONGEST_TITLE]
            if self.text[each.end : each.end + 1]
        )

    def in_title_case(self, index: int) -> bool:
        """Tell whether the word stands among capitals that are nobody's names: "Hope Street"."""
        beside = [
            self.words[each]
            for each in (index - 1, index + 1)
            if 0 <= each < len(self.words)
            and self.words[max(each, index)].gap == " "
            and self.words[each].capital
            and not self.words[each].first
            and self.words[each].low not in PET_WORDS
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
            if breaks(self.text[self.words[each].start : self.words[index].start]):
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
            if self.words[each].low in TEAM:
                return "staff"
        near = cues.cue(self.words[index - 1].low) if index else None
        if self.does_for_us(index):
            return "staff"
        return "staff" if near == cues.NEAR or self.serves(index) else "person"

    def does_for_us(self, index: int) -> bool:
        """Tell whether English says that the person did something for the writer: "drove us".

        What a friend does too, such as telling or inviting, tells nothing.
        """
        after = [each.low for each in self.words[index + 1 : index + 2 + OBJECT_WITHIN]]
        if not after or after[0] in FRIENDLY or not DID.fullmatch(after[0]):
            return False
        end = self.words[min(index + len(after), len(self.words) - 1)].end
        plain = not breaks(self.text[self.words[index].end : end])
        return plain and any(each in US for each in after[1:])

    def serves(self, index: int) -> bool:
        """Tell whether a verb of service stands near in the sentence: "Elīza cirpa suni".

        Whoever stands in the dative is served, and so is whoever follows the verb in English,
        unless "by" stands between: "they served Zara", "served by Zara".
        """
        if served(self.words[index].low):
            return False
        for each in (*range(max(0, index - 3), index), *range(index + 1, index + 3)):
            if each < len(self.words) and cues.serving(self.words[each].low):
                english = ENGLISH_VERB.fullmatch(self.words[each].low)
                if each < index and english and self.words[index - 1].low != "by":
                    continue
                start, end = sorted((each, index))
                between = self.text[self.words[start].end : self.words[end].start]
                if not breaks(between):
                    return True
        return False

    def closed(self, start: int) -> bool:
        """Tell whether a closing formula ends just before an offset."""
        return bool(cues.CLOSING.search(self.text[max(0, start - 60) : start]))


def served(low: str) -> bool:
    """Tell whether a name stands in the dative: "Сделали Егорке стрижку"."""
    if CYRILLIC.search(low):
        return russian.case(low) == "datv"
    return low.endswith(("am", "im", "ai", "ei"))


def breaks(between: str) -> bool:
    """Tell whether a sentence ends in what stands between two words; "Dr." ends none."""
    return bool(re.search(r"[!?\n;]|(?<!\b[Dd]r)(?<!р)\.\s", between))
