"""Translation packs from the command line."""

from __future__ import annotations

from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.progress import BarColumn, DownloadColumn, Progress, TextColumn, TimeRemainingColumn

from moderation.settings import load
from moderation.translation import PackError, PackStore
from moderation.translation.index import offers
from moderation.translation.installs import install as install_pack

if TYPE_CHECKING:
    from collections.abc import Iterator


def _store() -> PackStore:
    return PackStore(load().packs)


@contextmanager
def _in_a_sentence() -> Iterator[None]:
    """End the command with what is wrong, in a sentence."""
    try:
        yield
    except PackError as error:
        raise click.ClickException(str(error)) from error


@click.group()
def packs() -> None:
    """The installed translation packs."""


@packs.command("list")
@click.option("--available", is_flag=True, help="Ask the index which packs there are to install.")
def list_packs(*, available: bool) -> None:
    """List the installed packs with their versions."""
    installed = {pack.code: pack for pack in _store().installed()}
    if not available:
        for pack in installed.values():
            click.echo(f"{pack.code}\t{pack.version}\t{pack.origin}")
        return
    with _in_a_sentence():
        found = offers(load().pack_index)
    for offer in found:
        here = installed.get(f"translate-{offer.from_code}_{offer.to_code}")
        note = f"\tinstalled: {here.version}" if here else ""
        names = f"{offer.from_name} to {offer.to_name}"
        click.echo(f"{offer.from_code} {offer.to_code}\t{offer.version}\t{names}{note}")


@packs.command("install")
@click.argument("source")
@click.argument("target")
def install(source: str, target: str) -> None:
    """Fetch the newest pack from SOURCE to TARGET, such as `install ru en`, and switch to it.

    What was fetched before the connection broke is kept, and the next attempt goes on from there.
    """
    columns = (TextColumn("{task.description}"), BarColumn(), DownloadColumn())
    console = Console(stderr=True)
    with (
        _in_a_sentence(),
        Progress(*columns, TimeRemainingColumn(), console=console) as bar,
    ):
        task = bar.add_task(f"translate-{source}_{target}", total=None)

        def progress(done: int, total: int | None) -> None:
            whole = done == total
            description = "trial translation" if whole else f"translate-{source}_{target}"
            bar.update(task, completed=done, total=total, description=description)

        pack = install_pack(_store(), load().pack_index, source, target, progress)
    click.echo(f"{pack.code} {pack.version} is installed.")


@packs.command("add")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def add(file: Path) -> None:
    """Install a pack from an .argosmodel file, after a trial translation."""
    with _in_a_sentence():
        pack = _store().add(file)
    click.echo(f"{pack.code} {pack.version} is installed.")


@packs.command("remove")
@click.argument("source")
@click.argument("target")
def remove(source: str, target: str) -> None:
    """Remove the pack from SOURCE to TARGET, such as `remove lv en`."""
    with _in_a_sentence():
        _store().remove(source, target)
    click.echo(f"translate-{source}_{target} is removed.")


@packs.command("rollback")
@click.argument("source")
@click.argument("target")
def rollback(source: str, target: str) -> None:
    """Go back to the version before."""
    with _in_a_sentence():
        pack = _store().rollback(source, target)
    click.echo(f"{pack.code} {pack.version} runs again.")


@packs.command("check")
def check() -> None:
    """Check each installed pack's files and make it translate; exits with 1 on a broken one."""
    broken = False
    for pack, problem in _store().check():
        click.echo(f"{pack.code}\t{pack.version}\t{problem or 'works'}")
        broken = broken or problem is not None
    if broken:
        raise click.exceptions.Exit(1)
