"""Forms of one verb, also where its stem does not show that they are: "rose" and "rise"."""

from __future__ import annotations

from functools import lru_cache

from assistant.sentences.words import stem, words
from index.speech import base

_IRREGULAR = """
    arise:arose,arisen bear:bore,borne beat:beaten become:became bend:bent bid:bade bind:bound bite:bit,bitten
    bleed:bled blow:blew,blown breed:bred burn:burnt be:was,were,been,is,are begin:began,begun break:broke,broken
    bring:brought build:built buy:bought catch:caught choose:chose,chosen cling:clung come:came cost:cost creep:crept
    cut:cut deal:dealt die:dead dig:dug do:did,done draw:drew,drawn drink:drank,drunk drive:drove,driven eat:ate,eaten
    fall:fell,fallen feed:fed feel:felt fight:fought find:found flee:fled fly:flew,flown forbid:forbade,forbidden
    forgive:forgave,forgiven forget:forgot,forgotten foresee:foresaw,foreseen freeze:froze,frozen get:got,gotten
    give:gave,given go:went,gone grow:grew,grown hang:hung have:had,has hear:heard hide:hid,hidden hit:hit hold:held
    keep:kept know:knew,known lay:laid lead:led leap:leapt learn:learnt leave:left lend:lent let:let light:lit
    lose:lost make:made mean:meant meet:met mistake:mistook,mistaken outgrow:outgrew overcome:overcame
    overtake:overtook,overtaken pay:paid put:put read:read rebuild:rebuilt repay:repaid retake:retook ride:rode,ridden
    ring:rang,rung rise:rose,risen run:ran say:said see:saw,seen seek:sought sell:sold send:sent set:set
    shake:shook,shaken shine:shone shoot:shot show:shown shrink:shrank,shrunk shut:shut sing:sang,sung sink:sank,sunk
    sit:sat sleep:slept slide:slid speak:spoke,spoken spend:spent spill:spilt spoil:spoilt spread:spread
    spring:sprang,sprung stand:stood steal:stole,stolen stick:stuck strike:struck,stricken swear:swore,sworn
    sweep:swept swim:swam swing:swung take:took,taken teach:taught tear:tore,torn tell:told think:thought
    throw:threw,thrown understand:understood undergo:underwent,undergone undertake:undertook,undertaken
    uphold:upheld wake:woke wear:wore,worn weave:wove,woven weep:wept win:won withdraw:withdrew,withdrawn
    withhold:withheld withstand:withstood write:wrote,written
"""
_BASES = {
    form: verb for verb, _, forms in (one.partition(":") for one in _IRREGULAR.split()) for form in forms.split(",")
}

_UNCHANGED = frozenset(form for form, verb in _BASES.items() if form == verb)  # "cut", "put"


@lru_cache(maxsize=50_000)
def lemma(word: str) -> str:
    """Return the stem of what a word is a form of."""
    lower = word.lower()
    return stem(_BASES.get(lower) or base(lower) or lower)


def is_past(word: str) -> bool:
    """Whether a word is, or may be, the past of a verb or its participle."""
    lower = word.lower()
    return lower.endswith("ed") or _BASES.get(lower, lower) != lower or lower in _UNCHANGED


def lemmas(text: str) -> frozenset[str]:
    """Return those of a text's words."""
    return frozenset(lemma(word.text) for word in words(text))
