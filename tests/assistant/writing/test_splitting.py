from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.writing.splitting import LONGEST, Splitter, Written

REPLY = (
    "Some 212 barges passed the lock [1]. Mr. Ruzic said so.[2] It rose to 4.5 per cent 【1†x】! "
    '"It was ruined." [1][2]\n\n- A bullet of the U.S. army [3]\n- Another one. (1) He met J. Smith on Jan. 5 [1, 2].\n'
    "NO ANSWER"
)
SENTENCES = [
    Written("Some 212 barges passed the lock [1].", opens=True),
    Written("Mr. Ruzic said so.[2]", opens=False),
    Written("It rose to 4.5 per cent 【1†x】!", opens=False),
    Written('"It was ruined." [1][2]', opens=False),
    Written("- A bullet of the U.S. army [3]", opens=True),
    Written("- Another one. (1)", opens=True),
    Written("He met J. Smith on Jan. 5 [1, 2].", opens=False),
    Written("NO ANSWER", opens=True),
]


def split(*pieces: str) -> list[Written]:
    splitter = Splitter()
    found = [one for piece in pieces for one in splitter.feed(piece)]
    return [*found, *splitter.end()]


def test_a_reply_is_divided_into_its_sentences_each_with_its_markers() -> None:
    assert split(REPLY) == SENTENCES


@given(st.lists(st.integers(1, 9), min_size=1, max_size=300))
def test_it_does_not_matter_how_a_reply_comes_in_pieces(sizes: list[int]) -> None:
    pieces, start = [], 0
    for size in sizes:
        pieces.append(REPLY[start : start + size])
        start += size
    assert split(*pieces, REPLY[start:]) == SENTENCES


def test_a_sentence_is_not_given_out_before_its_markers_have_come() -> None:
    splitter = Splitter()
    assert splitter.feed("Some 212 barges passed.") == ()
    assert splitter.feed(" [") == ()
    assert splitter.feed("1] ") == ()
    assert splitter.feed("Then ") == (Written("Some 212 barges passed. [1]", opens=True),)


def test_one_that_never_ends_is_noticed() -> None:
    splitter = Splitter()
    splitter.feed("and on " * LONGEST)
    assert splitter.endless
