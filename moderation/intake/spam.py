"""Signs that a text is no honest review, or that its stars and its words disagree.

Each is a hint for a person and refuses nothing.
"""

from __future__ import annotations

import re
from collections import Counter

from moderation.flag import Flag
from moderation.intake.normalise import is_invisible

_LONG = 5000  # code points; few people write two pages
_NAMED = 4  # hidden characters named in a flag
_LINK = re.compile(
    r"(?:https?://|www\.)[^\s<>\"]{1,200}"
    r"|(?<![\w@.-])[\w-]{2,40}\.(?:com|net|org|lv|ru|ee|lt|eu|info|biz|xyz|top|shop|online|site"
    r"|club|io|me|app|link)(?:/[^\s<>\"]{0,200})?(?![\w.-])",
    re.IGNORECASE,
)
_LINK_SHARE = 0.4  # of the text's characters: the link is what the text is for
_RUN = re.compile(r"([^\s\d])\1{14,}")
_WORD = re.compile(r"\w+")
_MANY_WORDS, _SOME_WORDS = 60, 10
_DISTINCT, _ONE_WORD = 0.25, 0.4
_MARKUP = (
    ("script", re.compile(r"<\s?/?\s?(?:script|iframe|svg|object)\b|javascript:", re.IGNORECASE)),
    ("html", re.compile(r"<[a-zA-Z/!][^<>]{0,200}>|&(?:#\d{1,6}|#x[\da-f]{1,6}|[a-z]{2,8});")),
    ("template", re.compile(r"\{\{|\{%|\$\{|<%|#\{")),
    ("bbcode", re.compile(r"\[/?(?:url|img|b|i|link|color)\b[^\]]{0,200}\]", re.IGNORECASE)),
    ("formula", re.compile(r"\A\s*[=+@-]\s?[A-Za-z]{2,20}\s?[(|!]")),
)
_SELLS = re.compile(
    r"\b(?:casino|betting|viagra|cialis|crypto(?:currenc\w*)?|bitcoin|forex|seo (?:services|agency)"
    r"|backlinks?|payday loans?|escorts?|kazino|totalizator\w*|ātr(?:ais|ie) kredīt\w*"
    r"|казино|букмекер\w*|криптовалют\w*|биткоин\w*|микрозайм\w*|эскорт\w*)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:click here|buy now|order now|promo ?codes?|discount codes?|use (?:my )?code|follow me"
    r"|subscribe|earn money|work from home|whatsapp me|dm me|free trial|limited offer"
    r"|atlaižu kod\w*|promo ?kod\w*|nopeln[iī]\w*|pasūti tagad|spied šeit|seko man|pieraksties"
    r"|промокод\w*|подпи(?:шись|сывайтесь)\w*|заработ(?:ок|ай|айте)"
    r"|пиши(?:те)? в (?:лс|личку|телеграм)|жми(?:те)?"
    r"|переходи(?:те)? по ссылке|закаж(?:и|ите) сейчас|только сегодня)\b",
    re.IGNORECASE,
)
_POSITIVE = (
    r"good great excellent amazing wonderful fantastic perfect brilliant lovely best superb "
    r"awesome friendly kind helpful delicious clean recommend\w* love\w* enjoy\w* thank\w* "
    r"grateful polite patient professional\w* delight\w* happy pleased comfortable pleasant "
    r"smile\w* cosy tasty spotless impressed worth better fair honest attentive caring "
    r"labi labs laba labu labāk\w* vislabāk\w* lielisk\w* izcil\w* paldies pateic\w* "
    r"jauk\w* brīnišķīg\w* fantastisk\w* laipn\w* ies[aā]k[uāa]\w* superīg\w* perfekt\w* "
    r"garšīg\w* profesionāl\w* patika patīk patik "
    r"apmierināt\w* draudzīg\w* smaid\w* atsaucīg\w* zelta ideāl\w* kvalitatīv\w* mājīg\w* "
    r"cilvēcīb\w* sirsnīg\w* uzmanīg\w* skaist\w* patīkam\w* forš\w* "
    r"хорош\w* отличн\w* прекрасн\w* замечательн\w* великолепн\w* чудесн\w* супер спасибо "
    r"благодар\w* рекоменд\w* вежлив\w* внимательн\w* добр\w* вкусн\w* лучш\w* приятн\w* "
    r"чист\w* профессионал\w* довол[е-я]\w* понравил\w* золот\w* рад рада качественн\w* уютн\w* "
    r"уважа\w* терпелив\w* любим\w* восторг\w* улыб\w* честн\w* аккуратн\w* советую"
)
_NEGATIVE = (
    r"bad terrible horrible awful worst rude dirty disgusting disappoint\w* poor\w* broken cold "
    r"unfriendly unprofessional overpriced scam fraud wasted? refund\w* ignored complain\w* "
    r"unacceptable slow avoid useless mess messy stale mould\w* smell\w* smelt noisy damaged "
    r"refused angry shame shouted arrogant faulty cancelled disaster "
    r"slikt\w* briesmīg\w* šausm\w* rupj\w* netīr\w* vīlies vīlāmies vīlusies nepatīkam\w* "
    r"atdzis\w* dārg\w* neiesaku neieteiktu nepatika nekompetent\w* krāpšan\w* krāpnie\w* "
    r"sabojāt\w* "
    r"kavē\w* nolaidīb\w* kaun[sau] neapmierināt\w* nožēloj\w* bezatbildīg\w* vairs diemžēl "
    r"neviens salūz\w* saplīs\w* kliedz\w* nekaunīg\w* smird\w* izgāz\w* murgs haoss neatbild\w* "
    r"vilšan\w* "
    r"плох\w* ужас\w* отврат\w* хам\w* груб\w* гряз\w* кошмар\w* разочар\w* обман\w* хуже "
    r"худш\w* недовол\w* сломан\w* испорт\w* безобраз\w* дорого жал[ьо]б\w* отказал\w* халатн\w* "
    r"нахам\w* пожалел\w* вонь воня\w* наорал\w* равнодуш\w* потерял\w* хромает бардак зря отстой "
    r"позор\w* некомпетент\w* тухл\w* брак"
)
_NOT = re.compile(r"not|no|never|isn't|wasn't|don't|didn't|won't|nav|ne|nebija|не|нет|ни")
_FAR = 2  # words after a negation that it turns round
_CLEAR, _CLEAR_IN_BRIEF = 2, 1  # words by which one side must outweigh the other
_BRIEF = 25  # words
_GOOD_STARS, _BAD_STARS = 4, 2
_READ = 20_000  # characters whose words are weighed
_OURS = frozenset({"ru", "lv", "en", "mixed", "und"})
_SENTIMENT = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def _vocabulary(words: str) -> re.Pattern[str]:
    return re.compile("|".join(words.split()))


_PRAISES, _BLAMES = _vocabulary(_POSITIVE), _vocabulary(_NEGATIVE)


def flags(text: str) -> tuple[Flag, ...]:
    """Give what about a text deserves a second look; in time linear in its length; never raises.

    `spam_links` (how many), `spam_repeats`, `spam_promotion` (the first telling words),
    `hidden_characters` ("U+202E, U+200B"), `markup` (script, html, template, bbcode, formula),
    `very_long` (code points).
    """
    found = (
        _links(text),
        _repeats(text),
        _promotion(text),
        _hidden(text),
        _markup(text),
        Flag("very_long", str(len(text))) if len(text) > _LONG else None,
    )
    return tuple(flag for flag in found if flag)


def stars_against_words(text: str, rating: int | None, tag: str) -> Flag | None:
    """Flag five stars over words of blame, or one star over words of praise.

    `rating` is 1 to 5 or None; `tag` the review's language, of which ru, lv and en are weighed.
    The lexicon is small, so it speaks only where one side clearly outweighs the other. `detail`
    is the rating.
    """
    if rating is None or tag not in _OURS:
        return None
    praise, blame, words = _weigh(text)
    clear = _CLEAR_IN_BRIEF if words <= _BRIEF else _CLEAR
    blamed = rating >= _GOOD_STARS and blame >= clear and blame > 2 * praise
    praised = rating <= _BAD_STARS and praise >= clear and praise > 2 * blame
    return Flag("stars_against_words", str(rating)) if blamed or praised else None


def _weigh(text: str) -> tuple[int, int, int]:
    """Count words of praise, of blame, and all; praise shortly after a negation is blame."""
    praise = blame = 0
    negated = -_FAR - 1
    words = _SENTIMENT.findall(text[:_READ].casefold().replace("’", "'"))
    for position, word in enumerate(words):
        turned = position - negated <= _FAR
        if _NOT.fullmatch(word):
            negated = position
        elif _PRAISES.fullmatch(word):
            praise, blame = (praise, blame + 1) if turned else (praise + 1, blame)
        elif _BLAMES.fullmatch(word) and not turned:
            blame += 1
    return praise, blame, len(words)


def _links(text: str) -> Flag | None:
    lengths = [len(match[0]) for match in _LINK.finditer(text)]
    many = len(lengths) > 1 or sum(lengths) > _LINK_SHARE * max(len(text), 1)
    return Flag("spam_links", str(len(lengths))) if lengths and many else None


def _repeats(text: str) -> Flag | None:
    run = _RUN.search(text)
    if run:
        return Flag("spam_repeats", run[1])
    words = Counter(word.casefold() for word in _WORD.findall(text))
    total = words.total()
    if total < _SOME_WORDS:
        return None
    word, count = words.most_common(1)[0]
    # A long honest text repeats its small words too, so the share falls as texts grow.
    monotonous = total >= _MANY_WORDS and len(words) / total < _DISTINCT * min(1, 400 / total)
    return Flag("spam_repeats", word[:40]) if monotonous or count / total > _ONE_WORD else None


def _promotion(text: str) -> Flag | None:
    sells = _SELLS.search(text)
    invites = {match[0].casefold() for match in _INVITES.finditer(text)}
    if sells:
        return Flag("spam_promotion", sells[0])
    return Flag("spam_promotion", min(invites)) if len(invites) > 1 else None


def _hidden(text: str) -> Flag | None:
    if text.isascii() and text.isprintable():
        return None
    seen: dict[str, None] = {}
    before = ""
    for letter in text:
        # A joiner inside an emoji family is how the emoji is written.
        joins = letter == "\u200d" and (before > "\u2600" or before == "\ufe0f")
        if is_invisible(letter) and not joins and len(seen) < _NAMED:
            seen[f"U+{ord(letter):04X}"] = None
        before = letter
    return Flag("hidden_characters", ", ".join(seen)) if seen else None


def _markup(text: str) -> Flag | None:
    kinds = [kind for kind, pattern in _MARKUP if pattern.search(text)]
    return Flag("markup", ", ".join(kinds)) if kinds else None
