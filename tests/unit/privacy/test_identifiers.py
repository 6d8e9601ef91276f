"""The table-driven recognisers: what each takes and what it leaves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from moderation.privacy.addresses import addresses
from moderation.privacy.banks import cards, ibans
from moderation.privacy.codes import personal_codes
from moderation.privacy.dates import dates_of_birth
from moderation.privacy.emails import emails
from moderation.privacy.links import links
from moderation.privacy.passports import passports
from moderation.privacy.phones import phones
from moderation.privacy.plates import plates

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from moderation.privacy.finding import Finding

EMAILS = [
    ("Raksti anna@inbox.lv!", ["anna@inbox.lv"]),
    ("mail: ILZE.K+x@EXAMPLE.COM.", ["ILZE.K+x@EXAMPLE.COM"]),
    ("anna (at) inbox lv", ["anna (at) inbox lv"]),
    ("anna [at] inbox [dot] lv", ["anna [at] inbox [dot] lv"]),
    ("пишите olga собака mail точка ru", ["olga собака mail точка ru"]),
    ("anna at inbox lv", ["anna at inbox lv"]),
    ("<a href='mailto:olga@example.com'>", ["olga@example.com"]),
    ("We were at home in Riga", []),
    ("2 @ 5 eiro", []),
    ("@handle", []),
    ("Met at 10. Lv is fine", []),
]
PHONES = [
    ("zvaniet +371 2000 0143", ["+371 2000 0143"]),
    ("20000117", ["20000117"]),
    ("звоните 2000-01-71", ["2000-01-71"]),
    ("tālr. 2 0 0 0 0 1 6 6", ["2 0 0 0 0 1 6 6"]),
    ("call +44 7700 900143.", ["+44 7700 900143"]),
    ("8 (912) 345-67-89", ["8 (912) 345-67-89"]),
    ("+372 5123 4567", ["+372 5123 4567"]),
    ("+370 612 34567", ["+370 612 34567"]),
    ("+380 50 123 4567", ["+380 50 123 4567"]),
    ("+46 70 123 45 67", ["+46 70 123 45 67"]),
    ("+49 30 12345678", ["+49 30 12345678"]),
    (
        "tel. divi nulle nulle viens divi trīs četri pieci",
        ["divi nulle nulle viens divi trīs četri pieci"],
    ),
    ("звони: два ноль ноль один два три четыре пять", ["два ноль ноль один два три четыре пять"]),
    ("Заказ №20000117", []),
    ("pasūtījums 20000117", []),
    ("2023-05-17", []),
    ("17.05.2023", []),
    ("2019 - 2023", []),
    ("cena 2 640 eiro", []),
    ("one two three, go", []),
]
CODES = [
    ("p. k. 140367-10987", ["140367-10987"]),
    ("personas kods 328417-20593", ["328417-20593"]),
    ("328417–20593", ["328417–20593"]),
    ("персональный код 14036710987", ["14036710987"]),
    ("32841720593", ["32841720593"]),
    ("140367 - 10987", ["140367 - 10987"]),
    ("1 4 0 3 6 7 - 1 0 9 8 7", ["1 4 0 3 6 7 - 1 0 9 8 7"]),
    ("isikukood 36805280109", ["36805280109"]),
    ("asmens kodas 33309240064", ["33309240064"]),
    ("999999-12345", ["999999-12345"]),
    ("pasūtījums 150324-00871", []),
    ("order no. 150324-00871", []),
    ("123456-1234", []),
    ("99999912345", []),
]
PASSPORTS = [
    ("passport LV1234567", ["LV1234567"]),
    ("паспорт 45 12 345678", ["45 12 345678"]),
    ("pases numurs PA7654321", ["PA7654321"]),
    ("LV1234567", ["LV1234567"]),
    ("passport control took 20 minutes", []),
    ("AB1234567", []),
]
IBANS = [
    ("LV15TEST0000012345678", ["LV15TEST0000012345678"]),
    ("LV52 TEST 0551 0098 7654 3", ["LV52 TEST 0551 0098 7654 3"]),
    ("DE89 3704 0044 0532 0130 00 paldies", ["DE89 3704 0044 0532 0130 00"]),
    ("lv15test0000012345678", ["lv15test0000012345678"]),
    ("LV16TEST0000012345678", ["LV16TEST0000012345678"]),
    ("LV-3294", []),
    ("no 12 stundas līdz 14", []),
]
CARDS = [
    ("4111 1111 1111 1111", ["4111 1111 1111 1111"]),
    ("5500-0000-0000-0004", ["5500-0000-0000-0004"]),
    ("378282246310005", ["378282246310005"]),
    ("4111 1111 1111 1112", []),
    ("0000 0000 0000 0000", []),
    ("12345", []),
]
PLATES = [
    ("mana mašīna AB-1234", ["AB-1234"]),
    ("машина А123ВС77 стояла", ["А123ВС77"]),
    ("car 123 ABC was blocked", ["123 ABC"]),
    ("auto ABC 123", ["ABC 123"]),
    ("room AB-12", []),
    ("auto par EUR 400", []),
]
LINKS = [
    ("см. https://example.com/a?b=1.", ["https://example.com/a?b=1"]),
    ("@katjusha_000x", ["@katjusha_000x"]),
    ("instagramā @madara.svin_000, ņemiet", ["@madara.svin_000"]),
    ("manslapa.lv", ["manslapa.lv"]),
    ("instagram: ilze_k", ["ilze_k"]),
    ("@SUM(A1:A9)", []),
    ("Labi.Ļoti labi", []),
    ("10.30-11.00", []),
]
BIRTHS = [
    ("dzimis 1991. gada 23. maijs", ["1991. gada 23. maijs"]),
    ("born 23 May 1991", ["23 May 1991"]),
    ("дата рождения: 14.03.1967", ["14.03.1967"]),
    ("14 марта 1967 года рождения", ["14 марта 1967 года"]),
    ("14.03.1967, персональный код", ["14.03.1967"]),
    ("д.р. 01.02.85", ["01.02.85"]),
    ("визит 14.03.2023", []),
    ("12 января вернули товар", []),
    ("On 8 August 2023 I returned it", []),
    ("pasūtīts 03.03.2024", []),
]
ADDRESSES = [
    ("Ābeļdārza ielu 7 dz. 18, Sabile, LV-3294", ["Ābeļdārza ielu 7 dz. 18, Sabile, LV-3294"]),
    ("Даугавпилс, ул. Тополиная, 9–14", ["Даугавпилс, ул. Тополиная, 9–14"]),
    ("«Liepkalni», Zaubes pagasts, Cēsu novads", ["«Liepkalni», Zaubes pagasts, Cēsu novads"]),
    ("I live at 12 Oak Street, Leeds", ["12 Oak Street, Leeds"]),
    ("Brīvības ielā 214-7", ["Brīvības ielā 214-7"]),
    ("на проспекте", []),
    ("iela bija tumša", []),
    ("a street full of cafes", []),
]
TABLES = [
    (emails, EMAILS),
    (phones, PHONES),
    (personal_codes, CODES),
    (passports, PASSPORTS),
    (ibans, IBANS),
    (cards, CARDS),
    (plates, PLATES),
    (links, LINKS),
    (dates_of_birth, BIRTHS),
    (addresses, ADDRESSES),
]
CASES = [(recognise, text, wanted) for recognise, table in TABLES for text, wanted in table]


@pytest.mark.parametrize(("recognise", "text", "wanted"), CASES)
def test_a_recogniser_takes_and_leaves_what_its_table_says(
    recognise: Callable[[str], Iterator[Finding]], text: str, wanted: list[str]
) -> None:
    found = [text[each.start : each.end] for each in recognise(text)]
    assert found == wanted
