"""A suite: an archive, the cases asked of it, what is varied, and the gates that must hold."""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, Literal

import yaml
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from assistant.mistakes import Location, first_of, line_of
from eval.case import Text
from eval.cases import Cases, open_cases
from eval.errors import SuiteError
from eval.metrics.table import FIGURES
from eval.mistakes import mistake, read_text

if TYPE_CHECKING:
    from assistant.settings import Settings

Share = Annotated[float, Field(ge=0, le=1)]
Ablation = Literal["gold_removal", "duplicates", "noise", "order", "paraphrase"]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Gates(_Strict):
    """What a run must reach; whatever is left out is not asked for."""

    pass_rate: Share | None = None  # the least share of cases that pass
    tags: dict[str, Share] = Field(default_factory=dict)  # the same, of the cases with a tag
    metrics: dict[str, float] = Field(default_factory=dict)  # the worst value that a figure may have
    baseline: Path | None = None  # figures that must not become worse, and cases that must go on passing
    tolerance: float = Field(default=0, ge=0)  # by how much a figure may be worse than the baseline's


NO_GATES = Gates()


@dataclass(frozen=True, slots=True)
class Variant:
    """Settings that differ from the caller's."""

    label: str = ""
    changes: dict[str, Any] = field(default_factory=dict)

    def of(self, settings: Settings) -> Settings:
        """Return the settings as this variant has them."""
        return settings.model_copy(update=self.changes)


@dataclass(frozen=True, slots=True)
class Suite:
    """A suite that can be run. Where neither archive nor home is named, its archive is empty."""

    name: str
    path: Path
    cases: Cases
    archive: Path | None = None  # a folder, a file, or a JSONL corpus: indexed for the suite alone
    home: Path | None = None  # an index that is there already: asked as it is
    gates: Gates = NO_GATES
    variants: tuple[Variant, ...] = (Variant(),)
    ablations: tuple[Ablation, ...] = ()
    noise: Path | None = None  # documents that have nothing to do with the cases; None: those that are shipped


def _several(written: Any) -> Any:
    return written if isinstance(written, list) else [written]


class _Varied(_Strict):
    """Settings to vary, each a value or a list of values; all combinations are run."""

    embedding: Annotated[tuple[Text, ...], BeforeValidator(_several)] = ()
    passages: Annotated[tuple[Annotated[int, Field(ge=1, le=200)], ...], BeforeValidator(_several)] = ()

    def variants(self) -> tuple[Variant, ...]:
        """Return every combination."""
        varied = {name: values for name, values in self if values}
        return tuple(_variant(dict(zip(varied, values, strict=True))) for values in product(*varied.values()))


def _variant(changes: dict[str, Any]) -> Variant:
    return Variant(", ".join(f"{name}={value}" for name, value in changes.items()), changes)


class _Index(_Strict):
    """An index that is there already."""

    home: Text


class _Written(_Strict):
    """A suite as it stands in its file; paths are relative to that."""

    name: Text
    archive: Text | _Index
    cases: Annotated[tuple[Text, ...], Field(min_length=1)]
    settings: _Varied = _Varied()
    ablations: tuple[Ablation, ...] = ()
    noise: Text | None = None
    gates: Gates = Gates()


def load_suite(path: Path) -> Suite:
    """Read a suite and its cases: a YAML file, or a folder with `queries.jsonl` and, mostly, `corpus.jsonl`.

    Raises `SuiteError` naming file, line and field of the first mistake.
    """
    if path.is_dir():
        from eval.question_set import load_question_set

        found = load_question_set(path)
        return Suite(found.name, path, found.questions, archive=found.corpus)
    return _Reader(path, read_text(path)).suite()


class _Reader:
    """Reads one suite file, and knows where in it a mistake is."""

    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text

    def suite(self) -> Suite:
        written = self._parse()
        existing = isinstance(written.archive, _Index)
        place = self._found(written.archive.home if isinstance(written.archive, _Index) else written.archive, "archive")
        cases = open_cases(tuple(self._found(name, "cases", i) for i, name in enumerate(written.cases)))
        self._check_gates(written.gates, cases)
        return Suite(
            written.name,
            self._path,
            cases,
            archive=None if existing else place,
            home=place if existing else None,
            gates=self._with_path(written.gates),
            variants=written.settings.variants(),
            ablations=written.ablations,
            noise=self._found(written.noise, "noise") if written.noise else None,
        )

    def _parse(self) -> _Written:
        try:
            return _Written.model_validate(yaml.safe_load(self._text))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise SuiteError(f"{self._path}, line {line}: not YAML, {error.problem}.") from error
        except yaml.YAMLError as error:
            raise SuiteError(f"{self._path} is not YAML.") from error
        except ValidationError as error:
            raise self._mistake(*first_of(error)) from error

    def _check_gates(self, gates: Gates, cases: Cases) -> None:
        for tag in sorted(set(gates.tags) - cases.tags):
            raise self._mistake(("gates", "tags", tag), "no case has this tag")
        for name in sorted(set(gates.metrics) - {figure.name for figure in FIGURES}):
            raise self._mistake(("gates", "metrics", name), "there is no such metric")

    def _with_path(self, gates: Gates) -> Gates:
        if gates.baseline is None:
            return gates
        return gates.model_copy(update={"baseline": self._found(str(gates.baseline), "gates", "baseline")})

    def _found(self, name: str, *location: str | int) -> Path:
        found = self._path.parent / Path(name).expanduser()
        if not found.exists():
            raise self._mistake(location, f"{found} does not exist")
        return found

    def _mistake(self, location: Location, message: str) -> SuiteError:
        return mistake(
            self._path, line_of(yaml.compose(self._text, Loader=yaml.SafeLoader), location), location, message
        )
