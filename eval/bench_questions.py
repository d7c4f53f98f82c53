"""Measures search and abstention on question sets: `python -m eval.bench_questions FOLDER... [--limit N]`.

Each set is indexed once, into a home under the work folder. Figures are given for the half that may be
tuned on and for the held-out one; recall is over documents, each ranked by its best passage.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from assistant.types import Answer
from eval.measures import auroc, mean, recall_at
from eval.question_set import SetQuestion, load_question_set
from eval.score import holds

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from assistant.assistant import Assistant
    from eval.question_set import QuestionSet
    from index.types import ScoredPassage

    Ranking = tuple[str, ...]  # document ids, best first

CUTOFFS = (4, 10)
_SHOWN = 50  # passages of the fused ranking: enough for ten documents
_ALL = 200  # passages by which the methods' own rankings are known: above what either finds for fusion


@dataclass(frozen=True, slots=True)
class Asked:
    """What came of one question."""

    question: SetQuestion
    hybrid: Ranking
    dense: Ranking
    lexical: Ranking
    best_cosine: float
    answer: Answer


@dataclass(frozen=True, slots=True)
class Figure:
    """A measure on some questions; None where none of them bears on it."""

    name: str
    value: float | None
    questions: int


async def ask_all(assistant: Assistant, questions: Sequence[SetQuestion]) -> tuple[Asked, ...]:
    """Search for and ask each question."""
    asked = []
    for number, question in enumerate(questions, start=1):
        asked.append(await _ask(assistant, question))
        sys.stderr.write(f"\r{number}/{len(questions)}")
    sys.stderr.write("\n")
    return tuple(asked)


def figures(asked: Sequence[Asked]) -> tuple[Figure, ...]:
    """Return every measure of search and of abstention."""
    return (*_search_figures(asked), *_answer_figures(asked))


def markdown(name: str, asked: Sequence[Asked]) -> str:
    """Return a table with a column for each half."""
    halves = [[one for one in asked if one.question.half == half] for half in ("tune", "held-out")]
    rows = zip(*(figures(half) for half in halves), strict=True)
    head = f"### {name}\n\n| measure | tune | held out |\n|---|---|---|\n"
    return head + "".join(f"| {row[0].name} | {_cell(row[0])} | {_cell(row[1])} |\n" for row in rows)


async def _ask(assistant: Assistant, question: SetQuestion) -> Asked:
    found = await assistant.search(question.question, k=_SHOWN)
    wide = await assistant.search(question.question, k=_ALL)
    return Asked(
        question,
        hybrid=tuple(one.passage.document_id for one in found),
        dense=_ranked(wide, lambda one: one.dense),
        lexical=_ranked(wide, lambda one: one.lexical),
        best_cosine=max((one.dense for one in wide if one.dense is not None), default=0.0),
        answer=await assistant.ask(question.question),
    )


def _ranked(found: Iterable[ScoredPassage], score: Callable[[ScoredPassage], float | None]) -> Ranking:
    scored = [(own, one.passage.document_id) for one in found if (own := score(one)) is not None]
    return tuple(document_id for _, document_id in sorted(scored, key=lambda pair: (-pair[0], pair[1])))


def _search_figures(asked: Sequence[Asked]) -> Iterable[Figure]:
    with_evidence = [one for one in asked if one.question.evidence]
    for k in CUTOFFS:
        rankings: dict[str, Callable[[Asked], Ranking]] = {
            "hybrid": lambda one: one.hybrid,
            "MiniLM alone": lambda one: one.dense,
            "BM25 alone": lambda one: one.lexical,
        }
        for method, ranking in rankings.items():
            recalls = [recall_at(ranking(one), one.question.evidence, k) for one in with_evidence]
            yield Figure(f"R@{k}, {method}", mean(recalls), len(recalls))


def _answer_figures(asked: Sequence[Asked]) -> Iterable[Figure]:
    due = [one for one in asked if one.question.answerable is True]
    not_due = [one for one in asked if one.question.answerable is False]
    answered = [one for one in due if _answered(one)]
    both = len(due) + len(not_due)
    yield Figure("AUROC, answer's score", _auroc(due, not_due, lambda one: one.answer.score), both)
    yield Figure("AUROC, best cosine", _auroc(due, not_due, lambda one: one.best_cosine), both)
    yield Figure("answered, of answerable", mean([_answered(one) for one in due]), len(due))
    yield Figure("answered, of unanswerable", mean([_answered(one) for one in not_due]), len(not_due))
    cited = [_cites_evidence(one) for one in answered if one.question.evidence]
    yield Figure("cites evidence, of answered", mean(cited), len(cited))
    held = [_holds_answer(one) for one in answered if one.question.answers]
    yield Figure("holds a gold answer, of answered", mean(held), len(held))
    milliseconds = [one.answer.timings_ms.total for one in asked]
    yield Figure("median ms per question", median(milliseconds) if milliseconds else None, len(asked))


def _auroc(due: Iterable[Asked], not_due: Iterable[Asked], score: Callable[[Asked], float]) -> float | None:
    return auroc([score(one) for one in due], [score(one) for one in not_due])


def _answered(one: Asked) -> bool:
    return one.answer.status == "answered"


def _cites_evidence(one: Asked) -> bool:
    return any(citation.document_id in one.question.evidence for citation in one.answer.citations)


def _holds_answer(one: Asked) -> bool:
    return any(holds(one.answer.text, answer) for answer in one.question.answers)


def _cell(figure: Figure) -> str:
    return "–" if figure.value is None else f"{figure.value:.3f} (n={figure.questions})"


async def measure(questions: QuestionSet, work: Path) -> str:
    """Index a set where that is not done yet, ask it all, and return its table."""
    from assistant.bootstrap import open_assistant
    from assistant.settings import read_settings
    from index.archive import open_archive

    settings = read_settings(work / questions.name)
    with open_archive(settings.for_index()) as archive:
        archive.sync([questions.corpus])
    with open_assistant(settings) as assistant:
        return markdown(questions.name, await ask_all(assistant, questions.questions))


def main() -> None:
    """Print a table for each set."""
    parser = argparse.ArgumentParser(prog="python -m eval.bench_questions", description="Measures question sets.")
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--limit", type=int, help="questions of each half, chosen by hash; default: all")
    parser.add_argument("--work", type=Path, default=Path(".readout/bench"), help="where indexes are kept")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        questions = load_question_set(folder, arguments.limit)
        sys.stdout.write(asyncio.run(measure(questions, arguments.work)) + "\n")


if __name__ == "__main__":
    main()
