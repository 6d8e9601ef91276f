"""One entry as Markdown with YAML front matter, for Hugo and its kind. Pure.

An author's words are text, whatever they look like: no mark of Markdown, HTML tag, entity, link,
shortcode or template of a generator in them takes effect.
"""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from moderation.publication.items import moment
from moderation.publication.json_feed import provenance

if TYPE_CHECKING:
    from moderation.publication.items import Item

# CommonMark: a backslash before any of these stands for the character itself.
PUNCTUATION = re.compile(r"([!\"#$%&'()*+,\-./:;<=>?@\[\\\]^_`{|}~])")
# What JSON leaves as it is and YAML 1.2 does not allow, or takes for the end of a line.
UNPRINTABLE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff]")
PARAGRAPHS = re.compile(r"\n[^\S\n]*\n\s*")


def document(shown: Item) -> str:
    """Write an entry: what is known of it in front, then its text in the chosen language."""
    lines = ["---", f"title: {scalar(shown.author or '')}", f"date: {moment(shown.published_at)}"]
    about = {"id": shown.id, "language": shown.chosen.language, **provenance(shown)}
    if shown.author:
        about["author"] = shown.author
    lines += ["params:", *(f"  {name}: {scalar(value)}" for name, value in about.items())]
    return "\n".join([*lines, "---", "", escaped(shown.chosen.text), ""])


def scalar(value: object) -> str:
    """Write a value as JSON that is YAML too, on one line.

    Beyond ASCII the characters stay: YAML reads the two halves of an escaped pair as two.
    """
    text = json.dumps(value, ensure_ascii=False)
    return UNPRINTABLE.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def escaped(text: str) -> str:
    """Write a text so that Markdown gives back its words and lines, and nothing else."""
    paragraphs = PARAGRAPHS.split(text.replace("\r\n", "\n").replace("\r", "\n").strip())
    return "\n\n".join(
        "\\\n".join(_line(each) for each in lines.split("\n")) for lines in paragraphs
    )


def _line(line: str) -> str:
    # Without leading space, which would make it code; "1." and "1)" lose their point as well.
    return PUNCTUATION.sub(r"\\\1", " ".join(line.split()))
