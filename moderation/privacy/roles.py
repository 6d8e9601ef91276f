"""What people do, told from the title beside their name and said without the name."""

from __future__ import annotations

import re
from typing import NamedTuple

from moderation.privacy.words import WORD


class Role(NamedTuple):
    """A role in English, and declined in Latvian and Russian in the order of `grammar`."""

    english: str
    latvian: str
    russian: str
    title: str  # a pattern of the titles that tell it


ROLES: dict[str, Role] = {
    "doctor": Role(
        "the doctor",
        "ārsts ārsta ārstam ārstu ārstā",
        "врач врача врачу врача врачом враче",
        r"dr|dri|doc|doctor|physician|surgeon|dokt\w*|dakter\w*|ārst\w*|arst\w*|ķirurg\w*"
        r"|доктор\w*|врач\w*|главврач\w*|хирург\w*|д-р|vrach\w*",
    ),
    "dentist": Role(
        "the dentist",
        "zobārsts zobārsta zobārstam zobārstu zobārstā",
        "стоматолог стоматолога стоматологу стоматолога стоматологом стоматологе",
        r"dentist|hygienist|zobārst\w*|zobarst\w*|higiēnist\w*|стоматолог\w*|гигиенист\w*",
    ),
    "nurse": Role(
        "a nurse",
        "medmāsa medmāsas medmāsai medmāsu medmāsā",
        "медсестра медсестры медсестре медсестру медсестрой медсестре",
        r"nurse|midwife|medmās\w*|medmas\w*|māsiņ\w*|vecmāt\w*|медсестр\w*|сестричк\w*|акушер\w*",
    ),
    "therapist": Role(
        "the therapist",
        "terapeits terapeita terapeitam terapeitu terapeitā",
        "специалист специалиста специалисту специалиста специалистом специалисте",
        r"\w*therapist|masseu\w*|masier\w*|\w*terapeit\w*|массажист\w*|\w*терапевт\w*",
    ),
    "hairdresser": Role(
        "the hairdresser",
        "frizieris friziera frizierim frizieri frizierī",
        "парикмахер парикмахера парикмахеру парикмахера парикмахером парикмахере",
        r"hairdresser|barber|stylist|frizier\w*|stilist\w*|парикмахер\w*|барбер\w*|стилист\w*",
    ),
    "teacher": Role(
        "the teacher",
        "skolotājs skolotāja skolotājam skolotāju skolotājā",
        "учитель учителя учителю учителя учителем учителе",
        r"teacher|tutor|skolotāj\w*|audzinātāj\w*|pasniedzēj\w*|учител\w*|воспитател\w*"
        r"|преподавател\w*",
    ),
    "reception": Role(
        "the receptionist",
        "administrators administratora administratoram administratoru administratorā",
        "администратор администратора администратору администратора администратором администраторе",
        r"receptionist|administrator\w*|reģistrat\w*|администратор\w*|регистратор\w*",
    ),
    "driver": Role(
        "the driver",
        "šoferis šofera šoferim šoferi šoferī",
        "водитель водителя водителю водителя водителем водителе",
        r"driver|courier|šofer\w*|kurjer\w*|водител\w*|курьер\w*",
    ),
    "waiter": Role(
        "the waiter",
        "viesmīlis viesmīļa viesmīlim viesmīli viesmīlī",
        "официант официанта официанту официанта официантом официанте",
        r"wait(?:er|ress)|oficiant\w*|viesmīl\w*|официант\w*",
    ),
    "staff": Role(
        "a member of staff",
        "darbinieks darbinieka darbiniekam darbinieku darbiniekā",
        "сотрудник сотрудника сотруднику сотрудника сотрудником сотруднике",
        r"(?!)",
    ),
    "person": Role(
        "a customer",
        "klients klienta klientam klientu klientā",
        "клиент клиента клиенту клиента клиентом клиенте",
        r"(?!)",
    ),
}
TITLES = tuple((key, re.compile(role.title)) for key, role in ROLES.items())


def role_of(before: str) -> str | None:
    """Return the key of the role that the title right before a name tells, or None."""
    found = WORD.findall(before[-60:])
    if not found or re.search(r"[!?,;:()\n]\s*\Z", before):
        return None
    low = found[-1].lower()
    return next((key for key, pattern in TITLES if pattern.fullmatch(low)), None)
