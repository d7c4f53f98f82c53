"""Runs suites: asks every case, scores what comes, and writes it down as it comes."""

from __future__ import annotations

from contextlib import aclosing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from time import perf_counter
from typing import TYPE_CHECKING

from assistant.settings import Settings
from eval.ablations import applies, ask_again
from eval.altered import altered
from eval.ask import Asker, ablated_record, fingerprint, record_of
from eval.chosen import choose
from eval.errors import SuiteError
from eval.folder import Plan, Planned, RunFolder
from eval.judge import Judge, open_judge
from eval.opening import Opener, at_url, in_process, indexed, scripted
from eval.parallel import in_order
from eval.record import to_line
from eval.suite import Ablation, Gates, Suite, Variant, load_suite
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from pathlib import Path

    from eval.case import Case
    from eval.cases import Cases
    from eval.opening import Opened
    from eval.record import Record


COPYING = frozenset({"duplicates", "noise"})  # ablations that add to a copy of the index
OF_ANY_ARCHIVE = frozenset({"paraphrase"})  # ablations that alter nothing


@dataclass(frozen=True, slots=True)
class Options:
    """How to run suites."""

    resume: bool = False  # go on with what the folder holds
    parallel: int = 2  # cases at once
    url: str | None = None  # a running server to ask; None: an assistant in this process
    judge: str | None = None  # a language model that gives its opinion of every answer
    ablations: tuple[Ablation, ...] | None = None  # None: those that each suite names
    tags: tuple[str, ...] = ()  # only cases with one of these; none: all
    limit: int | None = None  # only so many cases of each suite


async def run_suites(
    paths: Sequence[Path],
    settings: Settings,
    folder: RunFolder,
    options: Options = Options(),
    progress: Progress = silent,
    opener: Opener = in_process,
) -> None:
    """Run suites one after the other into a folder; all are read before the first is run.

    Raises `SuiteError`, `RunError`, `JudgeError`. A wrong answer, or an error in the place of one, is a failed
    case. Memory does not grow with the cases: all that is known of a case is its line in the folder.
    """
    suites = [_prepared(load_suite(path), options) for path in paths]
    _check(suites, options, settings)
    judge = open_judge(options.judge) if options.judge else None
    folder.begin(Plan(datetime.now(UTC).isoformat(timespec="seconds"), _planned(suites)), resume=options.resume)
    for suite in suites:
        opens = scripted if _has_replies(suite) else opener
        for variant in suite.variants:
            await _Run(suite, variant, settings, folder, options, judge, progress, opens).all()


def _prepared(suite: Suite, options: Options) -> Suite:
    cases = choose(suite.cases, options.tags, options.limit)
    ablations = suite.ablations if options.ablations is None else options.ablations
    if options.url and options.ablations is None:  # nobody asked for what a server cannot do
        ablations = tuple(one for one in ablations if one in OF_ANY_ARCHIVE)
    gates = suite.gates if cases is suite.cases else _of_some(suite.gates, cases)
    return replace(suite, cases=cases, ablations=ablations, gates=gates)


def _of_some(gates: Gates, cases: Cases) -> Gates:
    """Return the gates that some of the cases can be held to: no baseline of all, no tag that is not asked."""
    asked = {tag for case in cases for tag in case.tags}
    tags = {tag: wanted for tag, wanted in gates.tags.items() if tag in asked}
    return gates.model_copy(update={"baseline": None, "tags": tags})


def _has_replies(suite: Suite) -> bool:
    return any(case.reply is not None for case in suite.cases)


def _check(suites: Sequence[Suite], options: Options, settings: Settings) -> None:
    names = [suite.name for suite in suites]
    for name in names:
        if names.count(name) > 1:
            raise SuiteError(f"Two suites are called {name!r}; rename one.")
    if options.url and any(set(suite.ablations) - OF_ANY_ARCHIVE for suite in suites):
        raise SuiteError("A server's archive cannot be altered; leave out --url, or the ablations but paraphrase.")
    if options.url and any(map(_has_replies, suites)):
        raise SuiteError("A server's language model cannot be told what to reply; leave out --url, or those suites.")
    if options.url and any(len(suite.variants) > 1 for suite in suites):
        raise SuiteError("A server's settings cannot be varied; leave out --url, or `settings` in the suite.")
    for suite in suites:
        if suite.home and "order" in suite.ablations:
            raise SuiteError(f"{suite.path}: another order of indexing needs files; name them in place of their index.")
        if suite.home and COPYING.intersection(suite.ablations) and (settings.chroma_url or settings.database_url):
            raise SuiteError("An index that is kept on a server cannot be copied; name the archive by its files.")


def _planned(suites: Sequence[Suite]) -> tuple[Planned, ...]:
    return tuple(
        Planned(suite.name, variant.label, suite.path, len(suite.cases), suite.gates, suite.ablations)
        for suite in suites
        for variant in suite.variants
    )


@dataclass(frozen=True, slots=True)
class _Run:
    """One variant of one suite."""

    suite: Suite
    variant: Variant
    settings: Settings
    folder: RunFolder
    options: Options
    judge: Judge | None
    progress: Progress
    opener: Opener

    async def all(self) -> None:
        """Ask the cases as they are, then under each ablation."""
        if self.options.url:
            async with at_url(self.options.url) as opened:
                await self._ask(opened)
                for ablation in self.suite.ablations:
                    await self._ask_again(ablation, opened)
            return
        with indexed(self.suite, self.variant.of(self.settings), self.progress) as own:
            async with self.opener(own, self.progress) as opened:
                await self._ask(opened)
            cited = self.folder.cited(self.suite.name, self.variant.label) if self.suite.ablations else frozenset()
            for ablation in self.suite.ablations:
                with altered(ablation, self.suite, own, cited, self.progress) as other:
                    async with self.opener(other, self.progress) as opened:
                        await self._ask_again(ablation, opened)

    async def _ask(self, opened: Opened) -> None:
        name, variant = self.suite.name, self.variant.label
        judged = self.judge.identity if self.judge else ""
        prints = {case.id: fingerprint(case, variant, opened.content, judged) for case in self.suite.cases}
        self.folder.retain(name, variant, prints)
        done = self.folder.done(name, variant, None)
        asker = Asker(opened.face, self.judge)

        async def ask(case: Case) -> Record:
            return record_of(await asker.observe(case), name, variant, prints[case.id])

        await self._each(done, ask, f"ask {name}")

    async def _ask_again(self, ablation: Ablation, opened: Opened) -> None:
        name, variant = self.suite.name, self.variant.label
        before = self.folder.lookup(name, variant)
        done = self.folder.done(name, variant, ablation)
        asker = Asker(opened.face)

        async def ask(case: Case) -> Record | None:
            base = before(case.id)
            if base is None or not applies(ablation, case, base):
                return None
            started = perf_counter()
            conversation = asker.conversation(case)
            answer, failures = await ask_again(ablation, opened.face, case, base, conversation, opened.documents)
            return ablated_record(ablation, base, answer, failures, perf_counter() - started)

        await self._each(done, ask, f"{ablation} {name}")

    async def _each(
        self, done: set[str], ask: Callable[[Case], Coroutine[object, object, Record | None]], stage: str
    ) -> None:
        """Do it for each case that is not done yet; each record is written as soon as those before it are."""
        number = len(done)
        asked = in_order((case for case in self.suite.cases if case.id not in done), ask, self.options.parallel)
        with self.folder.open_results() as results:
            async with aclosing(asked):
                async for record in asked:
                    if record is not None:
                        results.write(to_line(record))
                    number += 1
                    self.progress(stage, number, len(self.suite.cases))
