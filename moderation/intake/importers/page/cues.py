"""How much a paragraph sounds like a person telling what happened to them.

A testimonial speaks in the first person, in the past, thanks, praises or complains. The rest of a
page advises ("you should"), describes in the third person, lists, sells or warns. Words are
general ones of the three languages; none is taken from a particular page.
"""

from __future__ import annotations

import re
import unicodedata

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_EMOJI = re.compile("[\u2639-\u263b\u2665\u2764\U0001f300-\U0001faff]|[:;]-?[)(D]|\\){2,}")
_SHOUT = re.compile(r"!+")
_MOST_WORDS = 400  # the voice of a text is plain by then, and the work stays bounded


def _fold(text: str) -> str:
    # Latvian is often typed without its marks; й and ё lose theirs alike on both sides.
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(text).split())


def _stems(text: str) -> tuple[str, ...]:
    return tuple(_fold(text).split())


FIRST = _words(
    "i i'm i've i'd i'll me my mine myself "
    "es man mani manu mana manam manas manā manai manis manus manīm esmu biju jutos varu gribu "
    "domāju zinu saku ieteiktu iesaku izsaku gāju nācu braucu redzēju dzirdēju saņēmu sapratu "
    "ticēju baidījos uztraucos atnācu aizgāju nopirku pasūtīju dodos dzīvoju "
    "я мне меня мной мною мой моя моё мое мои моего моей моему моим моих мою сам сама рад рада "
    "благодарен благодарна доволен довольна советую рекомендую хочу могу думаю считаю уважаю "
    "боялся боялась пришёл пришла попал попала обратился обратилась вернусь скажу желаю выражаю"
)
PLURAL = _words(
    "we we're we've us our ours mēs mums mūs mūsu mūsos esam bijām "
    "мы нас нам нами наш наша наше наши нашего нашей нашему нашим нашу нашем"
)
KIN = _words(
    "husband wife mum mom mother dad father son daughter grandson granddaughter grandmother "
    "vīrs vīram vīra sieva sievai sievu māte mamma mammai mātei tētis tēvs tēvam dēls dēlam meita "
    "meitai mazdēls mazmeita vecmāmiņa kaimiņi "
    "муж мужу мужа жена жене жену мама маме маму мамы папа папе папу папы сын сыну дочь дочери "
    "дочка внук внуку внучка бабушка бабушке дедушка соседи родители"
)
THANKS = _stems("thank grateful gratitud appreciat paldie pateic спасиб благодар признател")
PRAISE = _stems(
    "amazing awesome brilliant wonderful excellent fantastic superb perfect delicious lovely "
    "recommend terribl horribl awful disgust disappoint rude dirty worst friendly "
    "delight unfriendl spotless overpric "
    "lielisk iesak brīnišķīg brīnum izcil fantastisk superīg patīkam laipn profesionāl "
    "jauk garšīg ideāl briesmīg šausmīg slikt rupj netīr nepatīkam apmierināt iepriecin "
    "zelta forš "
    "отличн прекрасн замечательн великолепн чудесн шикарн супер рекоменд советую вежлив "
    "внимательн доброжелательн вкусн довол ужасн отврат хамст груб грязн кошмар разочар "
    "профессионал золот приятн восторг понрав недовол хуже лучший лучшая"
)
PAST = _words(
    "was were had did didn't wasn't weren't couldn't got came went felt took gave told said made "
    "stayed arrived booked ordered waited asked helped explained bought visited been left "
    "bija nebija sacīja teica palīdzēja paskaidroja saņēma deva iedeva gaidījām atbrauca atbildēja "
    "izturējās uzņēma apkalpoja dabūju sagaidīja pasūtījām dzīvojām palikām atnāca "
    "был была было были стал стала стали приехали пришли помог помогла помогли объяснил "
    "объяснила объяснили сказал сказала сказали встретили приняли сделал сделала сделали дали "
    "ждали заказали заказал заказала ответили отдыхали жили прошло прошёл принесли остались"
)
SECOND = _words(
    "you your yours yourself jūs jums jūsu jūsos jūsējā вы вас вам вами ваш ваша ваше ваши вашего "
    "вашей вашему вашу вашем"
)
ADVICE = _stems(
    "should please consult typically usually generally recommended essential ensure contraindicat "
    "lūdz ieteicam nepieciešam konsultējiet piesakiet jautājiet zvaniet izlasiet jāņem jāievēro "
    "parasti следует необходим пожалуйста проконсульт обратитесь возьмите запишитесь позвоните "
    "звоните рекомендуется обычно противопоказ"
)
SELLING = _stems(
    "cookie privacy newsletter subscrib copyright discount offers offer booking sitemap "
    "sīkdat privātum jaunum piedāvāj atlaid akcij noteikum akcijas reģistrēj "
    "куки конфиденциальн подпис скидк акци предлага политик"
)
EXPOSITION = _stems(
    "known defined consist utiliz includ provid such depend "
    "sauc sastāv ietver nodrošin atspoguļ neaizstāj atkarīg "
    "называ являет состоит включа обеспечи отража заменя завис представля применя"
)
_FIRST_VERB = ("oju", "eju", "aju", "ejos", "ajos", "ijos")
_RUSSIAN_PAST = ("ал", "ала", "али", "ил", "ила", "или", "ел", "ела", "ели", "лся", "лась", "лись")
_REPLY_TO_REVIEW = re.compile(
    r"(?:thank(?:s| you)(?: (?:very|so) much)? for (?:sharing|choosing|taking the time|staying"
    r"|(?:your|the|this|such a) (?:\w+ ){0,2}(?:review|feedback|comment|rating|words|testimonial))"
    r"|we (?:are|were) (?:so |very |truly )?(?:sorry|glad|happy|delighted|pleased) "
    r"(?:to hear|to read|that you (?:enjoyed|liked|had))"
    r"|we apologi[sz]e|(?:paldies|pateicamies) par (?:jūsu |tavu )?(?:\w+ )?"
    r"(?:atsauksm|vērtējum|viedokl|novērtējum)|atvainojamies"
    r"|спасибо (?:вам |большое )?за (?:ваш |ваше |такой |тёплый |теплый )*"
    r"(?:отзыв|оценк|мнени|обратную)"
    r"|благодарим (?:вас )?за (?:ваш |ваше |такой )*(?:отзыв|оценк|мнени|обратную|выбор)"
    r"|приносим (?:свои |вам )?извинени|просим прощени)",
    re.IGNORECASE,
)


def is_reply(paragraph: str) -> bool:
    """Say whether a paragraph opens as a business answering a review does."""
    return _REPLY_TO_REVIEW.search(paragraph[:120]) is not None


def warmth(text: str) -> float:
    """Say how surely a short line is opinion: thanks and praise alone, 0 if neither."""
    words = _cut(text)
    return float(_starting(words, THANKS) + _starting(words, PRAISE))


def voice(paragraph: str) -> float:
    """Score a paragraph: above 1.5 a person tells, below 0 a business informs.

    Reads the first 400 words, so that hostile length costs nothing. Never raises.
    """
    words = _cut(paragraph)
    if not words:
        return 1.0 if _EMOJI.search(paragraph) else 0.0
    first = _among(words, FIRST) + 0.5 * _ending(words, _FIRST_VERB)
    thanks, praise = _starting(words, THANKS), _starting(words, PRAISE)
    past = _among(words, PAST) + 0.5 * _ending(words, _RUSSIAN_PAST)
    plural, second = _among(words, PLURAL), _among(words, SECOND)
    told = (
        1.4 * min(first, 4)
        + 1.5 * min(thanks, 2)
        + 1.0 * min(praise, 3)
        + 0.6 * min(past, 4)
        + 0.6 * min(plural + _among(words, KIN), 4)
        + 0.6 * min(len(_SHOUT.findall(paragraph[:4000])), 3)
        + 0.8 * (_EMOJI.search(paragraph) is not None)
    )
    # "You" in a testimonial addresses those it thanks; elsewhere it advises or sells.
    addressed = 0.3 if first + thanks >= 1 and past + praise + thanks >= 1 else 0.9
    informed = (
        addressed * min(second, 5)
        + 1.2 * min(_starting(words, ADVICE), 4)
        + 2.0 * min(_starting(words, SELLING), 3)
        + 0.7 * min(_starting(words, EXPOSITION), 4)
        + (1.5 if paragraph.rstrip().endswith("?") else 0.0)
        + (1.2 if plural and second and not first else 0.0)
    )
    return told - informed


def _cut(text: str) -> list[str]:
    return _WORD.findall(_fold(text[: _MOST_WORDS * 12]).replace("’", "'"))[:_MOST_WORDS]


def _among(words: list[str], known: frozenset[str]) -> int:
    return sum(word in known for word in words)


def _starting(words: list[str], stems: tuple[str, ...]) -> int:
    return sum(word.startswith(stems) for word in words)


def _ending(words: list[str], endings: tuple[str, ...]) -> int:
    return sum(len(word) > 4 and word.endswith(endings) for word in words)  # noqa: PLR2004
