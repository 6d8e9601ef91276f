"""Translation packs from the command line."""

from __future__ import annotations

from pathlib import Path

import click

from moderation.settings import load
from moderation.translation import PackError, PackStore


def _store() -> PackStore:
    return PackStore(load().packs)


@click.group()
def packs() -> None:
    """The installed translation packs."""


@packs.command("list")
def list_packs() -> None:
    """List the installed packs with their versions."""
    for pack in _store().installed():
        click.echo(f"{pack.code}\t{pack.version}\t{pack.origin}")


@packs.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Install a pack from an .argosmodel file, after a trial translation."""
    try:
        pack = _store().add(file)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{pack.code} {pack.version} is installed.")


@packs.command("remove")
@click.argument("source")
@click.argument("target")
def remove(source: str, target: str) -> None:
    """Remove the pack from SOURCE to TARGET, such as `remove lv en`."""
    try:
        _store().remove(source, target)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"translate-{source}_{target} is removed.")


@packs.command("rollback")
@click.argument("source")
@click.argument("target")
def rollback(source: str, target: str) -> None:
    """Go back to the version before."""
    try:
        _store().rollback(source, target)
    except PackError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"translate-{source}_{target} is back at the version before.")


@packs.command("check")
def check() -> None:
    """Check each installed pack's files and make it translate; exits with 1 on a broken one."""
    broken = False
    for pack, problem in _store().check():
        click.echo(f"{pack.code}\t{pack.version}\t{problem or 'works'}")
        broken = broken or problem is not None
    if broken:
        raise click.exceptions.Exit(1)
