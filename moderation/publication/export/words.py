"""The few words of an exported page. A page is for readers of the feed's language."""

from __future__ import annotations

WORDS: dict[str, dict[str, str]] = {
    "en": {
        "reviews": "Reviews",
        "original": "Original",
        "rating": "{} of 5 stars",
        "machine": "Machine translation",
        "post_edited": "Machine translation corrected by a person",
        "human": "Translated by a person",
        "reviewed": "reviewed by a person before publication",
        "redacted": "personal details removed",
        "newer": "Newer",
        "older": "Older",
        "pages": "Pages",
    },
    "lv": {
        "reviews": "Atsauksmes",
        "original": "Oriģināls",
        "rating": "{} no 5 zvaigznēm",
        "machine": "Mašīntulkojums",
        "post_edited": "Cilvēka labots mašīntulkojums",
        "human": "Cilvēka tulkojums",
        "reviewed": "pirms publicēšanas pārbaudījis cilvēks",
        "redacted": "personas dati izņemti",
        "newer": "Jaunākas",
        "older": "Vecākas",
        "pages": "Lapas",
    },
    "ru": {
        "reviews": "Отзывы",
        "original": "Оригинал",
        "rating": "{} из 5 звёзд",
        "machine": "Машинный перевод",
        "post_edited": "Машинный перевод, исправленный человеком",
        "human": "Перевод человека",
        "reviewed": "проверено человеком перед публикацией",
        "redacted": "личные данные удалены",
        "newer": "Новее",
        "older": "Старше",
        "pages": "Страницы",
    },
}


def words(language: str | None) -> tuple[str, dict[str, str]]:
    """Give the page's own language and its words: the wished one's, else English."""
    tag = (language or "en").partition("-")[0]
    return (tag, WORDS[tag]) if tag in WORDS else ("en", WORDS["en"])
