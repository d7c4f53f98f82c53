"""Every figure that a run reports, and how it comes from the columns that cases fill."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from eval.metrics.statistics import Statistic, auroc, f1, kappa, mean, percentile

Better = Literal["higher", "lower"]
CUTOFFS = (1, 4, 10)


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric over cases. It is computed on those cases that have a value in each of its columns."""

    name: str  # family.measure
    about: str
    better: Better = "higher"
    columns: tuple[str, ...] = ()  # none: the one of its own name
    statistic: Statistic = mean
    steady: bool = True  # the same in two runs over the same index; time and a model's opinion are not

    @property
    def family(self) -> str:
        """What it is a measure of."""
        return self.name.partition(".")[0]

    @property
    def inputs(self) -> tuple[str, ...]:
        """The columns that it is computed from."""
        return self.columns or (self.name,)


def _ranked(unit: Literal["document", "passage"]) -> tuple[Figure, ...]:
    """Measures of a ranking, by their usual names (Manning et al. 2008, chapter 8)."""
    name, of = f"retrieval.{unit}", f"of {unit}s"
    return (
        *(Figure(f"{name}.hit@{k}", f"one {of} that bear the answer out is among the first {k}") for k in CUTOFFS),
        *(Figure(f"{name}.recall@{k}", f"share {of} wanted that are among the first {k}") for k in CUTOFFS),
        Figure(f"{name}.mrr@10", "one divided by the rank of the first that is wanted"),
        Figure(f"{name}.map@10", "mean precision at each that is wanted"),
        Figure(f"{name}.ndcg@10", "gain discounted by rank, against the best order"),
    )


FIGURES: tuple[Figure, ...] = (
    Figure("suite.passed", "cases in which every expectation was met"),
    *_ranked("document"),
    *_ranked("passage"),
    Figure("grounding.quotes_exact", "citations whose quote stands in its document at its offsets"),
    Figure("grounding.citation_precision", "cited documents that are evidence"),
    Figure("grounding.citation_recall", "evidence documents that are cited"),
    Figure("grounding.quote_precision", "quotes that overlap a passage of the evidence"),
    Figure("grounding.quote_recall", "passages of the evidence that a quote overlaps"),
    Figure("grounding.unsupported_numbers", "statements with a number that their documents do not have", "lower"),
    Figure("grounding.unsupported_dates", "statements with a date that their documents do not have", "lower"),
    Figure("grounding.unsupported_names", "statements with a name that their documents do not have", "lower"),
    Figure("answer.must_include", "phrases wanted that are in the answer"),
    Figure("answer.included", "answers that hold a known answer"),
    Figure("answer.exact_match", "shortest answers that are a known answer, normalised"),
    Figure("answer.f1", "words that the shortest answer shares with a known one"),
    Figure("answer.misled", "answers that hold what misleading documents say, and no known answer", "lower"),
    Figure("abstention.precision", "abstentions that were due"),
    Figure("abstention.recall", "abstentions due that came"),
    Figure("abstention.f1", "both in one", columns=("abstention.outcome",), statistic=f1),
    Figure(
        "abstention.auroc",
        "how often the score of an answerable question is above an unanswerable one's",
        columns=("abstention.score", "abstention.answerable"),
        statistic=auroc,
    ),
    Figure("abstention.answered", "answerable questions that were answered"),
    Figure("abstention.answered_correctly", "answerable questions that were answered as expected"),
    Figure("discrepancies.recall", "values expected to be shown to differ that are shown"),
    Figure("discrepancies.false_alarms", "single-valued questions for which a disagreement is shown", "lower"),
    Figure("attribution.speaker", "answers that name the right speaker and no other"),
    Figure("attribution.as_of", "answers that name the right day and no other"),
    Figure("attribution.event_on", "answers that give the event its right day"),
    Figure("conversation.same_as_alone", "follow-ups answered as their stand-alone question is"),
    Figure("conversation.rewrite_f1", "words that the resolved question shares with the one a person wrote"),
    Figure("conversation.rewrite_exact", "resolved questions that are the one a person wrote, normalised"),
    Figure("verification.caught", "replies with a defect of which no defective sentence reached the answer"),
    Figure("verification.kept", "sound sentences of replies that reached the answer"),
    Figure("cost.p50_ms", "median time of a question", "lower", ("cost.ms",), percentile(50), steady=False),
    Figure("cost.p95_ms", "time within which 95 % are answered", "lower", ("cost.ms",), percentile(95), steady=False),
    Figure("cost.p99_ms", "time within which 99 % are answered", "lower", ("cost.ms",), percentile(99), steady=False),
    Figure("cost.prompt_tokens", "tokens of a question, mean", "lower"),
    Figure("cost.completion_tokens", "tokens of an answer, mean", "lower"),
    Figure("ablation.gold_removal", "questions abstained on once their evidence is gone"),
    Figure("ablation.duplicates", "answers that a second outlet's copy leaves as they are"),
    Figure("ablation.noise", "answers that unrelated documents leave as they are"),
    Figure("ablation.order", "answers that indexing in another order leaves as they are"),
    Figure("ablation.paraphrase", "questions that pass in all their other words"),
    Figure("judge.faithful", "answers that the judge finds borne out by their quotes", steady=False),
    Figure("judge.responsive", "answers that the judge finds to answer what was asked", steady=False),
    Figure("judge.agreement", "cases in which judge and expectations agree", steady=False),
    Figure(
        "judge.kappa",
        "how much of the agreement that chance leaves open is there",
        columns=("judge.good", "suite.passed"),
        statistic=kappa,
        steady=False,
    ),
    Figure("judge.unscored", "answers that the judge gave no readable verdict on", "lower", steady=False),
)
BY_NAME = {figure.name: figure for figure in FIGURES}
