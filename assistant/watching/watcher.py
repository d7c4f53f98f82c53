"""Examines the documents that indexing brought in: what they say against what the archive said before."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from assistant.sentences.matching import ExactWords
from assistant.watching import figures, wordings
from assistant.watching.headlines import headline
from assistant.watching.known import Known
from assistant.watching.ledger import Examined, Ledger
from assistant.watching.news import News, key_of
from assistant.watching.told import told
from index.errors import InputError
from index.progress import Progress, silent

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from assistant.assistant import Assistant
    from assistant.watching.news import Told

    View = tuple[str, ...] | None  # the outlets that are seen; None: all

_MOST = 3  # news of one document in one view: more would be told as noise
_AT_ONCE = 50  # documents that are taken as known in one go
_BEGUN, _CONTENT = "begun", "content"
EVERYTHING: tuple[View, ...] = (None,)


class Watcher:
    """Finds what is new among discrepancies, each once, whenever it is told to look.

    The first look takes all that is there as known. Later ones examine each document that came or changed since,
    in the order of publication; one that was examined is known from then on, also where the work is interrupted.
    """

    def __init__(self, assistant: Assistant, ledger: Ledger, clock: Callable[[], float] = time.time) -> None:
        self.ledger = ledger
        self._assistant = assistant
        self._clock = clock

    def begin(self, progress: Progress = silent, *, again: bool = False) -> bool:
        """Take all that is there as known, unless that was done once. False: it was, or there is nothing yet."""
        if self.ledger.value(_BEGUN) and not again:
            return False
        texts, known = self._texts(), self.ledger.examined()
        new = [one for one in texts if known.get(one) != texts[one]]
        everything = self._known(None, frozenset())
        for start in range(0, len(new), _AT_ONCE):
            progress("note", start, len(new))
            batch = (self._examined(everything, one, texts[one]) for one in new[start : start + _AT_ONCE])
            self.ledger.keep([one for one in batch if one], (), self._clock())
        progress("note", len(new), len(new))
        if texts:
            self.ledger.note(_BEGUN, "yes")
        return bool(texts)

    def examine(self, progress: Progress = silent, views: Sequence[View] = EVERYTHING) -> tuple[News, ...]:
        """Examine what came since the last look, as each view shows it, and return what is new."""
        content = self._assistant.archive.version()
        if content == self.ledger.value(_CONTENT):
            return ()
        if self.begin(progress):
            self.ledger.note(_CONTENT, content)
            return ()
        texts = self._texts()
        examined = self.ledger.examined()
        known = {one for one in texts if examined.get(one) == texts[one]}
        pending = self._in_order(set(texts) - known)
        looks = [(view, self._known(view, known)) for view in dict.fromkeys(views)]
        everything = self._known(None, known)
        news: list[News] = []
        for place, document_id in enumerate(pending):
            progress("examine", place, len(pending))
            news += self._look(document_id, texts[document_id], looks, everything)
            known.add(document_id)
        progress("examine", len(pending), len(pending))
        self.ledger.note(_CONTENT, content)
        return tuple(news)

    def _look(
        self, document_id: str, text_hash: str, looks: Sequence[tuple[View, Known]], everything: Known
    ) -> tuple[News, ...]:
        """Examine one document, and take it as known together with what was found in it."""
        examined = self._examined(everything, document_id, text_hash)
        if examined is None:
            return ()
        said = self.ledger.marks(document_id) or self.ledger.marks_of(text_hash)
        found = [one for view, known in looks for one in _news(known, view, document_id, said)]
        return self.ledger.keep([examined], found, self._clock())

    def _texts(self) -> Mapping[str, str]:
        """Return the hash of each document's text, by id."""
        heads = self._assistant.archive.catalog.heads(live=True)
        return {head.summary.document_id: head.text_hash for head in heads}

    def _in_order(self, ids: set[str]) -> list[str]:
        """Return documents by the day they are of: what came first is what the others stand against."""
        listed = (one for one in self._assistant.archive.documents() if one.document_id in ids)
        days = {one.document_id: str(one.event_on or one.published_on or "") for one in listed}
        return sorted(days, key=lambda one: (not days[one], days[one], one))

    def _known(self, view: View, known: set[str] | frozenset[str]) -> Known:
        archive = self._assistant.of("", view).archive
        return Known(archive, archive.lexicon or ExactWords(), known.__contains__)

    def _examined(self, known: Known, document_id: str, text_hash: str) -> Examined | None:
        try:
            reading = known.reading(document_id)
        except InputError:  # it was removed meanwhile
            return None
        marks = frozenset(known.mark(reading, position) for position in range(len(reading.sentences)))
        return Examined(document_id, text_hash, marks)


def _news(known: Known, view: View, document_id: str, said: frozenset[str]) -> Iterator[News]:
    """Yield what a document says against what is known in a view; sentences that it said before are no news."""
    try:
        reading = known.reading(document_id)
    except InputError:  # it is not seen in this view
        return
    seen: set[tuple[object, ...]] = set()
    for one in _told(known, document_id, said):
        values = (one.discrepancy.kind, *sorted(str(v.number or v.value) for v in one.discrepancy.values))
        if values in seen or len(seen) == _MOST:
            continue
        seen.add(values)
        yield News(key_of(one, view), document_id, headline(one, reading.document), one, view)


def _told(known: Known, document_id: str, said: frozenset[str]) -> Iterator[Told]:
    for found in figures.differing(known, document_id, said):
        yield from told(known, found.question, found.new, found.old)
    yield from wordings.differing(known, document_id, said)
