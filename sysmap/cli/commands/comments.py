"""`sysmap comments`."""

import click

from sysmap.cli.documented import documented
from sysmap.cli.options import edit_options, map_argument
from sysmap.cli.output import say


@documented(
    "comments",
    examples="""
    sysmap comments town.sysmap comments_from_the_ward.txt
    sysmap comments town.sysmap answer.eml summary_filled_in.docx
    sysmap comments town.sysmap
    sysmap comments town.sysmap --accept cmt_k3j9x0w2ab --reject cmt_7d2m --why "checked against the ledger"
    sysmap comments town.sysmap --accept-all-agreed
    """,
)
@map_argument
@click.argument("files", metavar="[FILE...]", nargs=-1, type=click.Path(allow_dash=True))
@click.option("--accept", multiple=True, metavar="ID", help="Do what a comment says; repeatable. Undo takes it back.")
@click.option(
    "--accept-all-agreed",
    "undisputed",
    is_flag=True,
    help="Accept every value that nobody disputes and the map has not changed since, and count marks of agreement.",
)
@click.option("--reject", multiple=True, metavar="ID", help="Close a comment without doing it; repeatable.")
@click.option(
    "--assign",
    multiple=True,
    metavar="ID=NAME",
    help="Say what a comment is about that was not found: a name, an id, or map; repeatable.",
)
@click.option("--keep-going", is_flag=True, help="Bring in what is sound where something else was altered.")
@click.option("--anyway", is_flag=True, help="Bring in comments on another map, finding things by their names.")
@click.option("--all", "everything", is_flag=True, help="List the ones settled before too.")
@edit_options
def command(
    *,
    address: str,
    files: tuple[str, ...],
    accept: tuple[str, ...],
    undisputed: bool,
    reject: tuple[str, ...],
    assign: tuple[str, ...],
    keep_going: bool,
    anyway: bool,
    everything: bool,
    by: str,
    why: str,
    shape: str,
) -> int:
    """List what readers sent back, bring in more of it, and accept or reject it.

    A FILE is what a page saved, an e-mail, its text (- reads what is pasted), or a Word summary with its table filled
    in. Reading one twice adds nothing. Nothing on the map changes until a comment is accepted.
    """
    from sysmap.cli.asking import ask_on_terminal
    from sysmap.cli.typing_in import read_lines
    from sysmap.pipeline.commenting import CommentFiles, take_comments
    from sysmap.pipeline.settling import Settling
    from sysmap.pipeline.typed import split_pairs

    pasted = "\n".join(read_lines()) if "-" in files else ""
    answer = take_comments(
        address,
        CommentFiles(files, pasted, keep_going, anyway),
        Settling(accept, reject, undisputed, split_pairs(assign)),
        everything=everything,
        by=by,
        why=why,
        ask=ask_on_terminal(),
    )
    return say(answer, shape)
