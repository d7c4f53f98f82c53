"""Who said a sentence. Names, offices and pronouns are resolved within their own document."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from index.cast import Cast, find_people
from index.cues import Cue, find_cues
from index.issuers import Issuers
from index.quotes import Quote, coverage, quotes
from index.words import starts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from index.clauses import Subject
    from index.prose import Prose
    from index.types import Person, Sentence


@dataclass(frozen=True, slots=True)
class _Report:
    """What one sentence says of who speaks: by its own words, and inside its quotation marks."""

    speaker: str | None = None
    document: bool = False  # the speaker is a statement or whoever issued it
    inner: str | None = None


def people(prose: Prose) -> tuple[Person, ...]:
    """The persons a document names, in order of appearance, with every role it gives them."""
    return find_people(prose)


def attribute(prose: Prose, people: Sequence[Person]) -> tuple[Sentence, ...]:
    """The sentences with their speakers.

    A speaker is a person's full name where the document gives it, else what the text says: "the mayor",
    "police". None: the sentence reports nobody's speech. Of speech within speech, the outer speaker counts,
    unless that is a document: "the statement said X denied it" is said by X. Nobody's: a sentence whose first
    half the reporter tells himself, "X rose by half, and Y said Z", since not all of it is Y's.
    """
    text, sentences = prose.text, prose.sentences
    spans = quotes(text, sentences)
    reports = _reports(prose, spans, people)
    speakers = [report.speaker for report in reports]
    _fill_quotes(sentences, spans, reports, speakers)
    covered = coverage(sentences, spans)
    for index in range(1, len(sentences)):
        if speakers[index] is None and covered[index] > 0.5 and _goes_on(text, sentences, covered, index):
            speakers[index] = speakers[index - 1]
    return tuple(replace(s, speaker=speaker) for s, speaker in zip(sentences, speakers, strict=True))


def _reports(prose: Prose, spans: Sequence[Quote], people: Sequence[Person]) -> list[_Report]:
    cast = Cast(people, prose.companies)
    issuers = Issuers(prose.words)
    found = []
    for run, named, quoted in zip(prose.words, prose.mentions, _quoted(prose, spans), strict=True):
        report = _report(find_cues(run, named, quoted), cast, issuers)
        issuers.hear(run, None if report.document else report.speaker)
        cast.hear(named, report.speaker)
        found.append(report)
    return found


def _quoted(prose: Prose, spans: Sequence[Quote]) -> Iterator[list[bool]]:
    """Of each word of each sentence, whether it stands in quotation marks."""
    position = 0
    for sentence, run in zip(prose.sentences, prose.words, strict=True):
        if position == len(spans) or spans[position].start >= sentence.end:
            yield [False] * len(run)
            continue
        flags = []
        for start in starts(run, sentence.end):
            while position < len(spans) and spans[position].end <= start:
                position += 1
            flags.append(position < len(spans) and spans[position].start < start < spans[position].end - 1)
        yield flags


def _report(cues: Sequence[Cue], cast: Cast, issuers: Issuers) -> _Report:
    outer = [cue for cue in cues if not cue.quoted and (not cue.label or _is_known(cue.subject, cast))]
    inner = next((who for cue in cues if cue.quoted and (who := _person(cue.subject, cast))), None)
    outer = [cue for cue in outer if not cue.after_narration]
    if not outer:
        return _Report(inner=inner)
    chosen = max(outer, key=lambda cue: cue.rank)
    if not chosen.subject.document:
        return _Report(_name(chosen.subject, cast), inner=inner)
    reported = next((who for cue in outer if (who := _person(cue.subject, cast))), None) or inner
    issuer = issuers.of(chosen.subject.document)
    return _Report(reported or issuer or _name(chosen.subject, cast), document=True, inner=inner)


def _name(subject: Subject, cast: Cast) -> str | None:
    if subject.mention:
        return cast.resolve(subject.mention, subject.phrase)
    return cast.other() if subject.phrase in ("it", "they") else cast.company(subject.phrase)


def _is_known(subject: Subject, cast: Cast) -> bool:
    return subject.mention is not None and cast.knows(subject.mention, subject.phrase)


def _person(subject: Subject, cast: Cast) -> str | None:
    if subject.mention is None or not cast.is_person(subject.mention, subject.phrase):
        return None
    return cast.resolve(subject.mention, subject.phrase)


def _fill_quotes(
    sentences: Sequence[Sentence],
    spans: Sequence[Quote],
    reports: Sequence[_Report],
    speakers: list[str | None],
) -> None:
    """Gives a quotation's speaker to those of its sentences that do not name one."""
    ends = [sentence.end for sentence in sentences]
    starts = [sentence.start for sentence in sentences]
    for quote in spans:
        inside = range(bisect_left(ends, quote.start + 1), bisect_left(starts, quote.end))
        said = next((reports[i] for i in inside if reports[i].speaker), None)
        for i in inside if said else ():
            if said and reports[i].speaker is None:
                speakers[i] = (reports[i].inner if said.document else None) or said.speaker


def _goes_on(text: str, sentences: Sequence[Sentence], covered: Sequence[float], index: int) -> bool:
    """Whether direct speech that names no speaker goes on with what was said just before."""
    previous = sentences[index - 1]
    if previous.paragraph == sentences[index].paragraph:
        return True
    return covered[index - 1] > 0 or text[previous.end - 1] == ":"
