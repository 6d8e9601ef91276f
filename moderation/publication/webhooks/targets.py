"""Which addresses webhooks may reach: public ones by https, others only where they are named.

Whoever may set an endpoint must not be able to make Balss knock at doors inside its own network
(server-side request forgery). Names are resolved once, each address is judged here, and the
connection goes to the address that was judged. Pure but for `resolve`.
"""

from __future__ import annotations

import re
import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import TYPE_CHECKING
from urllib.parse import quote, urlsplit

if TYPE_CHECKING:
    from collections.abc import Iterable
    from ipaddress import IPv4Network

    Address = IPv4Address | IPv6Address
    Network = IPv4Network | IPv6Network

PORTS = {"https": 443, "http": 80}
HOST = re.compile(r"[a-z0-9_](?:[a-z0-9_.-]{0,252}[a-z0-9_.])?")
UNUSABLE = re.compile(r"[\x00-\x20\x7f\\]")
GLOBAL_UNICAST = IPv6Network("2000::/3")
# Within it, what stands for an IPv4 address or was never given to hosts (RFC 6890, IANA).
NOT_HOSTS = tuple(
    IPv6Network(each)
    for each in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20", "3ffe::/16")
)
RELAYS = "192.88.99."  # 6to4 relays (RFC 7526)


class TargetError(ValueError):
    """An address that webhooks are not sent to; `code` says why.

    `malformed`, `scheme`, `credentials`, or `forbidden` for one that leads where none may go.
    """

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Target:
    """An endpoint's address in parts. `host` is in ASCII, an IPv6 address without brackets."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def authority(self) -> str:
        """What the Host header says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == PORTS[self.scheme] else f"{host}:{self.port}"


def parse(url: str) -> Target:
    """Read an address. Raises TargetError."""
    if UNUSABLE.search(url):
        raise TargetError("malformed")
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as error:
        raise TargetError("malformed") from error
    if parts.scheme not in PORTS:
        raise TargetError("scheme")
    if "@" in parts.netloc:
        raise TargetError("credentials")
    if parts.fragment or port == 0:
        raise TargetError("malformed")
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    if parts.query:
        path += "?" + quote(parts.query, safe="/?%:@!$&'()*+,;=~-._")
    return Target(parts.scheme, _host(parts.hostname or ""), port or PORTS[parts.scheme], path)


def judge(target: Target, found: Iterable[str], networks: Iterable[Network]) -> list[str]:
    """Give those of the `found` addresses that may be connected to, in their order.

    Raises TargetError where there is none.
    """
    networks = tuple(networks)
    may = [each for each in found if permitted(each, target.scheme, networks)]
    if not may:
        raise TargetError("forbidden")
    return may


def permitted(address: str, scheme: str, networks: Iterable[Network]) -> bool:
    """Tell whether an address may be reached: named by the operator, or public and by https."""
    try:
        parsed = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if any(parsed in each for each in networks):
        return True
    return scheme == "https" and is_public(parsed)


def is_public(address: Address) -> bool:
    """Tell whether an address is a host's on the public internet.

    Not public: private, loopback, link-local, shared (RFC 6598), multicast, reserved, and every
    IPv6 form that carries an IPv4 address (mapped, compatible, 6to4, Teredo, NAT64).
    """
    if isinstance(address, IPv4Address):
        relay = str(address).startswith(RELAYS)
        return address.is_global and not (address.is_multicast or address.is_reserved or relay)
    return (
        address in GLOBAL_UNICAST
        and address.is_global
        and not any(address in each for each in NOT_HOSTS)
    )


def resolve(host: str, port: int) -> list[str]:
    """Ask the system's resolver; each address once. Raises OSError where there is none."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(sockaddr[0]) for *_, sockaddr in found))


def _host(name: str) -> str:
    if "%" in name:  # the zone of a link-local address (RFC 6874)
        raise TargetError("malformed")
    if ":" in name:
        try:
            return str(IPv6Address(name))
        except ValueError as error:
            raise TargetError("malformed") from error
    try:
        host = name.encode("idna").decode("ascii").lower()
    except UnicodeError as error:
        raise TargetError("malformed") from error
    if not HOST.fullmatch(host):
        raise TargetError("malformed")
    return host
