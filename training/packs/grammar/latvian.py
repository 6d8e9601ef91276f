"""Latvian inflection by rule: six declensions, adjectives, pronouns and verbs.

Cases are "nom", "gen", "dat", "acc", "loc", numbers "sg" and "pl"; a form's key is "acc.pl".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CASES: Final = ("nom", "gen", "dat", "acc", "loc")
KEYS: Final = tuple(f"{case}.{number}" for number in ("sg", "pl") for case in CASES)
SOFT: Final = (
    ("dz", "dž"), ("sn", "šņ"), ("zn", "žņ"), ("sl", "šļ"), ("zl", "žļ"), ("ln", "ļņ"),
    ("ll", "ļļ"), ("nn", "ņņ"), ("st", "st"), ("b", "bj"), ("p", "pj"), ("m", "mj"),
    ("v", "vj"), ("f", "fj"), ("t", "š"), ("d", "ž"), ("s", "š"), ("z", "ž"), ("n", "ņ"),
    ("l", "ļ"), ("c", "č"),
)  # fmt: skip
# Words of the fifth and sixth declensions whose genitive plural keeps its consonant.
HARD: Final = frozenset(
    """
    mute pase kase tante uzkode kūte flote balle gāze mode
    fase base dakse torte dieviete acs auss zoss uguns debess
    valsts pirts brokastis anekdote fotogrāfe
    apskate
    """.split()  # noqa: SIM905
)
ENDINGS: Final = {
    "1": "s a am u ā i u iem us os",
    "2": "is a* im i ī i* u* iem* us* os*",
    "2s": "s s im i ī i* u* iem* us* os*",
    "3": "us us um u ū i u iem us os",
    "4": "a as ai u ā as u ām as ās",
    "4m": "a as am u ā as u ām as ās",
    "5": "e es ei i ē es u* ēm es ēs",
    "6": "s s ij i ī is u* īm is īs",
}
INDEFINITE: Final = {
    "m": ["s", "a", "am", "u", "ā", "i", "u", "iem", "us", "os"],
    "f": ["a", "as", "ai", "u", "ā", "as", "u", "ām", "as", "ās"],
}
DEFINITE: Final = {
    "m": ["ais", "ā", "ajam", "o", "ajā", "ie", "o", "ajiem", "os", "ajos"],
    "f": ["ā", "ās", "ajai", "o", "ajā", "ās", "o", "ajām", "ās", "ajās"],
}
POINTERS: Final = {
    ("šis", "m"): ["šis", "šī", "šim", "šo", "šajā", "šie", "šo", "šiem", "šos", "šajos"],
    ("šis", "f"): ["šī", "šīs", "šai", "šo", "šajā", "šīs", "šo", "šīm", "šīs", "šajās"],
    ("tas", "m"): ["tas", "tā", "tam", "to", "tajā", "tie", "to", "tiem", "tos", "tajos"],
    ("tas", "f"): ["tā", "tās", "tai", "to", "tajā", "tās", "to", "tām", "tās", "tajās"],
    ("viņš", "m"): """
    viņš viņa viņam viņu viņā viņi viņu viņiem viņus viņos
    """.split(),  # noqa: SIM905,
}
UNBENDING: Final = frozenset({"mūsu", "jūsu", "viņu", "viņa", "viņas", "rozā", "lillā"})


@dataclass(frozen=True, slots=True)
class Noun:
    """All forms of a noun by key; `fixed` is "sg" or "pl" when it has but one number."""

    forms: dict[str, str]
    gender: str
    fixed: str = ""


@dataclass(frozen=True, slots=True)
class Verb:
    """The principal parts of a verb: infinitive, present first and third, past first."""

    infinitive: str
    present: str
    third: str
    past: str

    def form(  # noqa: PLR0911 - one for each tense
        self, tense: str, person: int, number: str
    ) -> str:
        """Return a finite form, "inf", "cond" (would) or "deb" (must)."""
        if tense == "inf":
            return self.infinitive.replace("_", " ")
        if tense == "cond":
            return conditional(self.infinitive)
        if tense == "deb":
            return "jā" + ("būt" if self.infinitive == "būt" else self.third)
        we = person == 1 and number == "pl"
        if tense == "fut":
            return self._future(person, we=we)
        if person == 1 and not we:
            return self.present if tense == "pres" else self.past
        if tense == "past":
            return self._past(we=we)
        return self._present_we() if we else self.third

    def _past(self, *, we: bool) -> str:
        if self.past.endswith("os"):
            return self.past[:-2] + ("āmies" if we else "ās")
        return self.past[:-1] + ("ām" if we else "a")

    def _present_we(self) -> str:
        if self.infinitive == "būt":
            return "esam"
        if self.present.endswith("os"):
            long = self.third.endswith("ās") and not self.present.endswith("jos")
            return self.present[:-2] + ("āmies" if long else "amies")
        long = self.third.endswith("a")
        return self.present[:-1] + ("ām" if long else "am")

    def _future(self, person: int, *, we: bool) -> str:
        back = self.infinitive.endswith("ties")
        stem = self.infinitive[: -4 if back else -1]
        if stem.endswith(("s", "z", "t", "d")):
            stem = self.past[: -2 if back else -1] + "ī"
        if we:
            return stem + ("simies" if back else "sim")
        if person == 1:
            return stem + ("šos" if back else "šu")
        return stem + ("sies" if back else "s")


def soften(stem: str) -> str:
    """Palatalise the last consonant: "brāl" is "brāļ", "lāc" is "lāč", "ārst" stays."""
    for hard, soft in SOFT:
        if stem.endswith(hard):
            return stem[: -len(hard)] + soft
    return stem


def noun(lemma: str, flags: frozenset[str] = frozenset()) -> Noun:
    """Decline a noun; of several words the last is, and definite adjectives before it.

    Flags: a declension ("6", "2s", "4m", "hard" for a second without softening), "lp" for a
    lemma that is a plural, "l0" for one that never changes, "ls" for singular only.
    """
    *before, last = lemma.split(" ")
    bent = _word(last, flags)
    if not before:
        return bent
    forms = {
        key: " ".join([*(_leading(word, bent.gender, key) for word in before), form])
        for key, form in bent.forms.items()
    }
    return Noun(forms, bent.gender, bent.fixed)


def adjective(lemma: str, gender: str, key: str, *, definite: bool = False) -> str:
    """Decline an adjective, participle or pronoun; "=koka" never changes."""
    if lemma.startswith("=") or lemma in UNBENDING:
        return lemma.removeprefix("=")
    at = KEYS.index(key)
    if (lemma, gender) in POINTERS:
        return POINTERS[lemma, gender][at]
    if lemma.endswith("ais"):
        lemma, definite = lemma[:-3] + "s", True
    if lemma.endswith("is"):
        if key == "nom.sg" and not definite:
            return lemma if gender == "m" else _participle(lemma) + "si"
        lemma = _participle(lemma) + "šs"
    stem = lemma[:-1]
    if key == "nom.sg" and gender == "m" and not definite:
        return lemma
    ending = (DEFINITE if definite else INDEFINITE)[gender][at]
    if definite and stem.endswith("ēj") and ending.startswith("aj"):
        ending = ending[2:]
    return stem + ending


def compare(lemma: str, *, highest: bool = False) -> str:
    """Return the comparative's lemma ("tīrāks") or the superlative's ("vistīrākais")."""
    if lemma.startswith("="):
        return lemma
    if lemma.endswith("is"):
        lemma = _participle(lemma) + "šs"
    return f"vis{lemma[:-1]}ākais" if highest else f"{lemma[:-1]}āks"


def conditional(infinitive: str) -> str:
    """Return the conditional: "darīt" is "darītu", "mazgāties" is "mazgātos"."""
    return infinitive[:-3] + "os" if infinitive.endswith("ties") else infinitive + "u"


def verb(parts: str) -> Verb:
    """Read principal parts; verbs in -āt, -ot, -ēt and their like may give the infinitive only."""
    words = parts.split()
    if len(words) > 1:
        return Verb(*words[:4])
    infinitive = words[0]
    back = infinitive.endswith("ties")
    stem = infinitive[: -4 if back else -1]
    if back:
        return Verb(infinitive, stem + "jos", stem + "jas", stem + "jos")
    return Verb(infinitive, stem + "ju", stem, stem + "ju")


def _participle(lemma: str) -> str:
    """Return the stem of an active past participle up to its u: "piededzis" gives "piedegu"."""
    stem = lemma[:-2]
    for soft, hard in (("dz", "g"), ("c", "k")):
        if stem.endswith(soft):
            return stem[: -len(soft)] + hard + "u"
    return stem + "u"


def _word(lemma: str, flags: frozenset[str]) -> Noun:
    if "l0" in flags or (lemma[-1] in "oūīi" and "lp" not in flags):
        gender = "f" if "lf" in flags else "m"
        return Noun(dict.fromkeys(KEYS, lemma), gender, "sg" if "ls" in flags else "")
    if "lp" in flags:
        return _plural(lemma, flags)
    kind = _declension(lemma, flags)
    stem = lemma[: -len(ENDINGS[kind].split()[0])]
    soft = stem if "hard" in flags or lemma in HARD else soften(stem)
    forms = {
        key: soft + ending[:-1] if ending.endswith("*") else stem + ending
        for key, ending in zip(KEYS, ENDINGS[kind].split(), strict=True)
    }
    forms["nom.sg"] = lemma
    if lemma == "suns":
        forms["gen.sg"] = "suņa"
    return Noun(forms, "f" if kind in {"4", "5", "6"} else "m", "sg" if "ls" in flags else "")


def _plural(lemma: str, flags: frozenset[str]) -> Noun:
    """Decline a noun that is only plural, from its nominative plural."""
    if lemma.endswith("is") or "6" in flags:
        single = _word(lemma[:-2] + "s", frozenset({"6"} | ({"hard"} if lemma in HARD else set())))
    elif lemma.endswith("es"):
        single = _word(lemma[:-1], flags - {"lp"})
    elif lemma.endswith("as"):
        single = _word(lemma[:-1], frozenset())
    else:
        single = _word(lemma[:-1] + "s", frozenset())
    forms = {key: single.forms[f"{key[:3]}.pl"] for key in KEYS}
    return Noun(forms, single.gender, "pl")


def _declension(lemma: str, flags: frozenset[str]) -> str:
    for kind in ("6", "2s", "4m"):
        if kind in flags:
            return kind
    for ending, kind in (("is", "2"), ("us", "3"), ("a", "4"), ("e", "5"), ("s", "1"), ("š", "1")):
        if lemma.endswith(ending):
            return kind
    raise ValueError(f"No declension is known for {lemma}.")


def _leading(word: str, gender: str, key: str) -> str:
    if word.endswith("ais"):
        return adjective(word, gender, key)
    if word.endswith("ā") and len(word) > 3:  # noqa: PLR2004 - a definite adjective's feminine
        return adjective(word[:-1] + "ais", gender, key)
    return word
