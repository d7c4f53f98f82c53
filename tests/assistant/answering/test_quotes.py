import pytest
from hypothesis import given, settings

from assistant.answering.quotes import quote
from assistant.asking.question import understand
from assistant.sentences.values import means
from tests.assistant.hostile import hostile
from tests.assistant.papers import Desk, document

SAID = "Ada Holm said that 212 barges had passed the Tessel lock since May, adding that the bridge at Korrin was shut."


def quoted(desk: Desk, asked: str, text: str) -> str:
    (finding, *_) = desk.evidence(asked, document(text, title="Notes")).findings
    span = quote(understand(asked), finding)
    return finding.document.text[span.start : span.end]


@pytest.mark.parametrize(
    ("asked", "clause"),
    [
        ("How many barges passed the Tessel lock?", "212 barges had passed the Tessel lock since May"),
        ("Is the bridge at Korrin shut?", "the bridge at Korrin was shut"),
    ],
)
def test_only_the_clause_that_answers_is_quoted(desk: Desk, asked: str, clause: str) -> None:
    assert quoted(desk, asked, SAID) == clause


def test_what_someone_said_is_quoted_as_a_whole(desk: Desk) -> None:
    assert quoted(desk, "What did Ada Holm say about the bridge?", SAID) == SAID


def test_a_sentence_that_nobody_said_is_quoted_whole(desk: Desk) -> None:
    text = "The guild noted long ago in its book of rules, adding a seal, that 9 kettles make a set."
    assert quoted(desk, "How many kettles make a set?", text) == text


def test_by_whose_means_is_left_out_unless_it_is_asked_for(desk: Desk) -> None:
    text = "Ada Holm said that 212 barges had passed the Tessel lock with the help of the pilots."
    assert quoted(desk, "How many barges passed the Tessel lock?", text).endswith("Tessel lock")
    assert "pilots" in quoted(desk, "How many barges passed the Tessel lock with the help of pilots?", text)


def test_the_words_in_quotation_marks_are_quoted_without_the_marks(desk: Desk) -> None:
    text = "“The canal of Korrin has been dry since the month of May,” said Pavel Ruzic."
    assert quoted(desk, "What did Pavel Ruzic say about the canal?", text) == (
        "The canal of Korrin has been dry since the month of May"
    )


def test_no_mark_is_left_at_an_end_whose_other_lies_elsewhere(desk: Desk) -> None:
    text = "Pavel Ruzic said: “The canal of Korrin is dry. The barges of the guild lie in the mud.”"
    found = quoted(desk, "What did Pavel Ruzic say about the barges of the guild?", text)
    assert found.count("“") == found.count("”")


def test_where_the_means_begin_is_told_at_the_end_of_a_sentence_only() -> None:
    text = "It was mended thanks to the smiths"
    assert means(text) == text.index(" thanks")
    assert means("Thanks to the smiths, it was mended") is None


@settings(deadline=None, max_examples=25)
@given(hostile(fragments=4, very_long=False), hostile(fragments=4, very_long=False))
def test_a_quote_never_leaves_its_sentence_and_is_never_empty(desk: Desk, before: str, after: str) -> None:
    text = f'Ada Holm said that {before} 212 barges had passed, adding that {after} "they were late".'
    made = document(text.encode("utf-8", "replace").decode())
    for asked in ("How many barges had passed?", "What did Ada Holm say about barges?"):
        for finding in desk.evidence(asked, made).findings:
            span, sentence = quote(understand(asked), finding), finding.sentence.sentence
            assert sentence.start <= span.start < span.end <= sentence.end


def test_a_reason_may_stand_in_the_sentence_after(desk: Desk) -> None:
    text = "Ostmere has closed the lock at Tessel. It did so because two pilots were ill. The bridge is open."
    assert quoted(desk, "Why did Ostmere close the lock at Tessel?", text).endswith("because two pilots were ill.")


def test_a_sentence_after_that_gives_no_reason_is_left_out(desk: Desk) -> None:
    text = "Ostmere has closed the lock at Tessel. It is the oldest one of the canal."
    assert quoted(desk, "Why did Ostmere close the lock at Tessel?", text).endswith("Tessel.")


@pytest.mark.parametrize(
    "asked", ["How much will the new lock at Tessel cost?", "What will the new lock at Tessel cost?"]
)
def test_what_it_is_that_a_sentence_tells_of_is_quoted_with_it(desk: Desk, asked: str) -> None:
    text = "The new lock at Tessel was shown on Sunday. It will cost 900 talers."
    assert quoted(desk, asked, text) == text
    assert quoted(desk, asked, "The bridge is old. The new lock at Tessel will cost 900 talers.").startswith("The new")
