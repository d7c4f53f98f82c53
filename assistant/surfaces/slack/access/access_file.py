"""Reads the access file; whatever is wrong in it is named by file, line and field."""

from __future__ import annotations

from datetime import UTC, time, tzinfo
from typing import TYPE_CHECKING, Annotated, Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints, ValidationError

from assistant.surfaces.slack.access.rules import CLOSED, People, Place, Quiet, Rules, Subscription
from assistant.surfaces.slack.access.written import Written

if TYPE_CHECKING:
    from pathlib import Path


def _filled(written: Any) -> Any:
    """A name with nothing behind it is a group of defaults."""
    return {} if written is None else written


def _switched(written: Any) -> Any:
    """`yes` is a group of defaults, `no` is none at all."""
    if isinstance(written, str) and written.lower() in _SWITCH:
        return {} if _SWITCH[written.lower()] else None
    return _filled(written)


def _unless_off(written: Any) -> Any:
    return None if isinstance(written, str) and _SWITCH.get(written.lower()) is False else written


def _channel(written: Any) -> Any:
    if isinstance(written, str) and not (written[:1] in "CG" and written.isalnum() and written.isupper()):
        raise ValueError(f"not the id of a channel: {written!r}; Slack shows it below its details, as C0123ABCD")
    return written


def _user(written: Any) -> Any:
    if isinstance(written, str) and not (written[:1] in "UW" and written.isalnum() and written.isupper()):
        raise ValueError(f"not the id of a member: {written!r}; the menu of a profile copies it, as U0123ABCD")
    return written


def _day_time(written: Any) -> Any:
    hour, _, minute = str(written).partition(":")
    try:
        return time(int(hour), int(minute))
    except ValueError as error:
        raise ValueError(f"not a time of day: {written!r}; write it as 08:30") from error


def _zone(written: Any) -> Any:
    try:
        return ZoneInfo(str(written))
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError(f"not a time zone: {written!r}; write it as Europe/Berlin") from error


_SWITCH = {"yes": True, "true": True, "on": True, "no": False, "false": False, "off": False}
Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
Outlets = Annotated[tuple[Text, ...], Field(min_length=1)]
ChannelId = Annotated[str, BeforeValidator(_channel)]
UserId = Annotated[str, BeforeValidator(_user)]
DayTime = Annotated[time, BeforeValidator(_day_time)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class _People(_Strict):
    allow: frozenset[UserId] | None = None
    deny: frozenset[UserId] = frozenset()

    def people(self) -> People:
        return People(self.allow, self.deny)


class _Quiet(_Strict):
    start: DayTime
    end: DayTime


class _Alerts(_Strict):
    outlets: Outlets | None = None  # unset: those that the channel sees
    quiet: _Quiet | None = None
    digest: Annotated[DayTime | None, BeforeValidator(_unless_off)] = None
    zone: Annotated[tzinfo, BeforeValidator(_zone)] = UTC


class _Place(_Strict):
    outlets: Outlets | None = None
    follow_ups: bool = True
    users: Annotated[_People, BeforeValidator(_filled)] = _People()

    def place(self) -> Place:
        return Place(outlets=self.outlets, follow_ups=self.follow_ups, people=self.users.people())


class _Channel(_Place):
    name: Text | None = None  # for whoever reads the file
    ask: bool = True
    alerts: Annotated[_Alerts | None, BeforeValidator(_switched)] = None

    def place(self) -> Place:
        return Place(self.ask, self.outlets, self.follow_ups, self.users.people())

    def subscription(self, channel: str, alerts: _Alerts) -> Subscription:
        quiet = Quiet(alerts.quiet.start, alerts.quiet.end) if alerts.quiet else None
        return Subscription(channel, alerts.outlets or self.outlets, quiet, alerts.digest, alerts.zone)


class _File(_Strict):
    """The file as it stands."""

    users: Annotated[_People, BeforeValidator(_filled)] = _People()
    direct_messages: Annotated[_Place | None, BeforeValidator(_switched)] = _Place()
    channels: Annotated[dict[ChannelId, Annotated[_Channel, BeforeValidator(_filled)]], BeforeValidator(_filled)] = (
        Field(default_factory=dict)
    )
    other_channels: Annotated[_Place | None, BeforeValidator(_switched)] = _Place()

    def rules(self) -> Rules:
        return Rules(
            {channel: written.place() for channel, written in self.channels.items()},
            self.other_channels.place() if self.other_channels else CLOSED,
            self.direct_messages.place() if self.direct_messages else CLOSED,
            self.users.people(),
            tuple(one.subscription(name, one.alerts) for name, one in self.channels.items() if one.alerts),
        )


def read_rules(path: Path) -> Rules:
    """Return what an access file says. Raises `SettingsError` naming file, line and field of the first mistake."""
    written = Written(path)
    try:
        return _File.model_validate(_filled(written.value)).rules()
    except ValidationError as error:
        raise written.first_mistake(error) from error
