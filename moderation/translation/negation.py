"""Whether a sentence denies something: the word a translation may lose least."""

from __future__ import annotations

import re
import unicodedata

WORDS = {
    "ru": (
        r"не|ни|нет|нету|никогда|никто|никого|никому|никем|ничто|ничего|ничему|ничем|ничо"
        r"|нигде|никуда|никак|никаки[ехм]|никаким|никакой|никакого|никакую|никакая|нельзя|без"
        r"|безо|нечего|некому|негде|некогда|не\w{4,}|без\w{4,}|бес[пстхфкшцч]\w{4,}"
        r"|отсутств\w+|ни за что"
    ),
    "lv": (r"ne\w{2,}|ne|nav|naav|nebija|neviens\w*|neka\w*|bez|bez\w{4,}|trūk\w+|truk\w+"),
    "en": r"not|never|nobody|nothing|nowhere|neither|cannot|without|\w+n['’]t",
}
# Words that may render a denial: English is read so beyond its plain ones.
BROADLY = {
    "en": (
        r"not|no|never|none|nobody|nothing|nowhere|neither|nor|cannot|without|\w+n['’]?t"
        r"|hardly|barely|un\w{4,}|in\w{5,}|im\w{5,}|dis\w{4,}|ir\w{5,}|\w+less|lack\w*|miss\w*"
        r"|avoid\w*|fail\w*|refus\w*|free|absen\w+|except|instead|only|few|little|bad\w*"
        r"|stop\w*|non\w*|wrong\w*|rather than|at most|bedridden"
    ),
}
# Words that begin like a denial and are none, or whose English need not deny.
INNOCENT = {
    "ru": (
        r"недел\w*|недавн\w*|невест\w*|нерв\w*|нефт\w*|неб[оае]\w*|нем(?:ец|к|ног|но)\w*"
        r"|немал\w*|несколько|несколь\w+|неск\w+|необходим\w*|непременно|неплох\w*|недорог\w*"
        r"|незабыва\w*|невероятн\w*|необыкновенн\w*|нереальн\w*|неравнодушн\w*|незаменим\w*"
        r"|неоднократн\w*|неожиданн\w*|несмотря|нежн\w*|не только|не раз|не зря|не просто"
        r"|не хуже|не менее|не могу не|неимоверн\w*|бесплатн\w*|бесконечн\w*|безумн\w*"
        r"|безусловн\w*|безопасн\w*|беспоко\w*|бесед\w*|бессонн\w*|безгранич\w*|безупречн\w*"
        r"|бесподобн\w*|безмерн\w*|беспокойств\w*|ничего себе|ничего так|почти не\w*|ни рыба"
        r"|нет слов|нету слов|не жале\w+|не пожале\w+|невролог\w*|нейро\w*|негатив\w*"
        r"|недостат\w*|немедленн\w*|неврост\w*|нет-нет|некотор\w+|нечто|некий|некая"
        r"|недомоган\w*|небольш\w*|недалек\w*|невысок\w*|невзирая"
    ),
    "lv": (
        r"nedēļ\w*|nedel\w*|nesen\w*|nerv\w*|neiro\w*|neļ\w*|negaidīt\w*|negaidit\w*"
        r"|neticam\w*|neaizmirst\w*|nedaudz|nepieciešam\w*|nepieciesam\w*|neatkarīg\w*"
        r"|neatkarig\w*|nepārspēj\w*|neizmērojam\w*|neparast\w*|nemaz ne\w*|ne tikai"
        r"|nekavējot\w*|bezmaksas|bezgal\w*|nest|nesa|nes|nesu|bezrūpīg\w*|bezprecedenta"
        r"|bezvainīg\w*|nevainojam\w*|neviltot\w*|nenovērtējam\w*|netīr\w*|nejauk\w*|nekārt\w*"
        r"|nesēj\w*|netālu|netalu|negatīv\w*|nelaim\w*|nedz|neliel\w*|nereti|nejauš\w*"
        r"|\w{2,}[āa]k\w*(?: \w+){0,2} nek[āa]|citād\w* nek[āa]|citad\w* neka"
    ),
    "en": r"not only|no doubt",
}
FOUND = {tag: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for tag, words in WORDS.items()}
MAYBE = {tag: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for tag, words in (WORDS | BROADLY).items()}
SPARED = {tag: re.compile(rf"(?<!\w)(?:{words})(?!\w)") for tag, words in INNOCENT.items()}


def denies(text: str, tag: str) -> bool:
    """Tell whether a text surely holds a negation; False for a language not known here.

    Read strictly: a flag is raised where a source surely denies and its translation hardly can.
    """
    code = tag.split("-", 1)[0]
    if code not in FOUND:
        return False
    return FOUND[code].search(SPARED[code].sub(" ", _plain(text))) is not None


def may_deny(text: str, tag: str) -> bool:
    """Tell whether a translation may hold a negation, read generously: "unpleasant", "avoid".

    True for a language not known here: of it nothing can be said against a draft.
    """
    code = tag.split("-", 1)[0]
    if code not in MAYBE:
        return True
    plain = SPARED[code].sub(" ", _plain(text)) if code in BROADLY else _plain(text)
    return MAYBE[code].search(plain) is not None


def _plain(text: str) -> str:
    return unicodedata.normalize("NFC", text).casefold().replace("ё", "е")
