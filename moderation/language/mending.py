"""What the translator should read in place of what was written."""

from __future__ import annotations

from typing import Final

from moderation.language.diacritics import restored
from moderation.language.evidence import base
from moderation.language.letters import (
    CYRILLIC,
    LATIN,
    NOT_WORDS,
    TO_CYRILLIC,
    WORD,
    is_mixed,
    mixed_script,
    unlike,
    visible,
)
from moderation.language.lexicon import function_words
from moderation.language.romanised import back

IN_CYRILLIC: Final = ("ru", "uk", "be", "bg", "sr", "mk")


def for_translation(text: str, tag: str) -> str:
    """Return a sentence as the translator should read it; `tag` is its language.

    Invisible characters go; letters from the other script inside a word are put right; Russian in
    Latin letters comes back in Cyrillic, and Latvian typed without diacritics has them again.
    Addresses and links are left alone. Never raises.
    """
    text = visible(text)
    pieces: list[str] = []
    position = 0
    for match in NOT_WORDS.finditer(text):
        pieces += [_words(text[position : match.start()], tag), match[0]]
        position = match.end()
    mended = "".join([*pieces, _words(text[position:], tag)])
    return restored(mended) if base(tag) == "lv" else mended


def _words(text: str, tag: str) -> str:
    if tag == "ru-Latn":
        return WORD.sub(lambda match: back(match[0].replace("’", "'").replace("`", "'")), text)
    usual = CYRILLIC if base(tag) in IN_CYRILLIC else LATIN
    return WORD.sub(lambda match: _righted(match[0], usual), text)


def _righted(word: str, usual: str) -> str:
    if is_mixed(word):
        return unlike(word, mixed_script(word, usual))
    if usual == CYRILLIC and word.isascii():
        turned = word.translate(TO_CYRILLIC)
        if turned.lower() in function_words()["ru"]:
            return turned
    return word
