import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.sentences import MAX_CHARACTERS, split_sentences


def parts(text: str) -> list[str]:
    return [text[s.start : s.end] for s in split_sentences(text)]


@pytest.mark.parametrize(
    "expected",
    [
        ["It rained in Oslo.", "Nobody minded."],
        ["The U.S. Senate met at 10 a.m. on Dec. 3.", "It adjourned at 5 p.m.", "The House did not."],
        ["Dr. Ines Faro met Gen. Paul O. Ruiz in St. Gallen.", "Both were tired."],
        ["He left the U.S.", "In March he came back."],
        ["Trains No. 4 and No. 7 were late.", "No. 9 was not."],
        ["“We will wait.", "We will not give up,” the mayor said.", "She then left."],
        ['"Why now?" he asked.', '"Because."'],
        ["Prices rose 3.5 percent.", "Wages did not!", "Why?"],
        ["Acme Inc. shares fell.", "The chairman of Acme Corp. Lena Ott resigned."],
        ["The lake froze.[12]", "It thawed in May."],
        ["Read it at example.org/a.html today.", "Then write."],
        ["The meeting is at 9 a.m. Monday.", "Bring papers."],
        ["He said so... and left.", "… Then he wept."],
    ],
)
def test_sentences_end_where_a_reader_ends_them(expected: list[str]) -> None:
    assert parts(" ".join(expected)) == expected


def test_every_line_is_a_paragraph_of_its_own() -> None:
    text = "Title without a stop\n\nFirst line. Same line.\nSecond line."
    assert [s.paragraph for s in split_sentences(text)] == [0, 1, 1, 2]


def test_bullets_are_sentences_of_their_own() -> None:
    assert parts("Agenda:\n- peace\n- trade\n1. roads\n2. rail") == [
        "Agenda:",
        "- peace",
        "- trade",
        "1. roads",
        "2. rail",
    ]


def test_lines_broken_at_a_margin_are_joined() -> None:
    text = (
        "The commission of the three river states met on Tuesday to\n"
        "consider the request of the Delta towns for a new sluice at\n"
        "Arden. It will vote in June."
    )
    assert len(parts(text)) == 2
    assert len({s.paragraph for s in split_sentences(text)}) == 1


def test_a_line_that_goes_on_in_lower_case_is_joined() -> None:
    assert len(parts("The council of the town of Elmsford has agreed to\nbuild a bridge.")) == 1


def test_scripts_without_capitals_are_split() -> None:
    assert parts("会議は終わった。次は来週。") == ["会議は終わった。", "次は来週。"]
    assert parts("انتهى الاجتماع. متى يبدأ التالي؟ غدا.") == ["انتهى الاجتماع.", "متى يبدأ التالي؟", "غدا."]


ALPHABET = [
    *"aA zZ\n.!?\"'”“…,:- 1",
    *("\r\n", "\u00a0", "\u0301", "😀", "\u202e", "\ud800", "א", "。", "U.S.", "\u2028"),
]


@given(st.one_of(st.text(), st.lists(st.sampled_from(ALPHABET)).map("".join)))
def test_sentences_hold_every_character_once_and_in_order(text: str) -> None:
    sentences = split_sentences(text)
    position = 0
    for sentence in sentences:
        assert not text[position : sentence.start].strip()
        piece = text[sentence.start : sentence.end]
        assert piece
        assert piece == piece.strip()
        assert len(piece) <= MAX_CHARACTERS
        position = sentence.end
    assert not text[position:].strip()
    assert [s.paragraph for s in sentences] == sorted(s.paragraph for s in sentences)


def test_a_line_without_an_end_is_cut_at_spaces() -> None:
    pieces = parts("word " * 2000)
    assert max(map(len, pieces)) <= MAX_CHARACTERS
    assert {word for piece in pieces for word in piece.split()} == {"word"}


@pytest.mark.parametrize(
    "hostile", ["x" * 10**6, "." * 10**6 + "x", ". " * 300_000, "\n" * 10**6, '"' * 10**6, "a\n" * 300_000]
)
def test_time_grows_with_length_only(hostile: str) -> None:
    began = time.perf_counter()
    split_sentences(hostile)
    assert time.perf_counter() - began < 8
