"""Make the list of given names from abroad that privacy's recognisers know.

They come from the lists of Faker (MIT licence), in the languages of whoever writes reviews in
English or is named in them. Left out are words that reviews write small, places, brands, and what
is shorter than four letters: of those a capital says too little.

    pip install faker==40.54.0
    python training/names/abroad.py moderation/privacy/data
"""

from __future__ import annotations

import importlib
import re
import sys
import unicodedata
from pathlib import Path

LANGUAGES = (
    "en_US en_GB en_IE en_IN en_KE en_NZ en_PK de_DE fr_FR it_IT es_ES pt_PT pl_PL nl_NL sv_SE"
    " no_NO da_DK fi_FI et_EE lt_LT cs_CZ sk_SK hu_HU ro_RO ga_IE"
)
FIELDS = ("first_names", "first_names_female", "first_names_male")
NAME = re.compile(r"[^\W\d_]{4,15}")
OWN = ("lv-given-f.txt", "lv-given-m.txt", "en-given.txt")
NOT_NAMES = ("common-en.txt", "common-lv.txt", "not-names.txt", "places-known.txt")
NOT_NAMES += ("places-small.txt", "en-surnames.txt")


def names() -> set[str]:
    """Return the languages' given names in Latin letters, with and without accents."""
    found: set[str] = set()
    for locale in LANGUAGES.split():
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for field in FIELDS:
            found.update(getattr(provider, field, ()))
    whole = {each for each in found if NAME.fullmatch(each)}
    latin = {each for each in whole if "LATIN" in unicodedata.name(each[0])}
    return {each.title() for each in latin | {_bare(each) for each in latin}}


def _bare(name: str) -> str:
    parts = unicodedata.normalize("NFD", name)
    return "".join(each for each in parts if not unicodedata.combining(each))


def main(folder: Path) -> None:
    """Write the names that no other list has, a line a letter."""
    left_out = {
        word.lower()
        for file in (*NOT_NAMES, *OWN)
        for word in (folder / file).read_text(encoding="utf-8").split()
    }
    chosen = sorted(each for each in names() if each.lower() not in left_out)
    lines: dict[str, list[str]] = {}
    for each in chosen:
        lines.setdefault(_bare(each)[0], []).append(each)
    text = "\n".join(" ".join(line) for line in lines.values()) + "\n"
    (folder / "given-abroad.txt").write_text(text, encoding="utf-8")
    print(len(chosen))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
