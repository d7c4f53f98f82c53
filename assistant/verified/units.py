"""Units of amounts: one name for each, however it is written; two that differ are never the same amount."""

from __future__ import annotations

import re

from assistant.sentences.words import stem

_NAMES = """
% percent percentage pct | point points | $ dollar dollars usd buck bucks | € euro euros eur | £ pound pounds gbp quid |
crown crowns krona kronor krone kroner koruna | yen | rouble roubles ruble rubles | franc francs chf | rupee rupees |
peso pesos | lira liras | yuan renminbi | dinar dinars | dirham dirhams | real reais | rand | won | zloty zlotys |
manat manats | dram drams | lari | hryvnia hryvnias | shekel shekels | riyal riyals | cent cents |
mm millimetre millimetres millimeter millimeters | cm centimetre centimetres centimeter centimeters |
m metre metres meter meters | km kilometre kilometres kilometer kilometers | mile miles | foot feet ft | inch inches |
yard yards | nautical | mg milligram milligrams | g gram grams gramme grammes | kg kilo kilos kilogram kilograms
kilogramme kilogrammes | t tonne tonnes ton tons | lb lbs | ounce ounces oz | stone |
hectare hectares ha | acre acres | ml millilitre millilitres | l litre litres liter liters |
hectolitre hectolitres hectoliter hectoliters hl | gallon gallons | barrel barrels | pint pints |
w watt watts | kw kilowatt kilowatts | mw megawatt megawatts | gw gigawatt gigawatts | kwh | mwh | gwh | twh |
joule joules | volt volts | hertz | megahertz | bit bits | byte bytes | megabyte megabytes mb | gigabyte gigabytes gb |
terabyte terabytes tb | °c celsius | °f fahrenheit | degree degrees | bar bars | knot knots | decibel decibels db |
second seconds sec secs | minute minutes min mins | hour hours hr hrs | day days | night nights | week weeks |
fortnight fortnights | month months | quarter quarters | year years | decade decades | century centuries
"""
_BARE = {name: group.split()[0] for group in _NAMES.split("|") for name in group.split()}
_STEMS = {stem(name): unit for name, unit in _BARE.items() if len(name) > 2}
_SIGNS = frozenset("%$€£")
_WORD = re.compile(r"[^\W\d_]+|%")
_PER_CENT = re.compile(r"\bper\s?cent(?:age)?\b", re.IGNORECASE)
_AMBIGUOUS = frozenset("m t g l w point crown real won stone foot yard bar bit knot degree rand cent nautical".split())
_TIME = frozenset("second minute hour day night week fortnight month quarter year decade century".split())


def unit_of(written: str) -> str | None:
    """Return the one name of a unit, None for what is none."""
    plain = "".join(written.lower().split())
    return _BARE.get("%" if plain in {"percent", "percentage"} else plain) or _STEMS.get(stem(written))


def measured(text: str) -> frozenset[str]:
    """Return the units that a text has, in words or as signs; of time none, and none whose name is a word for more."""
    found = {unit_of(word) for word in _WORD.findall(text)} | {sign for sign in _SIGNS if sign in text}
    found |= {"%"} if _PER_CENT.search(text) else set()
    return frozenset(unit for unit in found if unit and not (is_time(unit) or unit in _AMBIGUOUS))


def is_time(unit: str | None) -> bool:
    """Whether a unit measures time."""
    return unit in _TIME
