import math
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.confidence import THRESHOLD, confidence, logit, ruled_out
from assistant.asking.question import understand
from assistant.sentences.matching import Match

FULL = Match(
    cover=1.0,
    cover_around=1.0,
    topic=1.0,
    names=1.0,
    least=1.0,
    ordinal=1.0,
    predicate=1.0,
    typed=1.0,
    dated=1.0,
    clash=0.0,
    headline=False,
)
QUESTIONS = [
    "How many kettles were sold?",
    "When was the kettle sold?",
    "Who sold the kettle?",
    "Was the kettle sold?",
    "What did Ada Holm say about kettles?",
]
shares = st.floats(0, 1)
matches = st.builds(
    Match,
    cover=shares,
    cover_around=shares,
    topic=shares,
    names=shares,
    least=shares,
    ordinal=shares,
    predicate=shares,
    typed=shares,
    dated=shares,
    clash=st.sampled_from([0.0, 1.0]),
    headline=st.booleans(),
)


@given(st.sampled_from(QUESTIONS), matches, st.floats(-1, 1), st.floats(-1, 1))
def test_confidence_is_a_probability(asked: str, match: Match, cosine: float, dense: float) -> None:
    assert 0 < confidence(understand(asked), match, cosine, dense) < 1


@given(
    st.sampled_from(QUESTIONS),
    matches,
    st.sampled_from(["cover", "cover_around", "names", "least", "dated", "typed"]),
    shares,
)
def test_nothing_that_speaks_for_a_sentence_speaks_against_it(
    asked: str, match: Match, share: str, other: float
) -> None:
    question = understand(asked)
    low, high = sorted([getattr(match, share), other])
    less, more = replace(match, **{share: low}), replace(match, **{share: high})
    assert confidence(question, less, 0.5, 0.5) <= confidence(question, more, 0.5, 0.5)


@pytest.mark.parametrize("asked", QUESTIONS)
def test_all_or_nothing_lies_on_either_side_of_the_threshold(asked: str) -> None:
    nothing = replace(FULL, cover=0.0, cover_around=0.0, names=0.0, least=0.0, typed=0.0, dated=0.0)
    assert confidence(understand(asked), FULL, 0.7, 0.6) > THRESHOLD
    assert confidence(understand(asked), nothing, 0.1, 0.1) < THRESHOLD


def test_a_sentence_below_a_headline_is_surer_than_the_headline() -> None:
    question = understand("Who sold the kettle?")
    assert confidence(question, FULL, 0.6, 0.6) > confidence(question, replace(FULL, headline=True), 0.6, 0.6)


@pytest.mark.parametrize(
    ("asked", "lack"),
    [
        ("How many kettles were sold?", {"typed": 0.0}),
        ("When was the kettle sold?", {"typed": 0.0}),
        ("Who sold the kettle on 3 May?", {"dated": 0.0}),
        ("Who sold the third kettle?", {"ordinal": 0.0}),
        ("Who sold the kettle in Korrin?", {"names": 0.0}),
        ("How many Norlund sailors sailed?", {"clash": 1.0}),
    ],
)
def test_a_sentence_without_what_is_asked_for_is_out_whatever_its_words(asked: str, lack: dict[str, float]) -> None:
    assert not ruled_out(understand(asked), FULL)
    assert ruled_out(understand(asked), replace(FULL, **lack))


@given(st.floats(0.001, 0.999))
def test_log_odds_are_those_of_the_share(share: float) -> None:
    assert 1 / (1 + math.exp(-logit(share))) == pytest.approx(share)


def test_certainty_has_no_bound() -> None:
    assert logit(1.0) == math.inf
