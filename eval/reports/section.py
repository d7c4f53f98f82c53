"""What the page shows of one variant of a suite: made ready here, so that the template only places it."""

from __future__ import annotations

from array import array
from dataclasses import dataclass
from typing import TYPE_CHECKING

from eval.columns import Columns
from eval.outcome import Outcome
from eval.reports.families import Family, families
from eval.reports.plots import Scale, Series, histogram, scale_for
from eval.reports.reached import Gate, gates_of
from eval.reports.shown import count, title

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.lines import Part, Parts
    from eval.suite import Ablation

_DRAWN = ("abstention.score", "abstention.answerable", "cost.ms")
_ABOUT: dict[Ablation, str] = {
    "gold_removal": "The evidence was taken out of the archive: each must be abstained on.",
    "duplicates": "A second outlet's copy was put in: nothing may change but who else reported it.",
    "noise": "Unrelated documents were put in: nothing may change.",
    "order": "The archive was indexed in another order: nothing may change.",
    "paraphrase": "Each was asked in other words: each must pass again.",
}


@dataclass(frozen=True, slots=True)
class Plot:
    """A drawing and what to say of it."""

    title: str
    about: str
    svg: str


@dataclass(frozen=True, slots=True)
class Failed:
    """Cases that did not pass, of how many; they are read where they are shown."""

    id: str  # what a link on the page names it by
    title: str
    about: str
    asked: int
    places: array[int]

    @property
    def passed(self) -> int:
        """How many did."""
        return self.asked - len(self.places)


@dataclass(frozen=True, slots=True)
class Section:
    """One variant of a suite."""

    id: str
    title: str
    outcome: Outcome
    gates: tuple[Gate, ...]
    families: tuple[Family, ...]
    plots: tuple[Plot, ...]
    failed: Failed
    ablations: tuple[Failed, ...]

    @property
    def standing(self) -> str:
        """Whether it fell, held, or has nothing to be held against: a class of the page."""
        if self.outcome.fallen:
            return "fell"
        return "held" if self.gates or self.outcome.planned.gates.baseline else "ungated"

    @property
    def verdict(self) -> str:
        """The same in words."""
        words = {"held": "Every gate held", "ungated": "No gates are set"}
        return words.get(self.standing, f"{count(len(self.outcome.fallen), 'gate')} fell")


class Sections:
    """Makes sections of outcomes, having read the numbers of all records once; keeps no answers."""

    def __init__(self, folder: RunFolder, parts: Parts) -> None:
        self._parts = parts
        self._columns: dict[tuple[str, str], Columns] = {}
        for record in folder.records():
            drawn = {name: record.measures[name] for name in _DRAWN if name in record.measures}
            self._columns.setdefault((record.suite, record.variant), Columns()).add(drawn)

    def section(self, identity: str, outcome: Outcome) -> Section:
        """Return what is shown of an outcome."""
        planned = outcome.planned
        plots = (self._scores(planned.suite, planned.variant), self._times(outcome))
        asked = self._parts.of(planned.suite, planned.variant)
        return Section(
            id=identity,
            title=title(planned.suite, planned.variant),
            outcome=outcome,
            gates=tuple(sorted(gates_of(outcome), key=lambda gate: not gate.fell)),
            families=families(outcome),
            plots=tuple(plot for plot in plots if plot),
            failed=_failed(f"{identity}-failed", "Failed cases", "", asked),
            ablations=tuple(self._ablation(identity, outcome, one) for one in planned.ablations),
        )

    def _ablation(self, identity: str, outcome: Outcome, name: Ablation) -> Failed:
        part = self._parts.of(outcome.planned.suite, outcome.planned.variant, name)
        return _failed(f"{identity}-{name}", name.replace("_", " "), _ABOUT[name], part)

    def _scores(self, suite: str, variant: str) -> Plot | None:
        rows = self._of(suite, variant).complete(_DRAWN[:2])
        if not len(rows):
            return None
        answerable = Series("answerable", rows[rows[:, 1] == 1, 0], "answerable")
        unanswerable = Series("unanswerable", rows[rows[:, 1] != 1, 0], "unanswerable")
        about = (
            f"How near the archive came to an answer: {count(len(answerable.values), 'answerable question')} above "
            f"the line, {count(len(unanswerable.values), 'unanswerable one')} below it."
        )
        return Plot("Scores of the answers", about, histogram(answerable, unanswerable, Scale(1.0)))

    def _times(self, outcome: Outcome) -> Plot | None:
        rows = self._of(outcome.planned.suite, outcome.planned.variant).complete(_DRAWN[2:])
        if not len(rows):
            return None
        marks = [(name, value) for name in ("p50", "p95") if (value := _value(outcome, f"cost.{name}_ms")) is not None]
        late = _value(outcome, "cost.p99_ms")
        scale = scale_for([float(rows.max()) if late is None else late], "ms")
        about = f"Milliseconds that {count(len(rows), 'question')} took; what is beyond the axis is in the last bar."
        spread = histogram(Series("questions", rows[:, 0], "time"), None, scale, marks)
        return Plot("Time of a question", about, spread)

    def _of(self, suite: str, variant: str) -> Columns:
        return self._columns.get((suite, variant), Columns())


def _value(outcome: Outcome, name: str) -> float | None:
    value = outcome.summary.value(name)
    return value.value if value else None


def _failed(identity: str, name: str, about: str, part: Part) -> Failed:
    return Failed(identity, name, about, len(part.places), part.failed)
