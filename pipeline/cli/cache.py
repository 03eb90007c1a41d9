"""`clausegap cache`: what earlier runs kept."""

from pathlib import Path

import click

from pipeline.cli import options, screen


@click.group(invoke_without_command=True)
@click.pass_context
def cache(context: click.Context) -> None:
    """See to what earlier runs kept: documents as read and judged."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@cache.command()
@options.cache_folder
def clear(cache_folder: Path | None) -> None:
    """Forget what earlier runs kept."""
    from pipeline.reports.words import count
    from pipeline.store.cache import KINDS, open_cache
    from pipeline.store.folder import cache_folder as folder_of

    place = folder_of(cache_folder)
    if not any((place / kind).is_dir() for kind in KINDS):  # opening another folder would make ours in it
        screen.tell(f"Nothing is kept in {place}.")
        return
    with open_cache(cache_folder) as opened:
        screen.tell(f"{count(opened.clear(), 'kept result')} removed from {place}.")
