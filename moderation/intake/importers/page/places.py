"""Countries and larger towns in English, Latvian and Russian, as people sign with them.

A signature that opens with one of them ("Latvia, now living abroad") names no author. Words that
are also given names are left out.
"""

from __future__ import annotations

_NAMES = (
    "latvia latvija латвия lithuania lietuva литва estonia igaunija эстония sweden zviedrija "
    "швеция finland somija финляндия norway norvēģija норвегия denmark dānija дания iceland "
    "īslande исландия germany vācija германия ireland īrija ирландия england anglija англия uk "
    "scotland skotija шотландия wales velsa уэльс poland polija польша russia krievija россия "
    "ukraine ukraina украина belarus baltkrievija беларусь белоруссия moldova moldova молдова "
    "czechia čehija чехия slovakia slovākija словакия hungary ungārija венгрия romania rumānija "
    "румыния bulgaria bulgārija болгария serbia serbija сербия croatia horvātija хорватия "
    "slovenia slovēnija словения austria austrija австрия switzerland šveice швейцария "
    "netherlands nīderlande нидерланды holland holande голландия belgium beļģija бельгия "
    "luxembourg luksemburga люксембург france francija франция spain spānija испания portugal "
    "portugāle португалия italy itālija италия greece grieķija греция cyprus kipra кипр malta "
    "malta мальта turkey turcija турция israel izraēla израиль kazakhstan kazahstāna казахстан "
    "uzbekistan uzbekistāna узбекистан armenia armēnija армения azerbaijan azerbaidžāna "
    "азербайджан gruzija грузия usa asv сша canada kanāda канада australia austrālija австралия "
    "china ķīna китай india indija индия japan japāna япония rīga riga рига daugavpils "
    "даугавпилс liepāja лиепая jelgava елгава jūrmala юрмала ventspils вентспилс rēzekne резекне "
    "valmiera валмиера ogre огре jēkabpils екабпилс cēsis цесис sigulda сигулда kuldīga кулдига "
    "tukums тукумс salaspils саласпилс tallinn tallina таллин tartu тарту vilnius viļņa вильнюс "
    "kaunas kauņa каунас london londona лондон dublin dublina дублин stockholm stokholma "
    "стокгольм helsinki хельсинки oslo осло berlin berlīne берлин warsaw varšava варшава moscow "
    "maskava москва petersburg minsk minska минск kyiv kijiva киев brussels brisele брюссель "
    "paris parīze париж"
)
PLACES = frozenset(_NAMES.split())
