"""The report for people: one page that needs nothing else, written piece by piece, however many cases failed."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from eval.lines import parts, read_at
from eval.reports import shown
from eval.reports.families import side_by_side
from eval.reports.section import Sections

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jinja2 import Environment

    from eval.folder import RunFolder
    from eval.outcome import Outcome

_HERE = Path(__file__).parent
_OPEN = 12  # failed cases of a list; of more, each is folded
_JUDGED = {
    "judge.faithful": "borne out by its quotes",
    "judge.responsive": "answers what was asked",
    "judge.agreement": "agrees with the expectations",
    "judge.unscored": "gave no verdict that could be read",
}


def write_page(folder: RunFolder, outcomes: Sequence[Outcome]) -> Path:
    """Write `report.html` beside the results. Raises `RunError`."""
    path = folder.path / "report.html"
    style = (_HERE / "page.css").read_text(encoding="utf-8")
    sections = Sections(folder, parts(folder))
    page = (
        _environment()
        .get_template("page.html.j2")
        .stream(
            begun=folder.plan().begun,
            name=folder.path.resolve().name,
            style=style,
            style_hash=b64encode(sha256(style.encode()).digest()).decode(),
            sections=[sections.section(f"s{number}", one) for number, one in enumerate(outcomes, start=1)],
            records=lambda places: read_at(folder, places),
        )
    )
    page.enable_buffering(32)
    page.dump(str(path), encoding="utf-8")
    return path


def _environment() -> Environment:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined
    from markupsafe import Markup

    environment = Environment(
        loader=FileSystemLoader(_HERE),
        autoescape=True,
        finalize=_finalize,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["own"] = Markup  # what this program drew or wrote itself; never what a document says
    environment.globals |= {"shown": shown, "side_by_side": side_by_side, "web": _web, "judged": _JUDGED, "open": _OPEN}
    return environment


def _finalize(value: object) -> object:
    """Clean what is about to be escaped and written."""
    return shown.clean(value) if type(value) is str else value


def _web(url: str | None) -> bool:
    """Tell whether a document's address may be followed: `javascript:` and the like may not."""
    return url is not None and url.lower().startswith(("https://", "http://"))
