"""Russian as people type it in Latin letters: no two habits alike."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from random import Random

COMMON: Final = dict(zip("абвгдзиклмнопрстуф", "abvgdziklmnoprstuf", strict=True))
HABITS: Final[dict[str, tuple[str, ...]]] = {
    "е": ("e",) * 6 + ("ye", "je"),
    "ё": ("e", "yo", "jo", "io", "e"),
    "ж": ("zh", "zh", "zh", "j", "z", "ž", "g"),
    "й": ("j", "y", "i", "y"),
    "х": ("h", "h", "kh", "x"),
    "ц": ("c", "ts", "c", "tz"),
    "ч": ("ch", "ch", "ch", "4", "c", "č", "tch"),
    "ш": ("sh", "sh", "sh", "6", "w", "s", "š", "sch"),
    "щ": ("sch", "shh", "sh", "shch", "w", "šč", "shj"),
    "ъ": ("", "", "'", "j"),
    "ы": ("y", "y", "y", "i"),
    "ь": ("", "", "'", "'", "j"),
    "э": ("e", "e", "je", "eh"),
    "ю": ("yu", "ju", "u", "iu"),
    "я": ("ya", "ja", "ya", "ja", "ia", "a"),
}


def romanise(text: str, random: Random) -> str:
    """Return lower-cased Russian in Latin letters by one writer's habits, chosen at random."""
    habit = COMMON | {letter: random.choice(ways) for letter, ways in HABITS.items()}
    if random.choice((True, False)):  # the two commonest keyboards' habits, whole
        ya, yu, yo, yot = random.choice((("ya", "yu", "yo", "y"), ("ja", "ju", "jo", "j")))
        habit |= {"я": ya, "ю": yu, "ё": random.choice((yo, "e")), "й": yot, "е": "e"}
    return "".join(habit.get(letter, letter) for letter in text.lower())
