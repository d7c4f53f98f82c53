"""What the documentation shows is run."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest

DOCS = Path(__file__).parents[4] / "docs" / "clients.md"


def test_the_example_prints_the_answer_and_what_it_cites(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    (example,) = re.findall(r"```python\n(.*?)```", DOCS.read_text("utf-8"), re.DOTALL)
    example = example.replace("http://127.0.0.1:8000", url).replace('since": "2023', 'since": "2021')
    example = re.sub(r'"How many vehicles[^"]*"', '"How many barges have passed the Tessel lock?"', example)
    exec(compile(example + "\nclient.close()", str(DOCS), "exec"), {})
    printed = capsys.readouterr().out
    assert "\nSources:\n- [1] " in printed
    assert re.search(r"^\[1\] .+ 2021-\d\d-\d\d .*barges", printed, re.MULTILINE)
