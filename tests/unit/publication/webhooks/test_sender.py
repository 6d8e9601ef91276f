"""A real server on this machine, and a resolver that says what the test wants."""

from __future__ import annotations

import socket
import ssl
import subprocess
import threading
import time
from contextlib import closing
from email.utils import format_datetime
from ipaddress import ip_network
from typing import TYPE_CHECKING

import pytest

from models import now
from models.webhook import AttemptOutcome
from moderation.publication.webhooks.sender import Message, Sender
from tests.desk import tool
from tests.receiver import receiving

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.receiver import Receiver

HERE = (ip_network("127.0.0.0/8"),)
MESSAGE = Message({"webhook-id": "msg_1"}, b"{}")


def at_home(*asked: list[tuple[str, int]]) -> Callable[[str, int], list[str]]:
    """A resolver by which every name is this machine; notes what it was asked."""

    def resolve(host: str, port: int) -> list[str]:
        for each in asked:
            each.append((host, port))
        return ["127.0.0.1"]

    return resolve


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    with receiving() as running:
        yield running


@pytest.fixture
def raw() -> Iterator[Callable[[Callable[[socket.socket], None]], int]]:
    """Run a server of one's own making; gives its port."""
    threads, listeners = [], []

    def serve(behave: Callable[[socket.socket], None]) -> int:
        listener = socket.create_server(("127.0.0.1", 0))
        listeners.append(listener)

        def run() -> None:
            try:
                line, _ = listener.accept()
                with line:
                    behave(line)
            except OSError:
                pass  # the sender has gone

        thread = threading.Thread(target=run)
        threads.append(thread)
        thread.start()
        return int(listener.getsockname()[1])

    yield serve
    for each in listeners:
        each.close()
    for thread in threads:
        thread.join(5)


def test_the_request_arrives_as_it_was_made_with_the_endpoints_name(receiver: Receiver) -> None:
    asked: list[tuple[str, int]] = []
    sender = Sender(HERE, resolve=at_home(asked))

    answer = sender.post(f"http://klinika.example:{receiver.port}/hooks?a=b", lambda: MESSAGE)

    assert answer is not None
    assert (answer.outcome, answer.status) == (AttemptOutcome.ACCEPTED, 204)
    [heard] = receiver.heard
    assert heard.body == b"{}"
    assert heard.headers["host"] == f"klinika.example:{receiver.port}"
    assert heard.headers["content-type"].startswith("application/json")
    assert heard.headers["webhook-id"] == "msg_1"
    assert asked == [("klinika.example", receiver.port)]


def test_a_name_that_leads_home_is_not_connected_to(receiver: Receiver) -> None:
    sender = Sender(resolve=at_home())

    for url in (f"https://evil.example:{receiver.port}/", receiver.url):
        answer = sender.post(url, lambda: pytest.fail("nothing may be written"))

        assert answer is not None
        assert answer.outcome is AttemptOutcome.FORBIDDEN
    assert receiver.heard == []


def test_a_name_is_resolved_once_and_the_address_that_was_judged_is_used(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second answer of another kind (DNS rebinding) would never be asked for."""
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    connected = []
    create = socket.create_connection

    def connect(address: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(address)
        return create(address, timeout)

    monkeypatch.setattr(socket, "create_connection", connect)
    sender = Sender(HERE, resolve=lambda _host, _port: next(answers))

    sender.post(f"http://rebinding.example:{receiver.port}/", lambda: MESSAGE)

    assert connected == [("127.0.0.1", receiver.port)]
    assert len(receiver.heard) == 1


def test_redirects_are_not_followed(receiver: Receiver) -> None:
    receiver.answer = lambda _heard: (307, {"Location": receiver.url})

    answer = Sender(HERE).post(receiver.url, lambda: MESSAGE)

    assert answer is not None
    assert (answer.outcome, answer.status) == (AttemptOutcome.REDIRECTED, 307)
    assert len(receiver.heard) == 1


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        (200, AttemptOutcome.ACCEPTED),
        (299, AttemptOutcome.ACCEPTED),
        (400, AttemptOutcome.REFUSED),
        (410, AttemptOutcome.GONE),
        (500, AttemptOutcome.REFUSED),
    ],
)
def test_only_the_two_hundreds_are_success(
    receiver: Receiver, status: int, outcome: AttemptOutcome
) -> None:
    receiver.answer = lambda _heard: (status, {})

    answer = Sender(HERE).post(receiver.url, lambda: MESSAGE)

    assert answer is not None
    assert answer.outcome is outcome


@pytest.mark.parametrize(
    ("header", "least", "most"),
    [("120", 120, 120), ("in two hours", None, None), (None, None, None), ("-5", None, None)],
)
def test_a_request_for_patience_is_read(
    receiver: Receiver, header: str | None, least: float | None, most: float | None
) -> None:
    receiver.answer = lambda _heard: (503, {"Retry-After": header} if header else {})

    answer = Sender(HERE).post(receiver.url, lambda: MESSAGE)

    assert answer is not None
    assert (answer.retry_after, answer.retry_after) == (least, most)


def test_a_request_for_patience_may_be_a_date(receiver: Receiver) -> None:
    receiver.answer = lambda _heard: (429, {"Retry-After": format_datetime(now())})

    answer = Sender(HERE).post(receiver.url, lambda: MESSAGE)

    assert answer is not None
    assert answer.retry_after == 0


def test_nothing_is_sent_where_the_message_is_taken_back_at_the_last_moment(
    receiver: Receiver,
) -> None:
    assert Sender(HERE).post(receiver.url, lambda: None) is None
    assert receiver.heard == []


def test_what_goes_wrong_while_the_message_is_made_is_not_taken_for_the_endpoints_fault(
    receiver: Receiver,
) -> None:
    def make() -> Message:
        raise LookupError("the database is away")

    with pytest.raises(LookupError):
        Sender(HERE).post(receiver.url, make)


def test_a_server_that_is_not_there_and_a_name_that_is_not_known_are_told_apart() -> None:
    with closing(socket.create_server(("127.0.0.1", 0))) as listener:
        port = listener.getsockname()[1]

    def unknown(_host: str, _port: int) -> list[str]:
        raise socket.gaierror(socket.EAI_NONAME, "no such name")

    unreachable = Sender(HERE).post(f"http://127.0.0.1:{port}/", lambda: MESSAGE)
    unresolved = Sender(HERE, resolve=unknown).post("https://nobody.example/", lambda: MESSAGE)

    assert unreachable is not None
    assert unreachable.outcome is AttemptOutcome.UNREACHABLE
    assert unresolved is not None
    assert unresolved.outcome is AttemptOutcome.UNRESOLVED


def test_an_answer_that_drips_is_cut_off(
    raw: Callable[[Callable[[socket.socket], None]], int],
) -> None:
    def drip(line: socket.socket) -> None:
        for _ in range(200):
            line.sendall(b"H")
            time.sleep(0.05)

    port = raw(drip)
    started = time.monotonic()

    answer = Sender(HERE, seconds=0.5).post(f"http://127.0.0.1:{port}/", lambda: MESSAGE)

    assert answer is not None
    assert answer.outcome is AttemptOutcome.TIMED_OUT
    assert time.monotonic() - started < 5


def test_a_handshake_that_drips_is_cut_off(
    raw: Callable[[Callable[[socket.socket], None]], int],
) -> None:
    def drip(line: socket.socket) -> None:
        line.sendall(b"\x16\x03\x03\x40\x00")  # a TLS record is coming, of 16 KB
        for _ in range(200):
            line.sendall(b"\x02")
            time.sleep(0.05)

    port = raw(drip)
    started = time.monotonic()

    answer = Sender(HERE, seconds=0.5).post(f"https://127.0.0.1:{port}/", lambda: MESSAGE)

    assert answer is not None
    assert answer.outcome is AttemptOutcome.TIMED_OUT
    assert time.monotonic() - started < 5


def test_little_of_an_endless_answer_is_read(
    raw: Callable[[Callable[[socket.socket], None]], int],
) -> None:
    sent = 0

    def flood(line: socket.socket) -> None:
        nonlocal sent
        line.recv(65536)
        line.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
        while sent < 500_000_000:
            sent += line.send(b"x" * 65536)

    port = raw(flood)

    answer = Sender(HERE).post(f"http://127.0.0.1:{port}/", lambda: MESSAGE)

    assert answer is not None
    assert answer.outcome is AttemptOutcome.ACCEPTED
    assert sent < 50_000_000  # what the kernel buffers, not what was read


@pytest.mark.parametrize("said", [b"220 smtp.example ESMTP\r\n", b"\x00\x01\x02\r\n\r\n"])
def test_what_does_not_speak_http_is_told_apart(
    raw: Callable[[Callable[[socket.socket], None]], int], said: bytes
) -> None:
    def speak(line: socket.socket) -> None:
        line.recv(65536)
        line.sendall(said)

    port = raw(speak)

    answer = Sender(HERE).post(f"http://127.0.0.1:{port}/", lambda: MESSAGE)

    assert answer is not None
    assert answer.outcome is AttemptOutcome.BROKEN


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A key and a certificate for klinika.example, made here."""
    openssl = tool("openssl", "openssl")
    folder = tmp_path_factory.mktemp("tls")
    subprocess.run(
        [
            openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
            "-nodes", "-days", "2", "-subj", "/CN=klinika.example",
            "-addext", "subjectAltName=DNS:klinika.example",
            "-keyout", str(folder / "key.pem"), "-out", str(folder / "certificate.pem"),
        ],
        check=True,
        capture_output=True,
    )  # fmt: skip
    return folder


def test_tls_asks_for_the_name_while_the_connection_goes_to_the_address(certificate: Path) -> None:
    server = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    server.load_cert_chain(certificate / "certificate.pem", certificate / "key.pem")
    trusting = ssl.create_default_context(cafile=str(certificate / "certificate.pem"))
    with receiving(server) as receiver:
        sender = Sender(HERE, resolve=at_home(), context=trusting)

        right = sender.post(f"https://klinika.example:{receiver.port}/", lambda: MESSAGE)
        other = sender.post(f"https://other.example:{receiver.port}/", lambda: MESSAGE)
        stranger = Sender(HERE, resolve=at_home()).post(
            f"https://klinika.example:{receiver.port}/", lambda: MESSAGE
        )

    assert right is not None
    assert right.outcome is AttemptOutcome.ACCEPTED
    assert other is not None
    assert other.outcome is AttemptOutcome.INSECURE
    assert stranger is not None
    assert stranger.outcome is AttemptOutcome.INSECURE
    assert len(receiver.heard) == 1
