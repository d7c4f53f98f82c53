"""Who is let in: with a key, or without where nobody else can come."""

from __future__ import annotations

from http import HTTPStatus
from ipaddress import IPv6Address, ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from assistant.surfaces.guard.callers import Caller, secret_of
from assistant.surfaces.guard.paths import METRICS, changes_documents, looks
from assistant.surfaces.guard.record import current
from assistant.surfaces.guard.refusal import RefusalError, later

if TYPE_CHECKING:
    from starlette.datastructures import Headers
    from starlette.types import Scope

    from assistant.surfaces.guard.callers import KeyRing
    from assistant.surfaces.guard.rates import Rates
    from assistant.surfaces.settings import HttpSettings

_SUBNET = 64  # bits that one customer of a network has to himself in IPv6


class Access:
    """Decides who a request is from. Methods raise `RefusalError`."""

    def __init__(self, ring: KeyRing, rates: Rates, settings: HttpSettings) -> None:
        self._ring = ring
        self._rates = rates
        self._settings = settings

    async def caller(self, scope: Scope, headers: Headers) -> Caller:
        """Return who a request is from."""
        open_here = await self._is_open()
        secret = secret_of(headers)
        caller = await self._ring.find(secret) if secret else None
        if caller and (record := current()):  # before anything is refused: the log says whom
            record.who = caller.name
        if not (open_here and is_own(address(scope))):
            self._count(caller, scope)
        if caller is None and open_here:
            self._check_origin(scope, headers)
            caller = Caller(admin=self._settings.local)
        if caller is None:
            raise _unknown(secret)
        self._check_rights(caller, scope)
        return caller

    async def _is_open(self) -> bool:
        """Whether one may come without a key."""
        keys = await self._ring.keys()
        if self._settings.without_keys:
            return all(key.revoked_at for key in keys)
        return self._settings.local and not keys

    def _count(self, caller: Caller | None, scope: Scope) -> None:
        """Whoever has no key is counted by the address, so that nobody can try out many."""
        visitor = f"key {caller.owner}" if caller else f"address {_network(address(scope))}"
        if wait := self._rates.take(visitor):
            sentence = f"More than {self._settings.rate_per_minute} requests came in a minute; wait a little."
            raise later(HTTPStatus.TOO_MANY_REQUESTS, "rate", sentence, wait)

    def _check_origin(self, scope: Scope, headers: Headers) -> None:
        """A page elsewhere must not act through the browser of someone who may come without a key."""
        origin = headers.get("origin")
        if looks(scope) or origin is None or origin in self._settings.cors_origins:
            return
        if urlsplit(origin).netloc.lower() != headers.get("host", "").lower():
            sentence = "A page of another server may not ask this one; READOUT_CORS_ORIGINS can allow it."
            raise RefusalError(HTTPStatus.FORBIDDEN, "origin", sentence)

    def _check_rights(self, caller: Caller, scope: Scope) -> None:
        if changes_documents(scope) and not caller.admin:
            sentence = "Documents can only be changed with a key that was made with `readout keys add --admin`."
            raise RefusalError(HTTPStatus.FORBIDDEN, "rights", sentence)
        everything = caller.outlets is None and (self._settings.local or caller.name is not None)
        if scope["path"] == METRICS and not everything:
            sentence = "Metrics are shown to keys that see all outlets, and to no one else."
            raise RefusalError(HTTPStatus.FORBIDDEN, "rights", sentence)


def address(scope: Scope) -> str:
    """Return where a request comes from; behind a proxy that is trusted, where it says so."""
    client = scope.get("client")
    return client[0] if client else ""


def is_own(client: str) -> bool:
    """Whether an address is of this machine: what is no address of a network cannot come from one."""
    try:
        return ip_address(client).is_loopback
    except ValueError:
        return True


def _network(client: str) -> str:
    """In IPv6 everybody has addresses without number."""
    try:
        known = ip_address(client)
    except ValueError:
        return client
    return f"{int(known) >> _SUBNET:x}" if isinstance(known, IPv6Address) else client


def _unknown(secret: str | None) -> RefusalError:
    sentence = (
        "This key opens nothing here: it is not known, or was revoked."
        if secret
        else "A key is needed; send it as `Authorization: Bearer KEY`."
    )
    return RefusalError(HTTPStatus.UNAUTHORIZED, "key", sentence, {"WWW-Authenticate": "Bearer"})
