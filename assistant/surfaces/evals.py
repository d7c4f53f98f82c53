"""`readout eval`: suites of questions, run, compared, and written."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from assistant.surfaces.exits import GATE_FAILED, INTERRUPTED, NAMED_ERROR, end
from assistant.surfaces.options import EXAMPLE, Home, Json
from assistant.surfaces.terminal import progress_bar, write_json, write_lines

if TYPE_CHECKING:
    from eval.folder import RunFolder
    from eval.outcome import Outcome
    from eval.run import Options
    from eval.suite import Ablation

suites = typer.Typer(no_args_is_help=True, help="Run suites of questions with known answers, and compare the runs.")

Report = Annotated[
    Path | None,
    typer.Option(metavar="DIR", help="Where results and reports go.  [default: eval-report in the home]"),
]


@suites.command("run", epilog=EXAMPLE + "readout eval run eval/suites/seeds.yaml --report out --ablation all")
def run(
    paths: Annotated[
        list[Path], typer.Argument(metavar="SUITE...", exists=True, help="Suite files, or folders of question sets.")
    ],
    report: Report = None,
    baseline: Annotated[
        Path | None, typer.Option(exists=True, dir_okay=False, help="Figures that must not become worse.")
    ] = None,
    save_baseline: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write this run's figures down as a baseline.")
    ] = None,
    ablation: Annotated[
        list[str] | None,
        typer.Option(
            metavar="NAME", help="Ask again otherwise: gold_removal, duplicates, noise, order, paraphrase, or all."
        ),
    ] = None,
    tag: Annotated[
        list[str] | None, typer.Option(metavar="TAG", help="Only cases with this tag; may be repeated.")
    ] = None,
    limit: Annotated[
        int | None, typer.Option(min=1, help="Only so many cases of each suite, always the same ones.")
    ] = None,
    parallel: Annotated[int, typer.Option(min=1, max=64, help="Cases at once.")] = 2,
    url: Annotated[str | None, typer.Option(metavar="URL", help="Ask this server, whatever its archive holds.")] = None,
    judge: Annotated[
        str | None,
        typer.Option(metavar="LLM", help="A second opinion: openai:NAME, anthropic:NAME or openai-like:NAME@URL."),
    ] = None,
    *,
    resume: Annotated[bool, typer.Option("--resume", help="Go on where an interrupted run stopped.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Ask the questions of suites and hold the answers against what is expected; exit 1 if a gate falls.

    Each suite's archive is indexed apart, so your own index is not touched. A folder with queries.jsonl and
    corpus.jsonl is a suite too. Results are on disk as they come: Ctrl-C keeps what there is.
    """
    from assistant.settings import read_settings
    from eval.finish import finish
    from eval.finish import save_baseline as save
    from eval.folder import RunFolder
    from eval.run import Options

    settings = read_settings(home)
    folder = RunFolder(report or settings.home / "eval-report")
    chosen = Options(
        resume=resume,
        parallel=parallel,
        url=url,
        judge=judge,
        ablations=_ablations(ablation),
        tags=tuple(tag or ()),
        limit=limit,
    )
    interrupted = _interrupted_run(paths, folder, chosen, home)
    summed = finish(folder, baseline)
    _show(folder, summed, as_json=as_json)
    if interrupted:
        asked = sum(one.summary.rate(None).cases for one in summed)
        planned = sum(one.planned.cases for one in summed)
        raise end(f"Interrupted after {asked} of {planned} cases; --resume asks the rest.", INTERRUPTED)
    if save_baseline:
        save(save_baseline, summed)
    if any(one.fallen for one in summed):
        raise typer.Exit(GATE_FAILED)


@suites.command("compare", epilog=EXAMPLE + "readout eval compare before after --markdown > changes.md")
def compare(
    first: Annotated[Path, typer.Argument(metavar="A", exists=True, file_okay=False, help="The folder of a run.")],
    second: Annotated[
        Path, typer.Argument(metavar="B", exists=True, file_okay=False, help="The folder of a later one.")
    ],
    *,
    markdown: Annotated[bool, typer.Option("--markdown", help="Write Markdown, as for a pull request.")] = False,
    as_json: Json = False,
) -> None:
    """Show what changed between two runs, case by case, and how likely each figure's change is by chance."""
    from rich.console import Console

    from eval.compare import compare as difference
    from eval.folder import RunFolder
    from eval.reports import compared

    found = difference(RunFolder(first), RunFolder(second))
    if as_json:
        write_json(found)
    elif markdown:
        sys.stdout.write(compared.markdown(found))
    else:
        compared.print_comparison(found, Console())


@suites.command("export", epilog=EXAMPLE + "readout eval export out answers.jsonl")
def export(
    folder: Annotated[Path, typer.Argument(metavar="RUN", help="The folder of a run.", exists=True, file_okay=False)],
    target: Annotated[Path, typer.Argument(metavar="FILE", dir_okay=False, help="What is written.")],
    *,
    as_json: Json = False,
) -> None:
    """Write the answers of a run as a dataset that RAGAS reads: ragas.EvaluationDataset.from_jsonl."""
    from eval.folder import RunFolder
    from eval.ragas import export as write

    count = write(RunFolder(folder), target)
    if as_json:
        write_json({"file": target, "answers": count})
    else:
        write_lines([f"{count} answers are in {target}."])


def _interrupted_run(paths: list[Path], folder: RunFolder, chosen: Options, home: Path | None) -> bool:
    """Run suites; tell whether Ctrl-C ended it before its time, with something to show for it."""
    import asyncio

    from assistant.settings import read_settings
    from eval.errors import JudgeError, RunError
    from eval.run import run_suites

    try:
        with progress_bar() as progress:
            asyncio.run(run_suites(paths, read_settings(home), folder, chosen, progress))
    except KeyboardInterrupt:
        if not folder.begun:
            raise
        return True
    except (JudgeError, RunError) as error:
        if not folder.begun:
            raise
        raise end(f"{error} What was answered is kept; --resume asks the rest.", NAMED_ERROR) from error
    return False


def _show(folder: RunFolder, summed: tuple[Outcome, ...], *, as_json: bool) -> None:
    if as_json:
        from eval.reports.whole import json_report

        sys.stdout.writelines(json_report(folder, summed))
        return
    from rich.console import Console

    from eval.reports.terminal import print_outcomes

    print_outcomes(summed, folder, Console())


def _ablations(named: list[str] | None) -> tuple[Ablation, ...] | None:
    from eval.suite import Ablation

    known: tuple[Ablation, ...] = get_args(Ablation)
    if named is None or "all" in named:
        return known if named else None
    if unknown := [one for one in named if one not in known]:
        raise typer.BadParameter(f"there is no ablation {unknown[0]!r}; choose from {', '.join(known)}, all.")
    return tuple(one for one in known if one in named)
