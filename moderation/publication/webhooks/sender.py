"""One request to one endpoint: to the address that was judged, with its name, and no further.

No redirect is followed, no proxy of the environment is used, little of the answer is read, and
the whole takes a limited time, however slowly the other side drips.
"""

from __future__ import annotations

import http.client
import socket
import ssl
import threading
import time
from contextlib import closing, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from typing import TYPE_CHECKING, NamedTuple

from models import AttemptOutcome
from moderation.publication.webhooks import targets
from moderation.publication.webhooks.targets import TargetError

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from moderation.publication.webhooks.targets import Network, Target

CONNECT_SECONDS = 5.0  # for each address of a name
WHOLE_SECONDS = 15.0  # the least that the specification gives a receiver
MOST_ADDRESSES = 3
MOST_BYTES = 2048  # of the answer's body, only so that the other side can finish


class Message(NamedTuple):
    """What is sent."""

    headers: Mapping[str, str]
    body: bytes


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of it. `retry_after` is in seconds, where the endpoint asked for patience."""

    outcome: AttemptOutcome
    status: int | None
    milliseconds: int
    retry_after: float | None = None


@dataclass(frozen=True, slots=True)
class Sender:
    """Sends to public addresses by https, and to the named `networks` also by http."""

    networks: tuple[Network, ...] = ()
    resolve: Callable[[str, int], list[str]] = targets.resolve
    context: ssl.SSLContext = field(default_factory=ssl.create_default_context)
    seconds: float = WHOLE_SECONDS

    def post(self, url: str, make: Callable[[], Message | None]) -> Answer | None:
        """Connect, then send what `make` gives at that last moment; None: nothing after all.

        Never raises for what the other side does; what `make` raises goes through.
        """
        started = time.monotonic()
        try:
            target = targets.parse(url)
            line = self._connect(target)
        except Exception as error:  # noqa: BLE001 - told apart below
            return _failure(error, started, late=False)
        watch = _Watch(line, self.seconds - (time.monotonic() - started))
        with closing(line), watch:
            try:
                if isinstance(line, ssl.SSLSocket):
                    line.do_handshake()
            except Exception as error:  # noqa: BLE001 - told apart below
                return _failure(error, started, late=watch.rang)
            message = make()
            if message is None:
                return None
            try:
                return _exchange(line, target, message, started)
            except Exception as error:  # noqa: BLE001 - told apart below
                return _failure(error, started, late=watch.rang)

    def _connect(self, target: Target) -> socket.socket:
        """Give a connected socket, TLS not begun yet. Raises TargetError, OSError."""
        found = self.resolve(target.host, target.port)
        failure: OSError = OSError("no address")
        for address in targets.judge(target, found, self.networks)[:MOST_ADDRESSES]:
            try:
                line = socket.create_connection((address, target.port), CONNECT_SECONDS)
            except OSError as error:
                failure = error
                continue
            if target.scheme == "https":
                return self.context.wrap_socket(
                    line, server_hostname=target.host, do_handshake_on_connect=False
                )
            return line
        raise failure


class _Watch:
    """Cuts a connection when its time is up: a timeout of the socket begins anew at each byte."""

    def __init__(self, line: socket.socket, seconds: float) -> None:
        self.rang = False
        self._line = line
        self._timer = threading.Timer(max(seconds, 0.0), self._cut)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()

    def _cut(self) -> None:
        self.rang = True
        with suppress(OSError):
            # Past the TLS layer, which must not be torn down under its reader.
            socket.socket.shutdown(self._line, socket.SHUT_RDWR)


def _exchange(line: socket.socket, target: Target, message: Message, started: float) -> Answer:
    line.settimeout(WHOLE_SECONDS)
    connection = http.client.HTTPConnection(target.host, target.port)
    connection.auto_open = 0  # never a second connection, to an address that nobody judged
    connection.sock = line
    connection.putrequest("POST", target.path, skip_host=True, skip_accept_encoding=True)
    connection.putheader("Host", target.authority)
    connection.putheader("User-Agent", "Balss-Webhooks/1")
    connection.putheader("Content-Type", "application/json; charset=utf-8")
    connection.putheader("Content-Length", str(len(message.body)))
    connection.putheader("Connection", "close")
    for name, value in message.headers.items():
        connection.putheader(name, value)
    connection.endheaders(message.body)
    with closing(connection.getresponse()) as response:
        with suppress(OSError, http.client.HTTPException):
            response.read(MOST_BYTES)
        return Answer(
            _outcome(response.status),
            response.status,
            _milliseconds(started),
            _retry_after(response.headers.get("Retry-After")),
        )


def _outcome(status: int) -> AttemptOutcome:
    if status == HTTPStatus.GONE:
        return AttemptOutcome.GONE
    hundreds = {2: AttemptOutcome.ACCEPTED, 3: AttemptOutcome.REDIRECTED}
    return hundreds.get(status // 100, AttemptOutcome.REFUSED)


def _failure(error: Exception, started: float, *, late: bool) -> Answer:
    kinds: tuple[tuple[type[Exception], AttemptOutcome], ...] = (
        (TargetError, AttemptOutcome.FORBIDDEN),
        (TimeoutError, AttemptOutcome.TIMED_OUT),
        (socket.gaierror, AttemptOutcome.UNRESOLVED),
        (ssl.SSLError, AttemptOutcome.INSECURE),
        (ssl.CertificateError, AttemptOutcome.INSECURE),
        (http.client.RemoteDisconnected, AttemptOutcome.UNREACHABLE),
        (OSError, AttemptOutcome.UNREACHABLE),
    )
    outcome = next((each for kind, each in kinds if isinstance(error, kind)), AttemptOutcome.BROKEN)
    return Answer(AttemptOutcome.TIMED_OUT if late else outcome, None, _milliseconds(started))


def _milliseconds(started: float) -> int:
    return round((time.monotonic() - started) * 1000)


def _retry_after(value: str | None) -> float | None:
    """Read a Retry-After header (RFC 9110, 10.2.3): seconds, or a date."""
    if not value:
        return None
    if value.isascii() and value.isdecimal():
        return float(value[:9])
    try:
        when = parsedate_to_datetime(value)
    except ValueError:
        return None
    if when.tzinfo is None:
        when = when.replace(tzinfo=UTC)
    return max((when - datetime.now(UTC)).total_seconds(), 0.0)
