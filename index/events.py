"""Which event a document reports, and which documents report the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from index.event_day import day_of
from index.grouping import Grouping, Placement, group
from index.lead import TALKS, kind_of, lead_of
from index.participants import participants_of
from index.types import EventMention

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from index.prose import Prose
    from index.types import Person

__all__ = ["Grouping", "Placement", "group", "mention"]


def mention(
    prose: Prose,
    title: str,
    published_on: date | None,
    people: Sequence[Person],
) -> EventMention:
    """What the lead says of the event: its kind, its day and who took part.

    The day is "stated" where the text writes day and month, and the year beside them or in its own date of
    publication. A weekday counted back from the publication is "inferred", and so is the publication's own day, which
    an announcement or plain report has where its lead gives no other; month and day are None then.
    """
    text = prose.text
    lead = lead_of(text, prose.sentences)
    kind, topic = kind_of(lead, title)
    participants = participants_of(lead, topic, title, kind, people, prose.companies.names, text)
    talks = kind in TALKS and len(participants) > 1
    found = day_of(lead, topic, kind, text, published_on, talks=talks)
    if found is None:
        return EventMention(kind, None, None, participants=participants)
    return EventMention(kind, found.on, found.precision, found.month, found.day, participants)
