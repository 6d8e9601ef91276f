"""English inflection: plurals, verbs, comparison, articles."""

from __future__ import annotations

import re
from typing import Final

PLURALS: Final = {
    "child": "children", "man": "men", "woman": "women", "person": "people", "tooth": "teeth",
    "foot": "feet", "mouse": "mice", "knife": "knives", "wife": "wives", "leaf": "leaves",
    "shelf": "shelves", "loaf": "loaves", "half": "halves", "life": "lives", "fish": "fish",
    "sheep": "sheep", "potato": "potatoes", "tomato": "tomatoes", "diagnosis": "diagnoses",
    "photo": "photos", "scarf": "scarves", "calf": "calves", "wolf": "wolves", "goose": "geese",
    "series": "series", "analysis": "analyses", "crisis": "crises", "thief": "thieves",
    "salmon": "salmon", "grandchild": "grandchildren", "prosthesis": "prostheses",
    "gentleman": "gentlemen", "policeman": "policemen", "hero": "heroes", "aircraft": "aircraft",
    "mother-in-law": "mothers-in-law", "father-in-law": "fathers-in-law",
    "daughter-in-law": "daughters-in-law", "son-in-law": "sons-in-law", "deer": "deer",
}  # fmt: skip
# Base, past, participle.
IRREGULAR: Final = """
be was been|become became become|begin began begun|break broke broken|bring brought brought
build built built|burn burned burned|buy bought bought|catch caught caught|choose chose chosen
come came come|cost cost cost|cut cut cut|do did done|draw drew drawn|drink drank drunk
drive drove driven|eat ate eaten|fall fell fallen|feed fed fed|feel felt felt|fight fought fought
find found found|fly flew flown|forget forgot forgotten|forgive forgave forgiven|freeze froze frozen
get got got|give gave given|go went gone|grow grew grown|hang hung hung|have had had
hear heard heard|hide hid hidden|hit hit hit|hold held held|hurt hurt hurt|keep kept kept
know knew known|lay laid laid|lead led led|leave left left|lend lent lent|let let let|lie lay lain
light lit lit|lose lost lost|make made made|mean meant meant|meet met met|overpay overpaid overpaid
pay paid paid|put put put|read read read|ride rode ridden|ring rang rung|rise rose risen
run ran run|say said said|see saw seen|sell sold sold|send sent sent|set set set|sew sewed sewn
shake shook shaken|shine shone shone|show showed shown|shut shut shut|sing sang sung|sit sat sat
sleep slept slept|smell smelled smelled|speak spoke spoken|spend spent spent|spill spilled spilled
stand stood stood|steal stole stolen|stick stuck stuck|swear swore sworn|swim swam swum
take took taken|teach taught taught|tear tore torn|tell told told|think thought thought
throw threw thrown|understand understood understood|wake woke woken|wear wore worn|win won won
write wrote written|spread spread spread|deal dealt dealt|bite bit bitten|beat beat beaten
blow blew blown|quit quit quit|overcharge overcharged overcharged|bleed bled bled|lean leaned leaned
""".strip()
PARTS: Final = {
    one.split()[0]: one.split()[1:] for line in IRREGULAR.splitlines() for one in line.split("|")
}
DOUBLING: Final = frozenset(
    """
    stop plan drop fit chat slip grab shop trip ship
    rub wrap clap prefer refer admit regret permit occur commit
    tip knit beg hug scan skip cancel travel
    """.split()  # noqa: SIM905
)
COMPARED: Final = {
    "good": ("better", "best"), "bad": ("worse", "worst"), "far": ("farther", "farthest"),
}  # fmt: skip
LONG: Final = frozenset(["patient", "careful", "honest", "modern", "tired", "polite", "rotten"])
MONOSYLLABLES: Final = re.compile(r"^[^aeiouy]*[aeiouy]+[^aeiouy]*e?$")
SOUNDS_VOWEL: Final = re.compile(
    r"^(?:[aeiou]|hour|honest|heir|honou?r|X-|MRI|8|11\b|18\b)", re.IGNORECASE
)
SOUNDS_CONSONANT: Final = re.compile(
    r"^(?:uni(?!n)|use|usu|uti|uri(?=n)|euro|one\b|once|ukr|u-)", re.IGNORECASE
)
ARTICLE: Final = re.compile(r"\b([Aa]) (?=[\"“']?([\w-]+))")


def plural(word: str) -> str:
    """Return the plural of a noun; of several words the last one's."""
    head, space, last = word.rpartition(" ")
    if " of " in word:
        first, _, rest = word.partition(" of ")
        return f"{plural(first)} of {rest}"
    if last in PLURALS:
        return head + space + PLURALS[last]
    return head + space + _with_s(last)


def verb(lemma: str, tense: str, person: int, number: str) -> str:
    """Return a form of a verb; of a phrasal verb ("look after") the first word's."""
    first, space, rest = lemma.partition(" ")
    return _verb(first, tense, person, number) + space + rest


def compare(word: str, *, highest: bool = False) -> str:
    """Return "cleaner" or "cleanest", "more" or "most comfortable"."""
    if word in COMPARED:
        return COMPARED[word][highest]
    ending = "est" if highest else "er"
    short = MONOSYLLABLES.match(word) or (word.endswith("y") and len(word) < 7)  # noqa: PLR2004
    if not short or " " in word or "-" in word or word.endswith("ed"):
        return ("most " if highest else "more ") + word
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "i" + ending
    if word.endswith("e"):
        return word + ending[1:]
    if re.search(r"[^aeiou][aeiou][bdgmnpt]$", word):
        return word + word[-1] + ending
    return word + ending


def articles(text: str) -> str:
    """Write "an" where the next word begins with a vowel's sound."""

    def chosen(match: re.Match[str]) -> str:
        word = match.group(2)
        vowel = SOUNDS_VOWEL.match(word) and not SOUNDS_CONSONANT.match(word)
        return f"{match.group(1)}n " if vowel else match.group(0)

    return ARTICLE.sub(chosen, text)


def _verb(  # noqa: PLR0911 - one for each form
    lemma: str, tense: str, person: int, number: str
) -> str:
    many = number == "pl"
    if lemma == "be" and tense in {"pres", "past"}:
        now = {"pl": "are", "sg": "am" if person == 1 else "is"}
        return now[number] if tense == "pres" else "were" if many else "was"
    if tense == "inf":
        return lemma
    if tense == "fut":
        return f"will {lemma}"
    if tense == "pres":
        if many or person == 1:
            return lemma
        return {"have": "has", "do": "does", "go": "goes"}.get(lemma) or _with_s(lemma)
    if tense == "ing":
        return _ing(lemma)
    if lemma in PARTS:
        return PARTS[lemma][tense == "pp"]
    if lemma.endswith("e"):
        return lemma + "d"
    if lemma.endswith("y") and lemma[-2] not in "aeiou":
        return lemma[:-1] + "ied"
    return lemma + (lemma[-1] if lemma in DOUBLING else "") + "ed"


def _ing(lemma: str) -> str:
    if lemma in {"lie", "die", "tie"}:
        return lemma[:-2] + "ying"
    if lemma.endswith("e") and not lemma.endswith(("ee", "be")):
        return lemma[:-1] + "ing"
    twice = lemma in DOUBLING or lemma in {
        "get", "put", "sit", "cut", "run", "swim", "begin", "forget", "hit", "let", "set", "win",
    }  # fmt: skip
    return lemma + (lemma[-1] if twice else "") + "ing"


def _with_s(word: str) -> str:
    if word.endswith(("s", "x", "z", "ch", "sh")):
        return word + "es"
    if word.endswith("y") and word[-2:-1] not in tuple("aeiou"):
        return word[:-1] + "ies"
    return word + "s"
