"""`sysmap completion`."""

import click

from sysmap.cli.documented import documented


@documented(
    "completion",
    examples="""
    eval "$(sysmap completion bash)"            in ~/.bashrc
    eval "$(sysmap completion zsh)"             in ~/.zshrc
    sysmap completion fish > ~/.config/fish/completions/sysmap.fish
    """,
)
@click.argument("shell", type=click.Choice(("bash", "zsh", "fish")))
def command(*, shell: str) -> None:
    """Print what makes Tab complete commands, options and the names on your map."""
    from click.shell_completion import get_completion_class

    from sysmap.cli.main import cli

    made = get_completion_class(shell)
    if made is None:
        raise click.UsageError(f"click completes nothing in {shell}")
    click.echo(made(cli, {}, "sysmap", "_SYSMAP_COMPLETE").source())
