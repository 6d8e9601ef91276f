"""Keeps the screens' catalogues: translations/<locale>/LC_MESSAGES/messages.po and .mo.

Usage: catalogues.py extract    print what the source says, as a template
       catalogues.py update     put new sentences into the .po files, take old ones out
       catalogues.py compile    make the .mo files, which the running Balss reads

English is the language of the source and needs no catalogue. Files hold no dates and no line
numbers, so that they change only when the words do. translations/README.md has the terms.
"""

from __future__ import annotations

import sys
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).resolve().parent.parent
LOCALES = ("lv", "ru")
KEYWORDS = {
    "_": None, "_l": None, "gettext": None, "lazy_gettext": None,
    "ngettext": (1, 2), "lazy_ngettext": (1, 2),
    "PackError": None,  # said to whoever offered the pack
    "pgettext": ((1, "c"), 2), "lazy_pgettext": ((1, "c"), 2),
}  # fmt: skip
WIDTH = 100
FOLDERS = ("moderation", "templates")  # looking into no others keeps this quick


class Catalogue(Catalog):
    """A catalogue whose header names no date, no person and no tool."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        """Give what a reader of the file needs: language, plural forms, encoding."""
        language = [("Language", str(self.locale)), ("Plural-Forms", self.plural_forms)]
        return [
            *(language if self.locale else ()),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit\n"),
        ]


def po_file(locale: str) -> Path:
    """Give the place of a language's translations, for people."""
    return ROOT / "translations" / locale / "LC_MESSAGES" / "messages.po"


def mo_file(locale: str) -> Path:
    """Give the place of a language's translations, for the machine."""
    return po_file(locale).with_suffix(".mo")


def extracted(locale: str | None = None) -> Catalogue:
    """Gather every sentence of the source, untranslated, in the order of files and lines."""
    with (ROOT / "babel.cfg").open(encoding="utf-8") as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_wanted)
    catalogue = Catalogue(locale=locale, header_comment="", fuzzy=False)
    for file, line, words, _comments, context in sorted(found, key=lambda each: each[:2]):
        catalogue.add(words, locations=[(file, line)], context=context)
    return catalogue


def read(locale: str) -> Catalog:
    """Read a language's translations; an empty catalogue if it has none yet."""
    if not po_file(locale).exists():
        return Catalog(locale=locale)
    return read_po(BytesIO(po_file(locale).read_bytes()), locale=locale, abort_invalid=True)


def updated(locale: str) -> Catalogue:
    """Give what the source says with the translations there are; what it no longer says is gone."""
    catalogue, standing = extracted(locale), read(locale)
    for message in list(catalogue)[1:]:  # the first is the header
        known = standing.get(message.id, message.context)
        if known is not None and known.id == message.id:
            message.string, message.user_comments = known.string, known.user_comments
    return catalogue


def compiled(locale: str) -> bytes:
    """Give the .mo that a language's .po makes."""
    catalogue = Catalogue(locale=locale, fuzzy=False)
    for message in list(read(locale))[1:]:
        catalogue[message.id] = message
    made = BytesIO()
    write_mo(made, catalogue)
    return made.getvalue()


def written(catalogue: Catalogue) -> bytes:
    """Give a catalogue as a .po file."""
    made = BytesIO()
    write_po(made, catalogue, width=WIDTH, sort_by_file=True, include_lineno=False)
    return made.getvalue().lstrip()


def extract() -> None:
    """Print the template."""
    sys.stdout.buffer.write(written(extracted()))


def update() -> None:
    """Merge the source into each .po, and say how much is left to translate."""
    for locale in LOCALES:
        catalogue = updated(locale)
        po_file(locale).parent.mkdir(parents=True, exist_ok=True)
        po_file(locale).write_bytes(written(catalogue))
        missing = [each for each in list(catalogue)[1:] if not _complete(each.string)]
        print(f"{locale}: {len(catalogue)} sentences, {len(missing)} to translate")


def compile_all() -> None:
    """Make each .mo."""
    for locale in LOCALES:
        mo_file(locale).write_bytes(compiled(locale))


def _wanted(folder: str | Path) -> bool:
    parts = Path(folder).resolve().relative_to(ROOT).parts
    return not parts or parts[0] in FOLDERS


def _complete(string: str | list[str] | tuple[str, ...] | None) -> bool:
    return all(string) if isinstance(string, (list, tuple)) else bool(string)


COMMANDS: dict[str, Callable[[], None]] = {
    "extract": extract,
    "update": update,
    "compile": compile_all,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:  # noqa: PLR2004 - itself and the verb
        sys.exit(__doc__)
    COMMANDS[sys.argv[1]]()
