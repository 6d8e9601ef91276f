"""Lines beside a testimonial: who wrote it, when, and with how many stars."""

from __future__ import annotations

import re
from dataclasses import dataclass

from moderation.intake.importers.dates import find_date
from moderation.intake.importers.page.cues import warmth
from moderation.intake.importers.page.places import PLACES

_LONGEST = 110  # characters of a line that can be a signature
_DETAIL_WORDS = 9
_NAME_WORDS = 5
_GAP = re.compile(r"\s{2,}|\t|[|·•\uffff]|\s/\s")
_STARS = re.compile(
    r"(?:[★☆⭐✩✭✮✰🌟]\ufe0f?\s?)+(?:\s?[0-5](?:[.,]\d)?)?"
    r"|(?<![\w/])\d{1,2}(?:[.,]\d)?\s?(?:/|out of|no|из)\s?(?:5|10)"
    r"(?:\s?(?:stars?|zvaigzn\w*|зв[её]зд\w*))?(?![\w/])"
    r"|(?<!\w)[1-5]\s?(?:stars?|zvaigzn\w*|зв[её]зд\w*)(?!\w)",
    re.IGNORECASE,
)
_LABEL = re.compile(
    r"^(?:date|posted(?: on)?|reviewed(?: on)?|written(?: on)?|stayed(?: in)?|visited(?: in)?"
    r"|date of (?:visit|stay)|published|author|by|rating|name|reviewer"
    r"|datums|publicēts|autors|vērtējums|vārds|apmeklējums|viesojās"
    r"|дата(?: визита)?|опубликовано|автор|оценка|имя|визит|отзыв от)\s?:?\s+"
    r"|^(?:date|author|rating|name|datums|autors|vērtējums|vārds|дата|автор|оценка|имя)\s?:\s?",
    re.IGNORECASE,
)
_BADGE = re.compile(
    r"(?:verified(?: (?:purchase|buyer|guest|customer|stay))?|local guide|google|facebook"
    r"|tripadvisor|\d{1,4} (?:reviews?|photos?|atsauksmes|atsauksme|отзыв(?:а|ов)?|фото)"
    r"|pārbaudīts(?: pirkums)?|проверенн\w+(?: покупка| покупатель)?|edited|new|jauns|новый"
    r"|\d{1,2}:\d\d(?::\d\d)?|plkst\.?)",
    re.IGNORECASE,
)
_CLOSING_WORDS = (
    r"(?:(?:ar|with|с|со)\s(?:\w+\s)?(?:cieņu|pateicību|mīlestību|sveicieniem"
    r"|gratitude|thanks|love|respect|уважением|благодарностью|любовью|приветом)"
    r"|(?:patiesā\s)?(?:pateicībā|cieņā)|jūsu(?:\s\w+)?|jūsu pacient[se]"
    r"|(?:best|kind|warm|warmest|kindest)\s(?:regards|wishes)|regards|sincerely|cheers"
    r"|yours?(?:\s(?:sincerely|truly|faithfully|patient|guest|customer|client))"
    r"|(?:искренне\s)?ваш[аи]?(?:\s(?:пациент(?:ка)?|клиент(?:ка)?|гост[ьи]))?"
    r"|(?:всего|всех)\sблаг)"
)
_CLOSING_LINE = re.compile(rf"^{_CLOSING_WORDS}\s?[,!.–—-]*\s?$", re.IGNORECASE)
_CLOSING_START = re.compile(rf"^{_CLOSING_WORDS}\s?[,–—-]+\s?", re.IGNORECASE)
_SIGNED_END = re.compile(rf"(?:^|[\s.!?,]){_CLOSING_WORDS}\s?[,–—-]?\s", re.IGNORECASE)
_STAMPED = re.compile(r"updated|modified|atjaunin|atjaunot|обновлен|обновлён|измен", re.IGNORECASE)
_DATE_LABEL = re.compile(r"(?:^|(?<=\uffff))[^\W\d_]{2,20}(?:\s[^\W\d_]{1,20})?:\s?$")
_DASH = re.compile(r"^[-–—~―]\s?(?=[^\W\d_])")


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


_JOINING = _set("un and и & + y de van von der da la le")
_FAMILY = _set("ģimene family семья ģimenes kundze kungs mr mrs ms miss dr the jr sr г-н г-жа")
_FROM = re.compile(r"\s(?:from|no|из|aus)\s(?=[^\W\d_])|\s?[,(–—:;]|\s-\s|\s\d")
_HAILS = re.compile(r"^(?:no|из|from|г\.|пос\.)\s?(?=[^\W\d_])", re.IGNORECASE)
_NOBODY = _set(
    "anonymous guest patient client customer anonīms anonīmi viesis pacients paciente klients "
    "kliente pircējs аноним анонимно гость пациент пациентка клиент клиентка покупатель"
)
_HEADINGS = _set(
    "home menu blog news contacts contact prices price services service reviews review "
    "testimonials testimonial about gallery rooms room booking faq search login cart account "
    "delivery payment settings accept sitemap privacy cookies newsletter subscribe therapy clinic "
    "sākums izvēlne jaunumi kontakti cenas pakalpojumi atsauksmes atsauksme galerija numuri "
    "meklēt ieiet grozs piegāde apmaksa iestatījumi sīkdatnes terapija klīnika veikals katalogs "
    "главная меню новости контакты цены услуги отзывы отзыв галерея номера поиск войти корзина "
    "доставка оплата настройки терапия клиника магазин каталог блог вакансии сервис"
)
_SIGNED_WORDS = 2
_NICKNAME = re.compile(r"\w[\w.@-]{1,29}")
_INITIAL_END = re.compile(r"(?:^|\s|\.)[^\W\d_]\.$")
_WORD_OF_NAME = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*\.?")


@dataclass(frozen=True, slots=True)
class Meta:
    """A line about a testimonial. `signs`: it names author, town or diagnosis.

    `ends`: its dash or closing formula says that it stands after its testimonial; `bare`: it is
    a name and nothing else, so that only its place tells it from a heading.
    """

    line: int
    text: str
    name: str | None
    signs: bool
    date: str | None
    dated: bool
    starred: bool
    ends: bool
    bare: bool


def is_closing(line: str) -> bool:
    """Say whether a line is a closing formula alone ("Ar cieņu,")."""
    return len(line) < _LONGEST and _CLOSING_LINE.match(line) is not None


def is_badge(raw: str) -> bool:
    """Say whether a line holds only what a review site adds ("Local Guide · 14 reviews")."""
    cells = [cell.strip() for cell in _GAP.split(raw) if cell.strip()]
    return bool(cells) and all(_BADGE.fullmatch(cell) for cell in cells)


def read_meta(raw: str, number: int) -> Meta | None:
    """Read a line as a signature, date or stars; None if it is something else.

    `raw` keeps its wide gaps, which part columns; `number` counts from 1. Never raises.
    """
    text = " ".join(raw.split())
    if not 1 < len(text) <= _LONGEST or text[-1] in "?!:…":
        return None
    rest, starred = _STARS.subn("\uffff", _GAP.sub("\uffff", raw.strip()))
    found = find_date(rest)
    if found and _STAMPED.search(rest):
        return None
    if found:
        label = _DATE_LABEL.search(rest[: found.start])
        start = label.start() if label else found.start
        rest = f"{rest[:start]}\uffff{rest[found.end :]}"
    rest = rest.strip("\uffff ")
    ends = _DASH.match(rest) is not None
    closing = _CLOSING_START.match(rest)
    rest = rest[closing.end() :] if closing else rest.lstrip("-–—~― ")
    cells = [_unlabelled(cell) for cell in rest.split("\uffff")]
    cells = [cell for cell in cells if cell and not _BADGE.fullmatch(cell)]
    told = bool(found or starred)
    if not cells:
        if not told:
            return None
        return Meta(
            number, text, None, False, found.iso if found else None, bool(found), bool(starred),
            ends=False, bare=False,
        )  # fmt: skip
    name, bare = _who(cells[0], nickname=told)
    if name is None or not all(_is_detail(cell) for cell in cells[1:]):
        return None
    return Meta(
        line=number,
        text=text,
        name=name or None,
        signs=True,
        date=found.iso if found else None,
        dated=found is not None,
        starred=bool(starred),
        ends=ends or closing is not None,
        bare=bare and len(cells) == 1 and not told and not ends and closing is None,
    )


def author_at_end(text: str) -> str | None:
    """Find the name with which a text signs itself ("… Ar pateicību, Elena.")."""
    tail = text[-80:]
    for match in reversed(list(_SIGNED_END.finditer(tail))):
        name, bare = _who(tail[match.end() :].strip().rstrip("!"), nickname=False)
        if name and bare:
            return name
    return None


def split_inline(paragraph: str) -> tuple[str, str] | None:
    """Part a paragraph from a signature after its last dash: "Great! — Anna, Riga"."""
    cut = max(paragraph.rfind(dash, -_LONGEST) for dash in (" — ", " – ", " - ", "”—", "»—"))
    if cut < 1:
        return None
    before, after = paragraph[: cut + 1].strip(), paragraph[cut + 1 :].strip()
    if before[-1:] not in set(".!?…”“\"»)'’") or not after:
        return None
    meta = read_meta(after, 1)
    return (before, after) if meta and meta.signs else None


def _unlabelled(cell: str) -> str:
    cell = cell.strip(" ,;-–—~―:()[]") if not cell.endswith(")") else cell.strip(" ,;-–—")
    if _BADGE.fullmatch(cell):
        return ""
    return _LABEL.sub("", f"{cell} ").strip()


def _who(cell: str, *, nickname: bool) -> tuple[str | None, bool]:
    """Name in a cell ("" if it signs without one; None if no signature), and if it stands bare."""
    cell = " ".join(cell.split())
    hails = _HAILS.match(cell)
    if hails and _is_detail(cell) and cell[hails.end()].isupper():
        return "", False
    match = _FROM.search(cell)
    head, rest = (cell[: match.start()], cell[match.end() :]) if match else (cell, "")
    if not head or (rest and not _is_detail(rest)):
        return None, False
    name = _name(head, whole=not rest, nickname=nickname)
    return name, name is not None and not rest


def _name(head: str, *, whole: bool, nickname: bool) -> str | None:
    """Name that a signature's head is, "" if it is a place or nobody's, None if neither."""
    lowered = head.casefold().strip(".")
    if lowered in PLACES or lowered in _NOBODY:
        return ""
    words = head.split()
    if len(words) == 1 and nickname and _NICKNAME.fullmatch(head):
        return head
    if len(words) > _NAME_WORDS or warmth(head) or _is_heading(words):
        return None
    if whole and len(words) <= _SIGNED_WORDS and not _INITIAL_END.search(head):
        head = head.rstrip(".")  # "Elena." but "Elena K."
    return head if _is_name(head.split()) else None


def _is_name(words: list[str]) -> bool:
    proper = 0
    for word in words:
        lowered = word.casefold().strip(".")
        if lowered in _JOINING or lowered in _FAMILY:
            continue
        if re.fullmatch(r"(?:[^\W\d_]\.){1,3}", word) and word[0].isupper():
            proper += 1
        elif _WORD_OF_NAME.fullmatch(word) and word[0].isupper() and not word.endswith("."):
            if len(word) == 1 and not proper:
                return False
            if word.isupper() and 1 < len(word) < 3:  # noqa: PLR2004 (LV, RU, EN)
                return False
            proper += 1
        else:
            return False
    return proper > 0


def _is_heading(words: list[str]) -> bool:
    return any(word.casefold().strip(".,") in _HEADINGS for word in words)


def _is_detail(cell: str) -> bool:
    words = cell.split()
    return (
        len(words) <= _DETAIL_WORDS
        and not re.search(r"[!?…*@©]|(?<!\d)[.:]\s+[^\W\d_]{3}|:$", cell)
        and not warmth(cell)
    )
