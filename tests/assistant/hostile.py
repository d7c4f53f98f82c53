"""Text as it should not be: what tests of anything that reads text draw from."""

from hypothesis import strategies as st

FRAGMENTS = (
    "How many kettles were sold in Port Ada since 3 May 2021?",
    "Zoe\u0308 Brandt said that 4,700 barges had passed, of which over 850 were empty, ",
    "according to the Harbour Gazette",
    "What did the mayor of Dell say about ",
    "e\u0301\u0327\u0331",
    "\u200d👩\u200d🚀🏳️\u200d🌈",
    "\r\n",
    "\r",
    "\u00a0",
    "\u202f1\u202f200",
    "\u202eecalp eht\u202c",
    "القافلة وصلت ٣٤",
    "\ud83d",
    "\udc00",
    "\x00",
    "\x1b[31m",
    "\x0b\x0c\x1c\x85\u2028\ufeff",
    "[7]",
    "[٣]",
    '"',
    "“",
    "»",
    "'s",
    "’",
    "½ ² ① Ⅳ",
    "İ ß ﬁ Ǆ",
    "U.S.",
    "$",
    "%",
    "1,000,000.5",
    "31/02/2021",
    "-",
    ".",
    "\t",
    "{}<script>%s\\",
)


def hostile(*, fragments: int = 12, very_long: bool = True) -> st.SearchStrategy[str]:
    """Fragments that trouble readers, among any characters at all, lone surrogates included."""
    anything = st.text(st.characters(), max_size=4)
    pieces = st.lists(st.one_of(st.sampled_from(FRAGMENTS), anything), max_size=fragments)
    long = st.builds(lambda piece, times: piece * times, st.sampled_from(FRAGMENTS), st.integers(100, 600))
    short = (pieces.map("".join), pieces.map(" ".join))
    return st.one_of(*short, long) if very_long else st.one_of(*short)
