"""Makes a run's outcome live: groups events, builds the index of words, commits; then sweeps."""

from __future__ import annotations

from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from index.events import group
from index.lexical import LexicalEntry, build_lexical, delete_lexical
from index.versions import Change, Dated, Head, KnownFile, Place, chunked, entry_key, filter_day, outlet_key

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from index.catalog import Catalog
    from index.events import Placement
    from index.types import Manifest
    from index.vectors import Vectors
    from index.versions import Shown

_LEXICAL_FORMAT = "1"  # raise it when the fields or the analysis of the index of words change


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run has found to be live from now on, and what no longer is."""

    live: tuple[Head, ...]
    retired: tuple[str, ...] = ()
    moved: tuple[Place, ...] = ()
    files: tuple[KnownFile, ...] = ()
    forgotten: tuple[str, ...] = ()  # paths


def publish(outcome: Outcome, manifest: Manifest, catalog: Catalog, lexical_home: Path) -> None:
    """Make the outcome live in one transaction. Until then, and if it never comes, nothing has changed."""
    live = sorted(outcome.live, key=lambda head: head.version)
    grouping = group(head.summary for head in live)
    placements = {placement.document_id: placement for placement in grouping.placements}
    dated = [_dated(head, placements[head.summary.document_id]) for head in live]
    lexical = _digest(f"{d.version} {filter_day(d.event_on, d.published_on)}" for d in dated)
    build_lexical(lexical_home / lexical, _lexical_entries(dated, catalog))
    catalog.commit(
        Change(
            manifest=manifest,
            content=_digest(f"{d.version} {d.event_id} {d.event_on} {d.precision}" for d in dated),
            lexical=lexical,
            made_live=tuple(head.version for head in live if not head.is_live),
            retired=outcome.retired,
            moved=outcome.moved,
            dated=tuple(new for head, new in zip(live, dated, strict=True) if new != Dated.of(head)),
            events=grouping.events,
            files=outcome.files,
            forgotten=outcome.forgotten,
        )
    )


def sweep(catalog: Catalog, vectors: Vectors, lexical_home: Path) -> None:
    """Delete what is not live. A run that is killed before or within leaves it to the next."""
    dead = [head.version for head in catalog.heads(live=False)]
    for chunk in chunked(dead):
        vectors.remove(catalog.entries_of(chunk))
        catalog.forget(chunk)
    delete_lexical(lexical_home, but=catalog.lexical())


def _dated(head: Head, at: Placement) -> Dated:
    return Dated(head.version, at.event_id, at.event_on, at.precision, head.summary.published_on)


def _lexical_entries(dated: Sequence[Dated], catalog: Catalog) -> Iterator[LexicalEntry]:
    for chunk in chunked(dated):
        shown = catalog.shown(version.version for version in chunk)
        for version in chunk:
            yield from _lexical_entries_of(version, shown[version.version])


def _lexical_entries_of(version: Dated, shown: Shown) -> Iterator[LexicalEntry]:
    for passage in shown.passages.values():
        yield LexicalEntry(
            key=entry_key(passage.passage_id, version.version),
            document_id=passage.document_id,
            title=shown.title,
            text=shown.text[passage.start : passage.end],
            outlet_key=outlet_key(shown.outlet),
            day=filter_day(version.event_on, version.published_on),
        )


def _digest(lines: Iterable[str]) -> str:
    found = sha256(_LEXICAL_FORMAT.encode())
    for line in lines:
        found.update(f"\n{line}".encode())
    return found.hexdigest()[:16]
