"""A site's glossary: its terms kept, read for the worker, and carried in and out as CSV."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from dataclasses import dataclass
from typing import TYPE_CHECKING

from sqlalchemy import select

from models import GlossaryTerm, Policy, TermKind
from moderation.audit import record
from moderation.translation import Glossary, Term

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from uuid import UUID

    from sqlalchemy.orm import Session

    from models import Site

COLUMNS = ("language", "term", "english", "kind")
LANGUAGE = re.compile(r"[a-z]{2,3}")
LONGEST = 200
MOST = 5000
FORMULA = ("=", "+", "-", "@", "\t", "\r")


class GlossaryError(ValueError):
    """A term that cannot be taken; `code` says why, `line` where in a file, 0 for none."""

    def __init__(self, code: str, line: int = 0) -> None:
        super().__init__(code)
        self.code = code
        self.line = line


@dataclass(frozen=True, slots=True)
class Row:
    """One term as it was typed or read from a file."""

    language: str
    term: str
    english: str
    kind: TermKind = TermKind.TERM


def terms(session: Session, site: Site) -> Sequence[GlossaryTerm]:
    """List a site's terms by language and term."""
    query = (
        select(GlossaryTerm)
        .where(GlossaryTerm.site_id == site.id)
        .order_by(GlossaryTerm.language, GlossaryTerm.term)
    )
    return session.scalars(query).all()


def glossary_of(session: Session, site: Site) -> Glossary:
    """Give what the translator needs: the site's terms and the names of its people."""
    known = (
        Term(each.term, each.english, each.language, each.kind.value)
        for each in terms(session, site)
    )
    return Glossary.of(known, staff=Policy.of(site.policy).staff_names)


def put(session: Session, site: Site, rows: Iterable[Row], *, actor: str) -> int:
    """Add terms, or give known ones another English; count them.

    Raises GlossaryError for a row that cannot be taken, and for more than 5,000 terms.
    """
    standing = {(each.language, each.term): each for each in terms(session, site)}
    number = 0
    for number, row in enumerate(rows, 1):
        checked = _checked(row, number)
        known = standing.get((checked.language, checked.term))
        if known is None:
            known = GlossaryTerm(site_id=site.id, language=checked.language, term=checked.term)
            standing[checked.language, checked.term] = known
            session.add(known)
        known.english, known.kind = checked.english, checked.kind
        if len(standing) > MOST:
            raise GlossaryError("too_many", number)
    session.flush()
    record(session, actor=actor, tag="glossary:change", subject=site.id, terms=number)
    return number


def remove(session: Session, site: Site, term_id: UUID, *, actor: str) -> bool:
    """Remove a term of a site; False if it is gone already."""
    found = session.get(GlossaryTerm, term_id)
    if found is None or found.site_id != site.id:
        return False
    session.delete(found)
    record(session, actor=actor, tag="glossary:remove", subject=site.id)
    return True


def exported(session: Session, site: Site) -> str:
    """Write a site's terms as CSV: language, term, english, kind.

    A cell that a spreadsheet would take for a formula is led by an apostrophe, as OWASP advises;
    `imported` takes it off again.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for each in terms(session, site):
        cells = (each.language, each.term, each.english, each.kind.value)
        writer.writerow([f"'{cell}" if cell.startswith(FORMULA) else cell for cell in cells])
    return out.getvalue()


def imported(text: str) -> list[Row]:
    """Read such a CSV; semicolons or tabs may part the columns, and `kind` may be missing.

    Raises GlossaryError naming the line that cannot be read.
    """
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    mark = max(",;\t", key=head.count)
    reader = csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)
    names = [name.strip().lower() for name in reader.fieldnames or ()]
    if not set(COLUMNS[:3]) <= set(names):
        raise GlossaryError("columns", 1)
    reader.fieldnames = names
    rows = []
    try:
        for cells in reader:
            rows.append(_row({name: cells.get(name) or "" for name in COLUMNS}, reader.line_num))
            if len(rows) > MOST:
                raise GlossaryError("too_many", reader.line_num)
    except csv.Error as error:
        raise GlossaryError("columns", reader.line_num) from error
    return rows


def _row(cells: dict[str, str], line: int) -> Row:
    plain = {name: cell.strip() for name, cell in cells.items()}
    plain = {
        name: cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA) else cell
        for name, cell in plain.items()
    }
    kind = plain["kind"].lower() or TermKind.TERM.value
    if kind not in {each.value for each in TermKind}:
        raise GlossaryError("kind", line)
    row = Row(plain["language"].lower(), plain["term"], plain["english"], TermKind(kind))
    return _checked(row, line)


def _checked(row: Row, line: int) -> Row:
    term, english = (" ".join(text.split()) for text in (row.term, row.english))
    if not LANGUAGE.fullmatch(row.language) or row.language == "en":
        raise GlossaryError("language", line)
    for text in (term, english):
        if not any(letter.isalpha() for letter in text):
            raise GlossaryError("empty", line)
        if len(text) > LONGEST:
            raise GlossaryError("too_long", line)
        if any(unicodedata.category(letter) in {"Cc", "Cf"} for letter in text):
            raise GlossaryError("characters", line)
    return Row(row.language, unicodedata.normalize("NFC", term), english, row.kind)
