"""A script is read with the prompts that a language model is really given."""

from __future__ import annotations

import json

from eval.script import Script, following, named, reply_to
from prompts import load

TITLES = {"may": "Boats leave", "june": "More boats leave", "lost": "Nowhere to be found"}
PASSAGES = (
    {"passage": 1, "outlet": "Courier", "title": "More boats leave", "text": "In June, 340 boats left."},
    {"passage": 2, "title": "Boats leave", "text": "Ada Holm spoke of the harbour."},
    {"passage": 3, "title": "Boats leave", "text": "She said that 212 boats had left."},
)
PROMPT = load("answer").fill(question='"How many?"', passages="\n".join(map(json.dumps, PASSAGES)), facts="- none")


def test_a_marker_becomes_the_number_that_the_prompt_gives_the_document() -> None:
    assert Script("In June, 340 left [#june].", TITLES).numbered(PROMPT) == "In June, 340 left [1]."


def test_of_several_passages_of_a_document_the_one_nearest_to_the_sentence_is_marked() -> None:
    reply = "212 boats had left, she said [#may]."
    assert Script(reply, TITLES).numbered(PROMPT) == "212 boats had left, she said [3]."
    assert Script("Holm spoke of the harbour【#may】", TITLES).numbered(PROMPT) == "Holm spoke of the harbour【2】"


def test_a_document_that_the_prompt_does_not_give_gets_a_number_that_nothing_has() -> None:
    assert Script("So it is [#lost][#unheard-of].", TITLES).numbered(PROMPT) == "So it is [4][4]."


def test_other_numbers_and_brackets_stand_as_they_are() -> None:
    reply = "It is [47] no. 5 [link](https://x.example/#2)."
    assert Script(reply, TITLES).numbered(PROMPT) == reply
    assert named(reply) == frozenset()


def test_the_documents_that_a_reply_marks_are_named() -> None:
    assert named("One [#may-report, #june] and two 【#may-report】.") == {"may-report", "june"}


def test_a_sentence_to_be_mended_comes_again_as_it_was() -> None:
    sentence = 'Ten "of them" sank [2].'
    prompt = load("repair").fill(sentence=json.dumps(sentence), faults="- no such thing.", passages="")
    with following(Script("Another [#may].", TITLES)):
        assert reply_to(prompt) == sentence


def test_without_a_script_the_model_finds_no_answer() -> None:
    with following(Script("In June [#june].", TITLES)):
        assert reply_to(PROMPT) == "In June [1]."
        with following(None):
            assert reply_to(PROMPT) == "NO ANSWER"
    assert reply_to(PROMPT) == "NO ANSWER"
