"""What each line of a page is, before its neighbours are looked at."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from moderation.intake.importers.page.cues import voice, warmth
from moderation.intake.importers.page.signatures import Meta, is_badge, is_closing, read_meta


class Kind(Enum):
    """SEAM: left by printing, a page number or address. MORE: "read more". SHORT: undecided."""

    BLANK = auto()
    RULE = auto()
    SEAM = auto()
    MORE = auto()
    ACTION = auto()
    REPLY = auto()
    CLOSING = auto()
    META = auto()
    LIST = auto()
    NOISE = auto()
    SHORT = auto()
    PROSE = auto()


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its number from 1, its text with white space collapsed, what it seems to be."""

    number: int
    text: str
    kind: Kind
    meta: Meta | None = None
    more: bool = False  # "read more" stood behind the text


_RULE = re.compile(r"[─━═—–_=*~#+<>\-⁂❖◆•·☙❧\s]{3,}")
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+\.\S+/\S*[?=&/]\S*")
_PAGE_NUMBER = re.compile(
    r"(?!\d{1,2}/(?:5|10)$)[-–—\s]*(?:(?:page|p\.|lapa|lpp\.|стр\.|страница)\s*)?\d{1,4}\.?\s*"
    r"(?:(?:/|of|no|из)\s*\d{1,4})?\s*(?:lpp\.|lapa)?[-–—\s]*"
    r"|(?=[^\d]*\d)[\d\s«»‹›<>|…\[\]()→←]{2,80}",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_MORE_PHRASE = (
    r"(?:(?:read|show|see|view)\s(?:more|less|all|full|the full review|full review)"
    r"|continue reading|\(?more\)?|less|lasīt\s(?:vairāk|tālāk|mazāk|visu)|rādīt\s(?:vairāk|mazāk)"
    r"|читать\s(?:далее|дальше|ещё|еще|полностью|весь отзыв)|показать\s(?:ещё|еще|полностью|больше)"
    r"|vairāk|подробнее|свернуть|развернуть|скрыть)"
)
_ACTION_PHRASE = (
    r"(?:likes?|reply|share|report(?: abuse)?|helpful|useful|was this (?:review )?helpful|yes|no"
    r"|comments?|translate|print|flag|see translation|edit|delete|upvote|thanks?"
    r"|patīk|patika|atbildēt|dalīties|ziņot|noderīgi|vai (?:šī )?(?:atsauksme )?bija noderīga"
    r"|drukāt|komentēt|tulkot|jā|nē"
    r"|нравится|мне нравится|ответить|поделиться|пожаловаться|полезно|отзыв полезен|да|нет"
    r"|комментировать|комментари[йи]|перевести|печать|распечатать)"
)
_EDGE = r"[\s»›>→…|·•.:?+♥❤♡👍👎🖤\ufe0f]*"
_COUNT = r"(?:\(?\d{1,6}\)?)?"
_MORE = re.compile(rf"{_EDGE}{_MORE_PHRASE}{_EDGE}", re.IGNORECASE)
_MORE_BEHIND = re.compile(
    rf"(?<=[\s….”»\"])(?:\[|\()?{_MORE_PHRASE}(?:\]|\))?[\s»›>→…]{{0,9}}$", re.IGNORECASE
)
_ACTION_CELL = re.compile(
    rf"{_EDGE}(?:{_ACTION_PHRASE}|{_MORE_PHRASE})?{_EDGE}{_COUNT}{_EDGE}", re.IGNORECASE
)
_CELLS = re.compile(r"\s{2,}|[|·•]")
_REPLY = re.compile(
    r"(?:ответ|atbilde|response|reply|answer)\b(?:\s[^:.!?]{0,50})?(?::|$|\s\d)"
    r"|(?:[^\W\d_]+[\s'’]+){1,4}(?:atbilde|response|reply|ответ(?:ил[аи]?)?|atbildēja|replied|replies"
    r"|atbild|отвеча[ею]т)"
    r"\s?(?::|$)",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[•▸►▪◦●■□✓✔→➤»*‣○]\s*(?=\S)|[-–—]\s+(?=\S)|\(?\d{1,2}[.)]\s+(?=\S)")
_FORM = re.compile(r"\d\s?[–-]\s?\d+\s(?:no|of|из)\s\d|\[\s?[xX✓]?\s?\]|☐|☑|\*\s*$|\*\s{2,}")
_CONTACT = re.compile(
    r"©|\(c\)\s|all rights reserved|reģ\.?\s?nr|tālr|(?:тел|tel|phone|fax)[.:]|[a-z]{2}-\d{4}\b"
    r"|@[\w-]+\.\w|\+\d[\d\s-]{6,}|\d{1,2}[:.]\d\d\s?[–-]\s?\d{1,2}[:.]\d\d|\bsia\b|visas tiesības"
    r"|все права",
    re.IGNORECASE,
)
_HEADING = re.compile(r"#{1,6}\s|\[[^\]]*\]\([^)]*\)|[^.!?]*\(\d{1,6}\)$")
_MARKED = re.compile(
    r"^\s*(?:>\s?)+|(?:(?<=\s)|^)[*_]{1,3}(?=[^\W\d_])|(?<=\w)[*_]{2,3}(?=[\s,.;:]|$)"
)
_LONGEST_CHROME = 90  # characters; like links, replies' labels and contacts are short
_SHORT_WORDS, _SHORT_CHARACTERS = 8, 60
_ENDS = frozenset(".!?…)”“\"»'’;") | frozenset("😀🙂")
_TELLING = 2.5  # the voice of a list item that is a testimonial after all


def finished(text: str) -> bool:
    """Say whether a line ends as a sentence does, so that nothing need follow."""
    return bool(text) and (text[-1] in _ENDS or ord(text[-1]) > 0x2600)  # noqa: PLR2004 (emoji)


def read_lines(page: str) -> list[Line]:
    """Read every line of a page; numbers count line feeds alone."""
    return [_read(raw, number) for number, raw in enumerate(page.split("\n"), 1)]


def _read(raw: str, number: int) -> Line:
    raw = _unmarked(raw)
    text = " ".join(raw.split())
    if not text:
        return Line(number, text, Kind.BLANK)
    if len(text) <= _LONGEST_CHROME:
        kind = _chrome(raw.strip(), text)
        if kind:
            return Line(number, text, kind)
        meta = read_meta(raw, number)
        if meta and (meta.dated or not _BULLET.match(text.lstrip("-–—~ "))):
            return Line(number, text, Kind.META, meta)
    elif _RULE.fullmatch(text[:400]) and len(text) < 400:  # noqa: PLR2004 (a rule, however wide)
        return Line(number, text, Kind.RULE)
    return _content(text, number)


def _unmarked(raw: str) -> str:
    """Take off the quotation and bold marks that Markdown puts at a line's edges."""
    return _MARKED.sub("", raw[:_LONGEST_CHROME]) + raw[_LONGEST_CHROME:] if raw else raw


def _chrome(raw: str, text: str) -> Kind | None:
    """Kind of a short line that is certainly no one's words, else None."""
    tests = (
        (Kind.RULE, _RULE.fullmatch(text)),
        (Kind.SEAM, _is_seam(raw, text)),
        (Kind.MORE, _MORE.fullmatch(text)),
        (Kind.ACTION, _is_action(raw)),
        (Kind.REPLY, _REPLY.match(text)),
        (Kind.CLOSING, is_closing(text)),
        (Kind.NOISE, _FORM.search(raw) or _HEADING.match(text)),
    )
    return next((kind for kind, found in tests if found), None)


def _content(text: str, number: int) -> Line:
    bullet = _BULLET.match(text)
    if bullet:
        telling = text[-1] != "?" and voice(text) >= _TELLING
        return Line(number, text[bullet.end() :], Kind.PROSE if telling else Kind.LIST)
    if _REPLY.match(text[:80]) and ":" in text[:80]:
        return Line(number, text, Kind.REPLY)
    behind = _MORE_BEHIND.search(text, max(0, len(text) - 60))
    if behind:
        text = text[: behind.start()].rstrip()
    short = len(text) <= _SHORT_CHARACTERS and len(text.split()) <= _SHORT_WORDS
    if short and _CONTACT.search(text) and not warmth(text):
        return Line(number, text, Kind.NOISE)
    kind = Kind.SHORT if short and not finished(text) else Kind.PROSE
    return Line(number, text, kind, more=behind is not None)


def _is_seam(raw: str, text: str) -> bool:
    number = _PAGE_NUMBER.fullmatch(text) and not _YEAR.fullmatch(text)
    return bool(number or _ADDRESS.fullmatch(text) or is_badge(raw))


def _is_action(raw: str) -> bool:
    cells = [cell for cell in _CELLS.split(raw) if cell.strip()]
    if not re.search(r"[^\W\d_]|[♥❤♡👍👎🖤]", raw):
        return False  # a number alone may be a year
    return bool(cells) and all(_ACTION_CELL.fullmatch(cell.strip()) for cell in cells)
