"""Forms by which a word behind a noun is taken for its verb: a heuristic, since what it misses is only not compared."""

AUXILIARIES = frozenset("has have had is are was were be been being will would can could may might".split())
IRREGULAR = frozenset(
    "left came went fled died took held found won lost fell rose ran drew sank sent brought bought sold grew met began"
    " live work face need remain take leave come go attend reach reached cross crossed use yesterday today".split()
)
