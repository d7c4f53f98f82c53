"""Brings the index in line with files: the old state stands until the new one is whole."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from index.catalog import Catalog
from index.errors import InputError
from index.intake import Intake, Survey, survey
from index.pipeline import Recipe
from index.progress import silent
from index.publish import Outcome, publish, sweep
from index.read import discover
from index.staging import stage
from index.types import SyncReport
from index.vectors import Vectors
from index.versions import STAGED, Head, KnownFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from index.embedding import Embedding
    from index.progress import Progress
    from index.read import Discovery
    from index.types import Manifest


@dataclass(frozen=True, slots=True)
class Stores:
    """What a run writes to."""

    catalog: Catalog
    vectors: Vectors
    lexical_home: Path
    committed: Callable[[], None]  # called when the content has changed, before what it no longer holds is swept


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a run started from, and what it found."""

    live: tuple[Head, ...]
    found: Survey
    intake: Intake


def sync(
    stores: Stores,
    embedding: Embedding,
    manifest: Manifest,
    paths: Sequence[Path],
    *,
    clean_jsonl: bool = False,
    progress: Progress = silent,
) -> SyncReport:
    """Add, replace and remove documents so that those below the paths are as their files are.

    Documents that stand elsewhere are left alone. Raises `InputError` where there is nothing to read.
    """
    started = monotonic()
    discovery = discover(paths)
    plan = _plan(stores.catalog, embedding, manifest, discovery, paths, clean_jsonl=clean_jsonl)
    stage(plan.intake, stores.catalog, stores.vectors, progress)
    outcome = _outcome(plan, stores.catalog, manifest)
    progress("finish", 0, 1)
    if outcome.live or stores.catalog.manifest():
        _go_live(outcome, manifest, stores)
    progress("finish", 1, 1)
    return _report(plan, outcome, discovery, monotonic() - started)


def remove(stores: Stores, manifest: Manifest, document_ids: Sequence[str]) -> SyncReport:
    """Remove documents. Their files, where they still exist, bring them back when they are indexed again."""
    started = monotonic()
    wanted = set(document_ids)
    live = tuple(stores.catalog.heads(live=True))
    if unknown := sorted(wanted - {head.summary.document_id for head in live}):
        raise InputError(f"There is no document {unknown[0]!r} in the archive.")
    gone = [head for head in live if head.summary.document_id in wanted]
    rest = tuple(head for head in live if head.summary.document_id not in wanted)
    retired = tuple(head.version for head in gone)
    outcome = Outcome(rest, retired, forgotten=tuple({head.path for head in gone}))
    _go_live(outcome, manifest, stores)
    return SyncReport(removed=tuple(sorted(wanted)), passages=_passages(rest), seconds=monotonic() - started)


def _go_live(outcome: Outcome, manifest: Manifest, stores: Stores) -> None:
    publish(outcome, manifest, stores.catalog, stores.lexical_home)
    stores.committed()
    sweep(stores.catalog, stores.vectors, stores.lexical_home)


def _plan(
    catalog: Catalog,
    embedding: Embedding,
    manifest: Manifest,
    discovery: Discovery,
    paths: Sequence[Path],
    *,
    clean_jsonl: bool,
) -> _Plan:
    live = tuple(catalog.heads(live=True))
    found = survey(discovery, paths, catalog.known_files(), _settings(manifest, clean_jsonl=clean_jsonl))
    intake = Intake(
        embedding=embedding,
        recipe=Recipe(manifest.embedding),
        files=found.changed,
        clean_jsonl=clean_jsonl,
        live={head.summary.document_id: head for head in live},
        gone=frozenset(found.gone),
        staged=frozenset(head.version for head in catalog.heads(live=False) if head.state == STAGED),
    )
    return _Plan(live, found, intake)


def _settings(manifest: Manifest, *, clean_jsonl: bool) -> str:
    return f"{manifest.embedding} {manifest.pipeline} {clean_jsonl}"


def _outcome(plan: _Plan, catalog: Catalog, manifest: Manifest) -> Outcome:
    """Keep what was met again and what stands outside the run; all else that its files held is retired."""
    intake = plan.intake
    replaced = _replaced_paths(plan)
    kept = {place.version for place in intake.kept}
    stay = [
        head
        for head in plan.live
        if head.version in kept or (head.summary.document_id not in intake.claimed and head.path not in replaced)
    ]
    staying = {head.version for head in stay}
    made = {*intake.made, *(place.version for place in intake.resumed)}
    new = [head for head in catalog.heads(live=False) if head.version in made]
    at = {head.version: (head.path, head.summary.origin) for head in (*stay, *new)}
    settings = _settings(manifest, clean_jsonl=intake.clean_jsonl)
    return Outcome(
        live=(*stay, *new),
        retired=tuple(head.version for head in plan.live if head.version not in staying),
        moved=tuple(p for p in (*intake.kept, *intake.resumed) if at[p.version] != (p.path, p.origin)),
        files=tuple(
            KnownFile(path, file.file_hash, settings, tuple(file.rejected))
            for path, file in intake.outcomes.items()
            if path in replaced
        ),
        forgotten=plan.found.gone,
    )


def _replaced_paths(plan: _Plan) -> set[str]:
    """The files whose former documents do not count any more. One that cannot be used at all keeps them."""
    usable = (path for path, file in plan.intake.outcomes.items() if file.replaces)
    return {*plan.found.gone, *usable}


def _report(plan: _Plan, outcome: Outcome, discovery: Discovery, seconds: float) -> SyncReport:
    before = {head.summary.document_id: head.version for head in plan.live}
    now = {head.summary.document_id: head for head in outcome.live}
    in_scope = {*(file.path for file in plan.found.unchanged), *plan.intake.outcomes}
    at = {place.version: place.path for place in outcome.moved}
    same = [name for name, head in now.items() if before.get(name) == head.version]
    added = [name for name in now if name not in before]
    updated = [name for name, head in now.items() if name in before and before[name] != head.version]
    rejected = [*discovery.rejected, *(r for file in plan.found.unchanged for r in file.rejected)]
    return SyncReport(
        added=tuple(sorted(added)),
        updated=tuple(sorted(updated)),
        unchanged=tuple(sorted(name for name in same if at.get(now[name].version, now[name].path) in in_scope)),
        removed=tuple(sorted(name for name in before if name not in now)),
        rejected=(*rejected, *(r for file in plan.intake.outcomes.values() for r in file.rejected)),
        notes=(*_same_texts(outcome.live, {*added, *updated}), *_kept_files(plan)),
        passages=_passages(outcome.live),
        seconds=seconds,
    )


def _same_texts(live: Iterable[Head], new: set[str]) -> list[str]:
    by_text: defaultdict[str, list[Head]] = defaultdict(list)
    for head in live:
        by_text[head.text_hash].append(head)
    notes = []
    for heads in by_text.values():
        first, *rest = sorted(heads, key=lambda head: (head.summary.document_id in new, head.version))
        notes += [
            f"{head.summary.origin} holds the same text as {first.summary.origin}; both are kept."
            for head in rest
            if head.summary.document_id in new
        ]
    return sorted(notes)


def _kept_files(plan: _Plan) -> list[str]:
    known = {head.path for head in plan.live}
    return [
        f"{path} cannot be used as it is now; what was indexed of it before is kept."
        for path, file in sorted(plan.intake.outcomes.items())
        if path in known and not file.replaces
    ]


def _passages(heads: Iterable[Head]) -> int:
    return sum(head.passages for head in heads)
