"""A command whose help shows examples and the keys of its JSON, and lists what the vocabulary offers apart."""

import inspect
from collections.abc import Callable
from typing import Any

import click


class DocumentedCommand(click.Command):
    """A command with examples.

    Parameters
    ----------
    *arguments : Any
        What `click.Command` takes.
    title : str
        What is typed for it after `sysmap`.
    examples : str
        Lines that can be typed as they stand.
    **settings : Any
        What `click.Command` takes.
    """

    def __init__(self, *arguments: Any, title: str, examples: str, **settings: Any) -> None:
        super().__init__(*arguments, **settings)
        self.title = title
        self.examples = tuple(inspect.cleandoc(examples).splitlines())

    def sections(self, ctx: click.Context) -> tuple[list[tuple[str, str]], list[tuple[str, str]]]:
        """Give the options with their help: the command's own, then one for each property of the vocabulary."""
        own: list[tuple[str, str]] = []
        properties: list[tuple[str, str]] = []
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                (properties if (param.name or "").startswith("property_") else own).append(record)
        return own, properties

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options in their sections."""
        for title, records in zip(("Options", "What can be said of it"), self.sections(ctx), strict=True):
            if records:
                with formatter.section(title):
                    formatter.write_dl(records)

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the examples, each on a line of its own however narrow the terminal is, then the keys of JSON."""
        from sysmap.cli.json_keys import keys_of

        super().format_epilog(ctx, formatter)
        with formatter.section("Examples"):
            for line in self.examples:
                formatter.write(f"{'':>{formatter.current_indent}}{line}\n")
        for title, keys in keys_of(self.title).items():
            with formatter.section(f"JSON keys of {title}"):
                formatter.write_text(", ".join(keys))


def documented(name: str, examples: str) -> Callable[[Callable[..., Any]], DocumentedCommand]:
    """Make a function a command with examples.

    Parameters
    ----------
    name : str
        What is typed for it after `sysmap`.
    examples : str
        Lines that can be typed as they stand.
    """
    return click.command(name=name.rpartition(" ")[2], cls=DocumentedCommand, title=name, examples=examples)
