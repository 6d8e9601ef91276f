from __future__ import annotations

from ipaddress import ip_network

import pytest

from moderation.publication.webhooks import targets
from moderation.publication.webhooks.targets import TargetError

PUBLIC = ["93.184.216.34", "8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "2a00:1450:4001::8a"]
FORBIDDEN = [
    # this host, private, link-local (also where clouds keep their keys), shared
    "0.0.0.0", "0.1.2.3", "127.0.0.1", "127.255.255.254", "10.0.0.1", "172.16.0.1",  # noqa: S104
    "172.31.255.255", "192.168.1.1", "169.254.169.254", "100.64.0.1", "100.127.255.255",
    # given to nobody, documentation, benchmarks, relays, multicast, broadcast
    "192.0.0.1", "192.0.2.1", "198.51.100.7", "203.0.113.9", "198.18.0.1", "192.88.99.1",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    # the same of IPv6
    "::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "fec0::1", "ff02::1",
    "2001:db8::1", "3fff::1", "100::1", "5f00::1", "4000::1",
    # IPv4 in the clothes of IPv6: mapped, compatible, 6to4, Teredo, NAT64 of both kinds
    "::ffff:127.0.0.1", "::ffff:8.8.8.8", "::127.0.0.1", "2002:7f00:1::", "2002:808:808::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2", "64:ff9b::7f00:1", "64:ff9b::808:808", "64:ff9b:1::1",
    # no address at all
    "", "localhost", "127.1", "0x7f.1", "2130706433", "127.0.0.1.", "::1::",
]  # fmt: skip


@pytest.mark.parametrize("address", PUBLIC)
def test_public_addresses_are_reached_by_https_and_not_by_http(address: str) -> None:
    assert targets.permitted(address, "https", ())
    assert not targets.permitted(address, "http", ())


@pytest.mark.parametrize("address", FORBIDDEN)
def test_no_other_address_is_reached(address: str) -> None:
    assert not targets.permitted(address, "https", ())
    assert not targets.permitted(address, "http", ())


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_named_network_is_reached_and_nothing_beside_it(scheme: str) -> None:
    named = (ip_network("10.1.0.0/16"), ip_network("::1/128"))

    assert targets.permitted("10.1.2.3", scheme, named)
    assert targets.permitted("::1", scheme, named)
    assert not targets.permitted("10.2.0.1", scheme, named)
    assert not targets.permitted("::ffff:10.1.2.3", scheme, named)


def test_of_several_addresses_only_the_permitted_are_left_in_their_order() -> None:
    target = targets.parse("https://example.com/")

    assert targets.judge(target, ["10.0.0.1", "8.8.8.8", "::1", "1.1.1.1"], ()) == [
        "8.8.8.8",
        "1.1.1.1",
    ]
    with pytest.raises(TargetError) as refusal:
        targets.judge(target, ["10.0.0.1", "::1"], ())
    assert refusal.value.code == "forbidden"


@pytest.mark.parametrize(
    ("url", "parts"),
    [
        ("https://example.com", ("https", "example.com", 443, "/")),
        ("https://Example.COM:8443/a?b=c", ("https", "example.com", 8443, "/a?b=c")),
        ("http://10.1.2.3/x", ("http", "10.1.2.3", 80, "/x")),
        ("https://[2606:4700::1]/", ("https", "2606:4700::1", 443, "/")),
        ("https://klīnika.lv/āķis", ("https", "xn--klnika-j8a.lv", 443, "/%C4%81%C4%B7is")),
    ],
)
def test_an_address_is_taken_apart(url: str, parts: tuple[str, str, int, str]) -> None:
    target = targets.parse(url)

    assert (target.scheme, target.host, target.port, target.path) == parts


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("", "scheme"),
        ("example.com/hook", "scheme"),
        ("ftp://example.com/", "scheme"),
        ("file:///etc/passwd", "scheme"),
        ("gopher://example.com/", "scheme"),
        ("https://", "malformed"),
        ("https:///path", "malformed"),
        ("https://user:word@example.com/", "credentials"),
        ("https://example.com@10.0.0.1/", "credentials"),
        ("https://example.com/#part", "malformed"),
        ("https://example.com:0/", "malformed"),
        ("https://example.com:99999/", "malformed"),
        ("https://example.com:x/", "malformed"),
        ("https://exa mple.com/", "malformed"),
        ("https://example.com/\r\nHost: other", "malformed"),
        ("https://example.com\\@10.0.0.1/", "malformed"),
        ("https://[::1", "malformed"),
        ("https://[fe80::1%25eth0]/", "malformed"),
        ("https://-example.com/", "malformed"),
        (f"https://{'a' * 300}.lv/", "malformed"),
    ],
)
def test_what_is_no_plain_web_address_is_refused(url: str, code: str) -> None:
    with pytest.raises(TargetError) as refusal:
        targets.parse(url)
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("url", "header"),
    [
        ("https://example.com/", "example.com"),
        ("https://example.com:8443/", "example.com:8443"),
        ("http://10.1.2.3:443/", "10.1.2.3:443"),
        ("https://[2606:4700::1]:8443/", "[2606:4700::1]:8443"),
    ],
)
def test_the_host_header_names_the_endpoint_as_its_address_does(url: str, header: str) -> None:
    assert targets.parse(url).authority == header
