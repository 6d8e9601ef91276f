"""Names of people: the writer, relatives, other customers (person) and employees (staff).

Every capitalised word is weighed (`Weight`), then read with what stands beside it: a title, kin, a
surname, thanks, a signature. Whoever is named once with certainty is then found again throughout
the text. slovnet is asked only about Russian capitals that all this leaves undecided.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from moderation.privacy import cues, lexicon, russian
from moderation.privacy.finding import Finding
from moderation.privacy.neighbours import PLAIN_GAPS, Neighbours
from moderation.privacy.sentences import sentences
from moderation.privacy.skeleton import stem
from moderation.privacy.weights import (
    CYRILLIC,
    SURNAME_SHAPE,
    Weight,
    bears_given_name,
    entry_of,
    is_place,
    listed_given,
    may_be_surname,
    usual,
)
from moderation.privacy.words import OPENING, Word, words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

AFTER_TITLE = re.compile(r"[\s.:,«„“\"'–—-]{1,4}")
DOTTED_TITLES = frozenset({"dr", "д-р", "prof", "mr", "mrs", "ms", "dri", "проф"})
FAMILY_WIDE = frozenset({"our", "mūsu", "наш", "наша", "нашей"})  # "our Riga" is no relative
CALLING = frozenset({"sauc", "зовут", "zovut"})
NOT_SURNAMES = frozenset({cues.STAFF, cues.KIN, cues.POLITE})
LONGEST_NAME, LONGEST_SIGNATURE = 3, 4
SHORTEST = 3
ENOUGH_BONES = 3
# Reasons that say themselves who somebody is, whatever the rest of the text does.
OWN_WORD = frozenset({"signature", "introduced", "kin"})
POSTSCRIPT = frozenset({"p", "s", "з", "ы"})
Reason = tuple[float, str]


def people(
    text: str, tag: str = "und", staff: Sequence[str] = (), read: list[Word] | None = None
) -> Iterator[Finding]:
    """Yield a finding for each name in `text`, kind "person" or "staff".

    Offsets are code points into `text`, end exclusive; `staff` holds the site's own employees.
    `tag` is the language as far as known: names of all our languages stand in any of them. Scores
    run from 0.6 (the shape and place of a surname) to 0.95 (title or staff list). `read` saves
    reading the words again. Never raises.
    """
    search = _Search(text, tag, words(text) if read is None else read)
    if not search.words:
        return
    search.listed(staff)
    search.named()
    search.signed()
    search.undecided()
    search.again()
    yield from search.found()


class _Search(Neighbours):
    """One text's search: which words are names so far, of what kind, and why."""

    def __init__(self, text: str, tag: str, read: list[Word]) -> None:
        super().__init__(text, read)
        self.tag = tag
        self.names: dict[int, tuple[str, float, str]] = {}  # word index -> kind, score, why

    def listed(self, staff: Sequence[str]) -> None:
        """Find the site's own employees, however inflected or spelled."""
        bones = {
            stem(part)
            for name in staff
            for part in re.findall(r"[^\W\d_]{3,}", name)
            if cues.cue(part.lower()) is None
        }
        if not bones:
            return
        for index, word in enumerate(self.words):
            ordinary = word.first and usual(word)
            if (word.capital or word.text.isupper()) and not ordinary and stem(word.low) in bones:
                self.names[index] = ("staff", 0.95, "staff_list")

    def named(self) -> None:
        """Find the names that a title, kin, a neighbour or their own shape gives away."""
        index = 0
        while index < len(self.words):
            if index in self.names:
                index += 1
                continue
            taken = self._titled(index) or self._plain(index)
            index += taken or 1

    def _titled(self, index: int) -> int:
        """Take the name after a title or kin word that stands at `index - 1`."""
        if index == 0 or not AFTER_TITLE.fullmatch(self.words[index].gap):
            return 0
        before, gap = self.words[index - 1].low, self.words[index].gap
        relation = cues.cue(before)
        if relation in {cues.STAFF, cues.POLITE}:
            apart = "," in gap and self.weights[index] < Weight.AMBIGUOUS
            ended = "." in gap and before not in DOTTED_TITLES
            return 0 if apart or ended else self._after_title(index)
        if relation == cues.KIN and "." not in gap and self._is_relative(index):
            return self._take(index, "person", (0.9, "kin"))
        if relation == cues.SELF and self._is_introduced(index):
            return self._take(index, "person", (0.9, "introduced"))
        return 0

    def _is_relative(self, index: int) -> bool:
        """Tell whether the word after a kin word names the relative."""
        word, weight = self.words[index], self.weights[index]
        if not word.capital:
            return listed_given(word.low) and not usual(word)
        if word.first:
            return False
        unknown = weight == Weight.UNKNOWN and word.gap == " " and not is_place(word)
        return weight >= Weight.AMBIGUOUS or (
            unknown and self.words[index - 1].low not in FAMILY_WIDE
        )

    def _is_introduced(self, index: int) -> bool:
        word, weight = self.words[index], self.weights[index]
        calling = weight == Weight.UNKNOWN and self.words[index - 1].low in CALLING
        return (weight >= Weight.AMBIGUOUS or calling) and not is_place(word)

    def _after_title(self, index: int) -> int:
        """Take what follows a title: any capital that is not a place, or a listed small name."""
        word, entry = self.words[index], entry_of(self.words[index].low)
        if not word.capital:
            shouted = word.text.isupper()
            why = "title" if shouted else "title_small_letters"
            plain = not entry or usual(word)
            return 0 if plain else self._take(index, "staff", (0.8, why), small=not shouted)
        titled = cues.cue(word.low) in {cues.STAFF, cues.ORGANISATION, cues.KIN}
        if (not entry and (titled or word.low in lexicon.stop())) or is_place(word):
            return 0
        if self.weights[index] or may_be_surname(word):
            return self._take(index, "staff", (0.95, "title"))
        return 0

    def _plain(self, index: int) -> int:
        """Take a name that no title announces."""
        taken = self._initials(index)
        if taken or not self.weights[index]:
            return taken
        if self.weights[index] > Weight.UNKNOWN and self.following_name(index):
            return self._take(index, self.kind(index), (0.85, "two_names"))
        if self.branded(index) or self.in_title_case(index):
            return 0
        if self.polite_after(index) and not self.words[index].first:
            return self._take(index, "staff", (0.9, "polite_form"))
        reason = self._by_itself(index) if self.weights[index] > Weight.UNKNOWN else None
        return self._take(index, self.kind(index), reason) if reason else 0

    def _by_itself(self, index: int) -> Reason | None:
        """Return the score and reason of a listed name that no neighbour vouches for."""
        word, weight = self.words[index], self.weights[index]
        given = bears_given_name(word)
        rules: tuple[tuple[bool, Reason], ...] = (
            (weight == Weight.GIVEN, (0.85, "given_name")),
            (self.followed_by_initial(index), (0.8, "initial")),
            (weight == Weight.SURNAME and self._lone_surname(word), (0.7, "surname")),
            (word.first and self.called(index), (0.65, "called")),
        )
        for holds, reason in rules:
            if holds:
                return reason
        if is_place(word) or word.first:
            return None
        if self.before(index) in {cues.NEAR, cues.THANKS}:
            return 0.65, "name_in_place"
        return (0.6, "capital") if given and not word.text.isupper() else None

    def _lone_surname(self, word: Word) -> bool:
        """Tell whether a surname can stand by itself; "Lapsa" opening a sentence is a fox."""
        if not word.first:
            return not usual(word) or bool(SURNAME_SHAPE.fullmatch(word.low))
        if CYRILLIC.search(word.text):
            return not usual(word)
        return bool(SURNAME_SHAPE.fullmatch(word.low)) and not usual(word)

    def _take(self, index: int, kind: str, reason: Reason, *, small: bool = False) -> int:
        """Mark the name from `index` on, with the surname, patronymic or initial after it."""
        self.names[index] = (kind, *reason)
        taken = 1
        while (
            taken < LONGEST_NAME
            and index + taken < len(self.words)
            and self._continues(index + taken, small=small)
        ):
            self.names[index + taken] = (kind, *reason)
            taken += 1
        return taken

    def _continues(self, index: int, *, small: bool) -> bool:
        """Tell whether the word goes on with the name before it."""
        word = self.words[index]
        if word.gap not in PLAIN_GAPS and not self.initial_gap(index):
            return False
        if self.is_initial(index):
            return True
        if not word.capital:
            entry = entry_of(word.low) if small else None
            return bool(entry and entry.surname and not usual(word))
        return (
            bool(self.weights[index])
            and not is_place(word)
            and cues.cue(word.low) not in NOT_SURNAMES
        )

    def _initials(self, index: int) -> int:
        """Take "И. И. Иванов" or "A. Bērziņš": one or two initials and a surname."""
        position = index
        while position < min(index + 2, len(self.words)) and self.is_initial(position):
            position += 1
        if position == index or position >= len(self.words):
            return 0
        if all(self.words[each].low in POSTSCRIPT for each in range(index, position)):
            return 0
        word, weight = self.words[position], self.weights[position]
        if word.gap.strip(" \u00a0") != "." or len(word.text) < SHORTEST or is_place(word):
            return 0
        shaped = SURNAME_SHAPE.fullmatch(word.low) or may_be_surname(word)
        if weight < Weight.UNKNOWN or (weight == Weight.UNKNOWN and not shaped):
            return 0
        for each in range(index, position + 1):
            self.names[each] = (self.kind(index), 0.85, "initials")
        return position - index + 1

    def signed(self) -> None:
        """Find the signature: a last line, or a last sentence, of capitalised words alone."""
        line: list[int] = []
        for index in range(len(self.words) - 1, -1, -1):
            word = self.words[index]
            line.insert(0, index)
            quoted = word.gap[-1:] in OPENING and word.gap[-1:] != ""
            opens = (word.first and not quoted) or self.closed(word.start) or "\n" in word.gap
            if len(line) > LONGEST_SIGNATURE or quoted:
                return
            if opens and not self.initial_gap(index):
                break
        closed = bool(line) and self.closed(self.words[line[0]].start)
        self._sign(line, closed=closed)

    def _sign(self, line: list[int], *, closed: bool) -> None:
        """Mark the line's words as a signature, if that is what all of them can be."""
        if not line or not (closed or line[0] > 0):
            return
        signers: list[int] = []
        for index in line:
            if signers and "," in self.words[index].gap:
                if not self.words[index].capital:
                    return  # "Brīnumi, un viss" is a sentence
                break  # "Rowan P., Little Wenbury": the place is another recogniser's
            if not self._may_sign(index, first=not signers, closed=closed or self._own_line(line)):
                return
            signers.append(index)
        if not closed and (len(signers) > LONGEST_NAME or self._one_known_word(signers)):
            return
        for index in signers:
            self.names.setdefault(index, ("person", 0.85, "signature"))

    def _own_line(self, line: list[int]) -> bool:
        return "\n" in self.words[line[0]].gap

    def _may_sign(self, index: int, *, first: bool, closed: bool) -> bool:
        """Tell whether a word can be part of a signature."""
        word, entry = self.words[index], entry_of(self.words[index].low)
        if word.low in lexicon.stop() or (is_place(word) and not entry):
            return False
        if not first and len(word.text) == 1 and word.text.isupper():
            return True
        if self.weights[index] == Weight.UNKNOWN and not closed and not self._unseen(word):
            return False
        return (word.capital or bool(closed and entry)) and not (usual(word) and not entry)

    def _one_known_word(self, signers: list[int]) -> bool:
        """Tell whether a lone last word is one that Russian has: "Рекомендую"."""
        word = self.words[signers[0]]
        lone = len(signers) == 1 and self.weights[signers[0]] == Weight.UNKNOWN
        return lone and bool(CYRILLIC.search(word.text)) and russian.read(word.low).known

    def _unseen(self, word: Word) -> bool:
        """Tell whether a word is one that ordinary reviews never use.

        Of Latin letters only English is asked: Latvian has too many forms for a list, and a last
        word such as "Ģeniāli!" is an adverb.
        """
        if CYRILLIC.search(word.text):
            return not russian.read(word.low).known
        return self.tag == "en" and word.low not in lexicon.common()

    def undecided(self) -> None:
        """Ask slovnet about Russian capitals that lists and dictionary leave open."""
        doubtful = [
            index
            for index, word in enumerate(self.words)
            if index not in self.names
            and word.capital
            and len(word.text) >= SHORTEST
            and CYRILLIC.search(word.text)
            and self._doubtful(index)
        ]
        if not doubtful:
            return
        for start, end in sentences(self.text, [self.words[each] for each in doubtful]):
            spans = [(start + a, start + b) for a, b in russian.people(self.text[start:end])]
            for index in doubtful:
                word = self.words[index]
                if any(a <= word.start and word.end <= b for a, b in spans):
                    self.names[index] = (self.kind(index), 0.75, "tagger")

    def _doubtful(self, index: int) -> bool:
        """Tell whether a capital inside a sentence is a word that no dictionary knows."""
        word = self.words[index]
        return (
            self.weights[index] == Weight.UNKNOWN
            and not word.first
            and not is_place(word)
            and not russian.read(word.low).known
            and stem(word.low) not in lexicon.small_place_stems()
        )

    def again(self) -> None:
        """Find every later or earlier mention of a name, and give one person one kind."""
        known: dict[str, str] = {}
        for index, (kind, _, _) in self.names.items():
            bones = stem(self.words[index].low)
            if len(bones) >= ENOUGH_BONES and not is_place(self.words[index]):
                known[bones] = "staff" if "staff" in {kind, known.get(bones)} else kind
        for index, word in enumerate(self.words):
            if not known or not (word.capital or index in self.names):
                continue
            kind = known.get(stem(word.low), "")
            if not kind:
                continue
            if index in self.names:
                was, score, why = self.names[index]
                if was == "person" and why not in OWN_WORD:
                    self.names[index] = (kind, score, why)
            elif word.capital and not (word.first and usual(word)) and cues.cue(word.low) is None:
                self.names[index] = (kind, 0.75, "named_before")

    def found(self) -> Iterator[Finding]:
        """Yield the marked words, neighbours of one kind joined into one name."""
        group: list[int] = []
        for index in sorted(self.names):
            joined = group and index == group[-1] + 1 and self._one_name(group, index)
            if group and not joined:
                yield self._finding(group)
                group = []
            group.append(index)
        if group:
            yield self._finding(group)

    def _one_name(self, group: list[int], index: int) -> bool:
        word = self.words[index]
        if len(group) >= LONGEST_SIGNATURE:
            return False
        return word.gap in PLAIN_GAPS or self.initial_gap(index)

    def _finding(self, group: list[int]) -> Finding:
        kind, score, why = self.names[group[0]]
        if any(self.names[index][0] == "staff" for index in group):
            kind = "staff"
        end = self.words[group[-1]].end
        if len(group) > 1 and self.is_initial(group[-1]):
            end += 1
        return Finding(kind, self.words[group[0]].start, end, score, why)
