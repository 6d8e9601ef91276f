"""A site's glossary from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from moderation.cli.house import choose_site, open_house
from moderation.queue import glossary as terms

PROBLEMS = {
    "columns": "the first line must name the columns language, term and english",
    "language": "the language must be a code such as lv or ru, and not en",
    "kind": "the kind must be term, staff, department or medicine",
    "empty": "term and English must hold words",
    "too_long": "a term may have 200 characters",
    "characters": "there are characters that cannot be shown",
    "too_many": f"a glossary may have {terms.MOST} terms",
}


@click.group()
def glossary() -> None:
    """A site's own words and names, and the only English each may have."""


@glossary.command("export")
@click.option("--site", "slug", help="Short name of the site; not needed where there is one.")
def export(slug: str | None) -> None:
    """Print the glossary as CSV: language, term, english, kind."""
    _, database = open_house()
    with database.reading() as session:
        click.echo(terms.exported(session, choose_site(session, slug)), nl=False)


@glossary.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--site", "slug", help="Short name of the site; not needed where there is one.")
def import_terms(file: Path, slug: str | None) -> None:
    """Add the terms of a CSV file; known ones get its English."""
    _, database = open_house()
    try:
        rows = terms.imported(file.read_text(encoding="utf-8-sig"))
        with database.writing.begin() as session:
            number = terms.put(session, choose_site(session, slug), rows, actor="system")
    except UnicodeDecodeError as error:
        raise click.ClickException(f"{file.name} is not in UTF-8.") from error
    except terms.GlossaryError as error:
        raise click.ClickException(
            f"{file.name}, line {error.line}: {PROBLEMS[error.code]}."
        ) from error
    click.echo(f"{number} terms are in the glossary.")
