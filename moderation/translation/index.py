"""The index of packs on offer, and fetching one: the only time Balss asks anything of the network.

An index is the JSON list that argostranslate publishes: an object a pack, with the pair, the
version and the addresses to fetch it from; `sha256`, where an index gives it, is held to. A member
of staff starts every request, and nothing but the request itself is sent.
"""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from contextlib import closing
from dataclasses import dataclass
from hashlib import sha256
from http import HTTPStatus
from http.client import HTTPException, HTTPMessage
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urljoin, urlsplit

from moderation.translation.archive import LANGUAGE, LIMIT_BYTES, VERSION, PackError
from moderation.translation.lock import exclusive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    Progress = Callable[[int, int | None], None]

SECONDS = 30
LIMIT_INDEX = 8 * 1024**2
BLOCK = 256 * 1024
PIVOT = "en"
DIGEST = re.compile(r"[0-9a-f]{64}")
TOTAL = re.compile(r"bytes (?P<first>\d+)-\d+/(?P<total>\d+)")
UNREACHABLE = (urllib.error.URLError, HTTPException, OSError, TimeoutError)


@dataclass(frozen=True, slots=True)
class Offer:
    """A pack that an index offers. `sha256` is in small hex, None where the index has none."""

    from_code: str
    to_code: str
    from_name: str
    to_name: str
    version: str
    links: tuple[str, ...]
    sha256: str | None

    @property
    def file_name(self) -> str:
        """The archive's name among Argos packs."""
        return (
            f"translate-{self.from_code}_{self.to_code}-{self.version.replace('.', '_')}.argosmodel"
        )


def offers(address: str) -> list[Offer]:
    """Ask the index at `address`; give the newest offer of each pair, by pair.

    Entries that cannot be used are passed over. Raises PackError with a sentence if the index
    cannot be reached or is none.
    """
    try:
        with closing(_open(address)) as response:
            content = response.read(LIMIT_INDEX + 1)
    except UNREACHABLE as error:
        raise PackError(
            "The index of packs cannot be reached (%(reason)s).", reason=_reason(error)
        ) from error
    try:
        rows = json.loads(content[: LIMIT_INDEX + 1])
    except (ValueError, RecursionError) as error:
        raise PackError("What stands at the index's address is no index of packs.") from error
    if not isinstance(rows, list) or len(content) > LIMIT_INDEX:
        raise PackError("What stands at the index's address is no index of packs.")
    newest: dict[tuple[str, str], Offer] = {}
    for row in rows:
        offer = _offer(row, address)
        if offer is None:
            continue
        pair = offer.from_code, offer.to_code
        if pair not in newest or _order(newest[pair].version) < _order(offer.version):
            newest[pair] = offer
    return [newest[pair] for pair in sorted(newest)]


def choose(found: Iterable[Offer], source: str, target: str) -> Offer:
    """Give the offer of a pair. Raises PackError, naming the two packs that would do together."""
    pairs = {(each.from_code, each.to_code): each for each in found}
    if (source, target) in pairs:
        return pairs[source, target]
    if (source, PIVOT) in pairs and (PIVOT, target) in pairs:
        raise PackError(
            "The index has no pack from %(source)s to %(target)s. Install %(source)s to %(pivot)s"
            " and %(pivot)s to %(target)s instead: Balss then goes through English.",
            source=source,
            target=target,
            pivot=PIVOT,
        )
    raise PackError(
        "The index has no pack from %(source)s to %(target)s.", source=source, target=target
    )


def download(offer: Offer, folder: Path, progress: Progress) -> Path:
    """Fetch an offered pack into `folder`, going on where an earlier attempt stopped.

    `progress` is told the bytes there are and the bytes there will be, None where unknown. Gives
    the whole file. Raises PackError with a sentence; what has come stays for the next attempt,
    unless it is not what the index promised.
    """
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / offer.file_name
    part = file.with_suffix(".part")
    with exclusive(file.with_suffix(".lock")):
        reason = "no address that Balss can use"
        for link in offer.links:
            try:
                _fetch(link, part, progress)
                break
            except UNREACHABLE as error:
                reason = _reason(error)
        else:
            kept = part.stat().st_size if part.exists() else 0
            if kept:
                raise PackError(
                    "The pack could not be fetched (%(reason)s). %(kept)s bytes are kept:"
                    " try again to go on from there.",
                    reason=reason,
                    kept=f"{kept:,}",
                )
            raise PackError("The pack could not be fetched (%(reason)s).", reason=reason)
        if offer.sha256 is not None and _digest(part) != offer.sha256:
            _forget(part)
            raise PackError("The file is not the one the index names: its SHA-256 differs.")
        part.replace(file)
        _mark(part).unlink(missing_ok=True)
    return file


def _fetch(link: str, part: Path, progress: Progress) -> None:
    """Bring `part` to its full length from one address."""
    try:
        _go_on(link, part, progress)
    except urllib.error.HTTPError as error:
        if error.code != HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            raise
        # What is kept is no beginning of what is there now.
        _forget(part)
        _go_on(link, part, progress)


def _go_on(link: str, part: Path, progress: Progress) -> None:
    have = part.stat().st_size if part.exists() else 0
    headers = {}
    if have and (mark := _read_mark(part, link)):
        # If-Range (RFC 9110, 13.1.5): the rest of the same file, or the whole of a new one.
        headers = {"Range": f"bytes={have}-", "If-Range": mark}
    with closing(_open(link, headers)) as response:
        begun = TOTAL.match(response.headers.get("Content-Range", ""))
        resumed = response.status == HTTPStatus.PARTIAL_CONTENT and begun is not None
        if resumed and begun is not None and int(begun["first"]) == have:
            total: int | None = int(begun["total"])
        else:
            have, total = 0, _length(response.headers)
            _write_mark(part, link, response.headers)
        with part.open("ab" if have else "wb") as file:
            while block := response.read(BLOCK):
                have += len(block)
                if max(have, total or 0) > LIMIT_BYTES:
                    _forget(part)
                    raise PackError("The pack is larger than 2 GiB.")
                file.write(block)
                progress(have, total)
    if total is not None and have != total:
        raise OSError("the connection broke")


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Follows redirections, but neither to another protocol nor from https to http."""

    def redirect_request(  # noqa: PLR0917 the library's own order
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        if not _usable(newurl) or (req.type == "https" and not newurl.startswith("https:")):
            raise urllib.error.URLError("redirected to an address that is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _open(link: str, headers: dict[str, str] | None = None) -> Any:  # noqa: ANN401 urllib's own
    if not _usable(link):
        raise PackError("%(link)s is no http or https address.", link=link)
    given = {"User-Agent": "Balss", "Accept-Encoding": "identity", **(headers or {})}
    request = urllib.request.Request(link, headers=given)  # noqa: S310 checked above
    return urllib.request.build_opener(_Redirects).open(request, timeout=SECONDS)


def _usable(link: str) -> bool:
    try:
        parts = urlsplit(link)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)


def _offer(row: object, address: str) -> Offer | None:
    if not isinstance(row, dict) or row.get("type", "translate") != "translate":
        return None
    source, target, version = (
        str(row.get(name, "")) for name in ("from_code", "to_code", "package_version")
    )
    named = LANGUAGE.fullmatch(source) and LANGUAGE.fullmatch(target) and source != target
    given = row.get("links")
    links = [urljoin(address, str(link)) for link in given] if isinstance(given, list) else []
    links = [link for link in links if _usable(link)]
    if not named or not VERSION.fullmatch(version) or not links:
        return None
    digest = str(row.get("sha256") or "").lower()
    return Offer(
        from_code=source,
        to_code=target,
        from_name=str(row.get("from_name") or source)[:60],
        to_name=str(row.get("to_name") or target)[:60],
        version=version,
        links=tuple(links),
        sha256=digest if DIGEST.fullmatch(digest) else None,
    )


def _order(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d{1,9}", version))


def _length(headers: HTTPMessage) -> int | None:
    length = headers.get("Content-Length", "")
    return int(length) if length.isdecimal() else None


def _reason(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"the server answered {error.code}"
    reason = getattr(error, "reason", None)
    inner = reason if isinstance(reason, BaseException) else error
    return getattr(inner, "strerror", None) or str(reason or error) or type(error).__name__


def _mark(part: Path) -> Path:
    """Where it is kept which file on which server a part is of."""
    return part.with_suffix(".part.json")


def _write_mark(part: Path, link: str, headers: HTTPMessage) -> None:
    strong = headers.get("ETag", "")
    mark = strong if strong.startswith('"') else headers.get("Last-Modified")
    _mark(part).write_text(json.dumps({"link": link, "mark": mark}), encoding="utf-8")


def _read_mark(part: Path, link: str) -> str | None:
    try:
        kept = json.loads(_mark(part).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    fits = isinstance(kept, dict) and kept.get("link") == link and kept.get("mark")
    return str(kept["mark"]) if fits else None


def _forget(part: Path) -> None:
    part.unlink(missing_ok=True)
    _mark(part).unlink(missing_ok=True)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        digest = sha256()
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()
