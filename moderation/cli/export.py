"""Writing what is published into files."""

from __future__ import annotations

from pathlib import Path

import click

from moderation.cli.house import open_house
from moderation.publication import question
from moderation.publication.export import FORMATS, ExportError, export_site


@click.group()
def export() -> None:
    """What is published, as files."""


@export.command("site")
@click.argument("slug")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option(
    "--format", "formats", multiple=True, type=click.Choice(FORMATS),
    help="What to write; may be given several times. Everything where it is not given.",
)  # fmt: skip
@click.option("--language", help="Language of the texts, such as lv; English where not given.")
def site(slug: str, folder: Path, *, formats: tuple[str, ...], language: str | None) -> None:
    """Bring FOLDER up to date with what site SLUG publishes.

    Writes index.html and further pages, reviews.json (a JSON Feed) and entries/*.md (Markdown
    with front matter). Files that have not changed are left alone; those of withdrawn reviews
    are removed. Other files in FOLDER are never touched.
    """
    if language is not None and not question.LANGUAGE.fullmatch(language):
        raise click.UsageError("--language must be a BCP 47 tag such as en, lv or ru")
    _, database = open_house()
    try:
        with database.reading() as session:
            report = export_site(
                session,
                slug,
                folder,
                formats=formats or FORMATS,
                language=language.lower() if language else None,
            )
    except ExportError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{report.written} written, {report.removed} removed, {report.unchanged} unchanged.")
