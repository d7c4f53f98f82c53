"""The values that cases gave, a column for each measure: small however long the answers were."""

from __future__ import annotations

from array import array
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from eval.metrics.statistics import Values

_NONE = float("nan")


class Columns:
    """A row for each case, in the order in which they were added; nan where a case gave no value."""

    def __init__(self) -> None:
        self._count = 0
        self._columns: dict[str, array[float]] = {}

    def add(self, measures: Mapping[str, float]) -> None:
        """Add a case."""
        for name, value in measures.items():
            column = self._columns.setdefault(name, array("d"))
            self._pad(column)
            column.append(value)
        self._count += 1

    def rows(self, names: Sequence[str]) -> Values:
        """Return [cases, columns] of every case, nan where it gave no value."""
        return np.stack([self._column(name) for name in names], axis=-1)

    def complete(self, names: Sequence[str]) -> Values:
        """Return [cases, columns] of the cases that have a value in each column, in ascending order.

        What is computed of them does not depend on the order in which they came: in parallel, that is chance.
        """
        rows = self.rows(names)
        known = rows[~np.isnan(rows).any(axis=-1)]
        return np.asarray(known[np.lexsort(known.T)])

    def _column(self, name: str) -> NDArray[np.float64]:
        column = self._columns.get(name, array("d"))
        self._pad(column)
        return np.array(column, dtype=np.float64)

    def _pad(self, column: array[float]) -> None:
        column.extend([_NONE] * (self._count - len(column)))
