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
    from collections.abc import Iterable, Iterator

    from eval.adding import Added
    from eval.folder import RunFolder
    from eval.outcome import Outcome
    from eval.run import Options
    from eval.suite import Ablation

suites = typer.Typer(no_args_is_help=True, help="Run suites of questions with known answers, and compare the runs.")

_TO_DO = " (say in it what a right answer holds)"
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


@suites.command("new", epilog=EXAMPLE + "readout eval new press.yaml --archive ~/releases")
def new(
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="The file to write.", dir_okay=False)],
    archive: Annotated[
        Path | None, typer.Option(metavar="PATH", exists=True, help="What it asks: a folder, a file, a JSONL corpus.")
    ] = None,
    *,
    as_json: Json = False,
) -> None:
    """Write a suite to start from, and its cases, with a comment on every field."""
    from eval.scaffold import new_suite

    written = new_suite(suite, archive)
    if as_json:
        write_json({"files": written})
    else:
        write_lines([*(f"{path} is written." for path in written), f"Try it: readout eval run {written[0]}"])


@suites.command("add", epilog=EXAMPLE + "readout eval add press.yaml --conversation notes")
def add(
    suite: Annotated[Path, typer.Argument(metavar="SUITE", help="A suite, or a file of cases.", exists=True)],
    conversation: Annotated[
        str | None, typer.Option(metavar="ID", help="What was asked in this conversation, last.")
    ] = None,
    turn: Annotated[int | None, typer.Option(min=1, help="Which of its questions, from 1.")] = None,
    answer: Annotated[str | None, typer.Option(metavar="ID", help="What got this answer.")] = None,
    *,
    wrong: Annotated[bool, typer.Option("--wrong", help="All that was answered wrong, as rated.")] = False,
    as_json: Json = False,
    home: Home = None,
) -> None:
    """Add questions that were asked as cases, with what their answers hold as what is expected.

    An answer that was rated wrong becomes a case that fails until it is mended; say in it what a right one holds.
    """
    if [conversation, answer, wrong or None].count(None) != 2:
        raise typer.BadParameter("Give one of --conversation, --answer and --wrong.")
    from assistant.bootstrap import open_memory
    from assistant.settings import read_settings
    from assistant.surfaces.slack.types import OWNER
    from eval.adding import add_case, add_wrong, from_conversation

    with open_memory(read_settings(home)) as memory:
        if wrong:
            added = add_wrong(suite, memory.feedback.wrong())
        elif conversation is not None:
            owner = OWNER if conversation.startswith(f"{OWNER}.") else ""
            theirs = (memory.conversations.of(owner), memory.feedback.of(owner))
            added = (add_case(suite, from_conversation(*theirs, conversation, turn)),)
        else:
            added = (add_case(suite, memory.feedback.find(answer or "")),)
    if as_json:
        write_json({"added": added})
    else:
        write_lines(_added_lines(added))


def _added_lines(added: Iterable[Added]) -> Iterator[str]:
    lines = [f"{one.path}, line {one.line}: {one.case.id}{'' if one.complete else _TO_DO}" for one in added]
    yield from lines or ["There is nothing to add that the suite does not ask already."]


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
