"""The command line."""

from __future__ import annotations

import sys

import click

from moderation.cli.accounts import keys, sites, staff
from moderation.cli.corrections import corrections
from moderation.cli.demo import demo
from moderation.cli.erasure import erase
from moderation.cli.export import export
from moderation.cli.glossary import glossary
from moderation.cli.imports import import_group
from moderation.cli.maintenance import audit, migrate
from moderation.cli.packs import packs
from moderation.cli.process import process
from moderation.cli.retranslate import retranslate
from moderation.cli.serve import serve, web, worker
from moderation.settings import SettingsError


@click.group(invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.pass_context
def balss(context: click.Context) -> None:
    """Balss, a testimonial desk. Without a command it starts web and worker together."""
    if context.invoked_subcommand is None:
        context.invoke(serve)


for _command in (
    serve, web, worker, demo, import_group, export, process, packs, retranslate, glossary,
    corrections, sites, keys, staff, erase, migrate, audit,
):  # fmt: skip
    balss.add_command(_command)


def main() -> None:
    """Run a command; a setting that cannot be used ends it with a sentence."""
    try:
        balss()
    except SettingsError as error:
        click.echo(f"Balss cannot start: {error}", err=True)
        sys.exit(2)
