from assistant.answering.related import nearest
from index.types import ScoredPassage
from tests.assistant.papers import document

TEXT = "\n\n".join(
    f"Of the {kind} kettles of Brindle the guild keeps a long list, made by hand, which no smith has read in years."
    for kind in ("iron", "tin", "brass", "zinc", "lead", "gold", "clay", "glass", "steel", "bronze")
)
LIST = document(TEXT, "list", title="Kettles")
DOCUMENTS = {"list": LIST}


def passages() -> list[ScoredPassage]:
    return [
        ScoredPassage(p, LIST.text[p.start : p.end], LIST.title, None, None, 1.0 / n, 0.5, None)
        for n, p in enumerate(LIST.passages, start=1)
    ]


def test_the_best_passages_are_offered_numbered_on_their_own_and_quoted_to_the_character() -> None:
    assert len(passages()) > 4
    offered = nearest(passages(), DOCUMENTS, ())
    assert [c.number for c in offered] == list(range(1, len(offered) + 1))
    assert [c.passage_id for c in offered] == [p.passage.passage_id for p in passages()[: len(offered)]]
    assert all(LIST.text[c.start : c.end] == c.quote for c in offered)
    assert 0 < len(offered) < len(passages())


def test_a_passage_that_an_answer_stands_on_is_not_offered_again() -> None:
    used = nearest(passages(), DOCUMENTS, ())[:1]
    offered = nearest(passages(), DOCUMENTS, used)
    assert used[0].passage_id not in {c.passage_id for c in offered}
    assert [c.number for c in offered] == list(range(1, len(offered) + 1))


def test_where_nothing_was_found_nothing_is_offered() -> None:
    assert nearest((), DOCUMENTS, ()) == ()
