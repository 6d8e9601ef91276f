"""Names in a sentence: which the draft lost, and sentences that are nothing but a name.

Found by their capitals alone, which is enough to compare a source with its draft; finding the
names of people is another stage's work.
"""

from __future__ import annotations

import re
import unicodedata

from rapidfuzz.fuzz import ratio

WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# Capitalised words amid a sentence: not after its start, a closing mark or an opening quote.
AMID = re.compile(r"(?<=[\w,;)»”\"] )[^\W\d_]+")
SIGNATURE_WORDS = (2, 3)
PREFIX, ALIKE = 3, 55
# Written with a capital out of politeness, or translated by another word than their own.
OTHER = frozenset(
    WORD.findall(
        "вы вас вам вами ваш ваша ваше ваши вашей вашего вашему вашим вашу ваших бог бога богу"
        " jūs jums jūsu tu tev tavs dievs dieva dievam dievu"
    )
)
# Each Cyrillic letter with the Latin ones for it.
PAIRS = (
    "аa бb вv гg дd еe жzh зz иi йy кk лl мm нn оo пp рr сs тt уu фf хkh цts чch шsh щshch"
    " ъ ыy ь эe юyu яya ёe"
)
SMALL = {pair[0]: pair[1:] for pair in PAIRS.split()}
ROMAN = str.maketrans(
    SMALL | {letter.upper(): latin.capitalize() for letter, latin in SMALL.items()}
)


def romanised(text: str) -> str:
    """Write Cyrillic in Latin letters, as English newspapers do; other letters stay."""
    return text.translate(ROMAN)


def signature(text: str) -> str | None:
    """Return a sentence that is only a name ("Галина Т.") in Latin letters; None for any other."""
    words = WORD.findall(text)
    titled = all(word.istitle() for word in words)
    few = SIGNATURE_WORDS[0] <= len(words) <= SIGNATURE_WORDS[1]
    if few and titled and text == " ".join(text.split()) and not re.search(r"[\d,;:!?—–]", text):
        return romanised(text)
    return None


def lost(source: str, draft: str) -> bool:
    """Tell whether a name inside `source` has no word like it in `draft`."""
    present = [_plain(word) for word in WORD.findall(draft) if not word.islower()]
    for match in AMID.finditer(source):
        word = match[0]
        if not word.istitle() or len(word) <= PREFIX or word.lower() in OTHER:
            continue
        name = _plain(romanised(word))
        if not any(
            name[:PREFIX] == other[:PREFIX] or ratio(name, other) >= ALIKE for other in present
        ):
            return True
    return False


def _plain(word: str) -> str:
    letters = unicodedata.normalize("NFD", word.casefold())
    return "".join(letter for letter in letters if not unicodedata.combining(letter))
