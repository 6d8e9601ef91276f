"""What goes into the translator and what comes out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from moderation.translation.glossary import EMPTY, Glossary

if TYPE_CHECKING:
    from moderation.flag import Flag


@dataclass(frozen=True, slots=True)
class Source:
    """One sentence to translate, as `language.for_translation` gave it.

    `tag` is its BCP 47 language ("ru-Latn" counts as "ru"), `target` the language wanted.
    `glossary` holds the site's own words; they count where English is wanted.
    """

    text: str
    tag: str
    target: str = "en"
    glossary: Glossary = EMPTY


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation that no person has touched.

    `text` is None where none could be made, and then a flag says why. `pack` and `version` name
    what made it: a pack's code, two joined by "+" where English stood between, "phrases" where
    the phrase list knew the sentence, "memory" where the site had approved it before, None where
    nothing needed translating. `score` is the model's mean log-probability a token, 0 at best;
    the worst of them where the sentence was cut. `signs` is what the doubt of it was reckoned
    from, see `moderation.translation.doubt`; empty where no model worked.
    """

    text: str | None
    pack: str | None
    version: str | None
    score: float | None
    flags: tuple[Flag, ...]
    signs: tuple[float, ...] = ()
