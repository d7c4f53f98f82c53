"""Countries as news names them: "President of France" and "French president" mean one office."""

from __future__ import annotations

from functools import lru_cache

# Each entry: the country's name, then other names and adjectives. "_" stands for a space.
_TABLE = """
afghanistan afghan; albania albanian; algeria algerian; andorra andorran; angola angolan; argentina argentine
argentinian; armenia armenian; australia australian; austria austrian; azerbaijan azerbaijani azeri; bahamas
bahamian; bahrain bahraini; bangladesh bangladeshi; barbados barbadian; belarus belarusian; belgium belgian;
belize belizean; benin beninese; bhutan bhutanese; bolivia bolivian; bosnia bosnian bosnia_and_herzegovina;
botswana motswana; brazil brazilian; brunei bruneian; bulgaria bulgarian; burkina_faso burkinabe; burundi
burundian; cambodia cambodian; cameroon cameroonian; canada canadian; cape_verde cape_verdean; chad chadian;
chile chilean; china chinese; colombia colombian; comoros comorian; congo congolese; costa_rica costa_rican;
croatia croatian; cuba cuban; cyprus cypriot; czechia czech czech_republic; denmark danish; djibouti
djiboutian; ecuador ecuadorian; egypt egyptian; eritrea eritrean; estonia estonian; ethiopia ethiopian;
european_union eu european; fiji fijian; finland finnish; france french; gabon gabonese; gambia gambian;
georgia georgian; germany german; ghana ghanaian; greece greek; grenada grenadian; guatemala guatemalan;
guinea guinean; guyana guyanese; haiti haitian; honduras honduran; hungary hungarian; iceland icelandic; india
indian; indonesia indonesian; iran iranian; iraq iraqi; ireland irish dublin; israel israeli; italy italian;
ivory_coast ivorian; jamaica jamaican; japan japanese; jordan jordanian; kazakhstan kazakh; kenya kenyan;
kosovo kosovan; kuwait kuwaiti; kyrgyzstan kyrgyz; laos lao; latvia latvian; lebanon lebanese; lesotho
basotho; liberia liberian; libya libyan; lithuania lithuanian; luxembourg luxembourgish; madagascar malagasy;
malawi malawian; malaysia malaysian; maldives maldivian; mali malian; malta maltese; mauritania mauritanian;
mauritius mauritian; mexico mexican; moldova moldovan; monaco monegasque; mongolia mongolian; montenegro
montenegrin; morocco moroccan; mozambique mozambican; myanmar burmese burma; namibia namibian; nepal nepali
nepalese; netherlands dutch; new_zealand; nicaragua nicaraguan; niger nigerien; nigeria nigerian; north_korea
north_korean; north_macedonia macedonian; norway norwegian; oman omani; pakistan pakistani; palestine
palestinian; panama panamanian; papua_new_guinea; paraguay paraguayan; peru peruvian; philippines philippine
filipino; poland polish; portugal portuguese; qatar qatari; romania romanian; russia russian
russian_federation; rwanda rwandan; samoa samoan; saudi_arabia saudi; scotland scottish; senegal senegalese;
serbia serbian; sierra_leone; singapore singaporean; slovakia slovak; slovenia slovenian slovene; somalia
somali; south_africa south_african; south_korea south_korean; south_sudan south_sudanese; spain spanish;
sri_lanka sri_lankan; sudan sudanese; suriname surinamese; sweden swedish; switzerland swiss; syria syrian;
taiwan taiwanese; tajikistan tajik; tanzania tanzanian; thailand thai; togo togolese; tonga tongan; tunisia
tunisian; turkey türkiye turkish; turkmenistan turkmen; uganda ugandan; ukraine ukrainian;
united_arab_emirates uae emirati; united_kingdom uk u.k. britain british great_britain england english;
united_nations un u.n.; united_states us u.s. usa u.s.a. america american; uruguay uruguayan; uzbekistan
uzbek; vatican holy_see; venezuela venezuelan; vietnam vietnamese; wales welsh; yemen yemeni; zambia zambian;
zimbabwe zimbabwean
"""

# Capitals that news names for their governments.
_CAPITALS = """
abuja nigeria; amman jordan; ankara turkey; astana kazakhstan; athens greece; baghdad iraq; baku azerbaijan;
bangkok thailand; beijing china; beirut lebanon; belgrade serbia; berlin germany; bern switzerland; brasilia
brazil; bratislava slovakia; brussels european_union; bucharest romania; budapest hungary; cairo egypt; canberra
australia; caracas venezuela; chisinau moldova; colombo sri_lanka; damascus syria; doha qatar; hanoi vietnam;
havana cuba; helsinki finland; islamabad pakistan; jakarta indonesia; khartoum sudan; kiev ukraine; kyiv ukraine;
lisbon portugal; london united_kingdom; madrid spain; manila philippines; minsk belarus; moscow russia; nairobi
kenya; new_delhi india; oslo norway; ottawa canada; paris france; prague czechia; pretoria south_africa; pristina
kosovo; pyongyang north_korea; riga latvia; riyadh saudi_arabia; rome italy; seoul south_korea; sofia bulgaria;
stockholm sweden; taipei taiwan; tallinn estonia; tashkent uzbekistan; tbilisi georgia; tehran iran; the_hague
netherlands; tokyo japan; vienna austria; vilnius lithuania; warsaw poland; washington united_states; wellington
new_zealand; yerevan armenia
"""

_CAPITAL_OF = {
    city.replace("_", " "): land.replace("_", " ") for city, land in (entry.split() for entry in _CAPITALS.split(";"))
}
_COUNTRY_OF = {
    name.replace("_", " "): entry.split()[0].replace("_", " ") for entry in _TABLE.split(";") for name in entry.split()
}


def country(name: str) -> str | None:
    """The country that a lower-cased name or adjective stands for: "french" gives "france"."""
    return _COUNTRY_OF.get(name)


def country_or_capital(name: str) -> str | None:
    """The country that a lower-cased name stands for, its capital's included: "paris" gives "france"."""
    return _COUNTRY_OF.get(name) or _CAPITAL_OF.get(name)


def is_place(name: str) -> bool:
    """Whether a lower-cased name is a country, an adjective of one, or a capital that may stand for it."""
    return name in _COUNTRY_OF or name in _CAPITAL_OF


_DEMONYM = frozenset("n an ian ean nian ese ish ic i er ers ite iot ard".split())
_SHORTEST_STEM = 4


@lru_cache(maxsize=4096)
def same_place(left: str, right: str) -> bool:
    """Whether two lower-cased words name one place, as a name and its adjective do, in the table or not."""
    if left == right:
        return True
    if country(left) or country(right):
        return country(left) == country(right)
    short, long = sorted((left, right), key=len)
    stems = (stem for stem in (short, short.rstrip("aeiouy")) if len(stem) >= _SHORTEST_STEM)
    return any(long.startswith(stem) and long[len(stem) :] in _DEMONYM for stem in stems)
