"""The command line: one ordered table of commands, exit codes, and errors in one sentence.

Exit codes: 0 all done or partial; 1 some documents failed; 2 the call is wrong; 3 a bug of voltext; 130 interrupted.
"""

from __future__ import annotations

import contextlib
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Annotated, Any

import typer

from ..ingest.errors import FULL_DISK, InputError, VoltextError
from .commands.audit import audit
from .commands.build import build
from .commands.curate import curate
from .commands.cypher import cypher
from .commands.demo import demo
from .commands.embed import embed
from .commands.enrich import enrich
from .commands.evaluate import evaluate
from .commands.export import export
from .commands.extract import extract
from .commands.fetch import fetch
from .commands.load import load
from .commands.model import model
from .commands.recipes import recipes
from .commands.review import review
from .commands.schema import schema
from .commands.search import search
from .commands.show import show
from .commands.status import status
from .commands.train import train
from .commands.trends import trends
from .commands.vectors import vectors
from .output import note

DEBUG_VARIABLE = "VOLTEXT_DEBUG"
EXIT_CODES = (
    "Exit codes: 0 all done or partial; 1 some documents failed (listed); 2 the call is wrong; 3 a bug of voltext; "
    "130 interrupted."
)
# What every wrong call is; newer versions of typer carry it within, older ones take it from click.
_ClickError: Any = typer.BadParameter.__mro__[2]
Command = Callable[..., Any] | typer.Typer  # a group of commands, such as `voltext curate accept`, is a Typer
# The commands in the order of the help page. A new command is a file of app/commands and a row of this table;
# whatever is slow to import is imported within the command.
COMMANDS: tuple[tuple[str, Command], ...] = (
    ("build", build),
    ("extract", extract),
    ("search", search),
    ("audit", audit),
    ("trends", trends),
    ("recipes", recipes),
    ("review", review),
    ("status", status),
    ("show", show),
    ("curate", curate),
    ("export", export),
    ("vectors", vectors),
    ("load", load),
    ("cypher", cypher),
    ("fetch", fetch),
    ("enrich", enrich),
    ("train", train),
    ("eval", evaluate),
    ("model", model),
    ("embed", embed),
    ("schema", schema),
    ("demo", demo),
)


def make_app(commands: tuple[tuple[str, Command], ...] = COMMANDS) -> typer.Typer:
    """The application with ``commands`` in their order."""
    app = typer.Typer(
        name="voltext",
        help="Reads the battery literature: papers in; materials, properties, cells and recipes out.",
        epilog=EXIT_CODES,
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, command in commands:
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main(arguments: list[str] | None = None) -> int:
    """Run the command line on ``arguments`` (default: those of the process) and return the exit code."""
    with contextlib.ExitStack() as stack:
        # Streams that a shell closed (`>&-`) are None; what nobody reads is written nowhere.
        if sys.stdout is None:
            stack.enter_context(contextlib.redirect_stdout(stack.enter_context(Path(os.devnull).open("w"))))
        if sys.stderr is None:
            stack.enter_context(contextlib.redirect_stderr(stack.enter_context(Path(os.devnull).open("w"))))
        return _run(arguments)


def _run(arguments: list[str] | None) -> int:
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        _invoke(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except (SystemExit, typer.Exit) as stop:
        code = stop.code if isinstance(stop, SystemExit) else stop.exit_code
        return code if isinstance(code, int) else int(code is not None)
    except VoltextError as error:
        _maybe_traceback()
        note(f"voltext: {error}")
        return 1 if isinstance(error, InputError) else 2
    except _ClickError as error:
        return _wrong_call(error)
    except BrokenPipeError:
        # Whoever read our output has left (`voltext export | head`): that is no error, and nothing can be written.
        _silence()
        return 0
    except (KeyboardInterrupt, typer.Abort):
        note("voltext: interrupted; what is stored stays stored, the same command goes on from here")
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost frame: a bug becomes one line and a hint
        _maybe_traceback()
        if isinstance(error, OSError) and error.errno in FULL_DISK:
            _silence()
            where = f"{error.filename}: " if error.filename else ""
            note(f"voltext: {where}{error.strerror}; make room, what is stored stays stored")
            return 2
        hint = "" if os.environ.get(DEBUG_VARIABLE) else f"; set {DEBUG_VARIABLE}=1 and run it again for the traceback"
        note(f"voltext: a bug of voltext, not of your input: {type(error).__name__}: {error}{hint}")
        return 3
    return 0


def _invoke(arguments: list[str]) -> None:
    """Run the command that ``arguments`` name.

    Not through the application's own call, which turns an interrupt and a closed pipe into exit codes of its own; only
    a shell that asks for completions needs that.
    """
    if os.environ.get("_VOLTEXT_COMPLETE"):
        make_app()(arguments, prog_name="voltext")
    command = typer.main.get_command(make_app())
    with command.make_context("voltext", list(arguments)) as context:
        command.invoke(context)


def _wrong_call(error: Any) -> int:
    """Say in one sentence what is wrong with a call, and where its help is; the bare command shows the help itself."""
    if type(error).__name__ == "NoArgsIsHelpError":
        error.show()
        return 2
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "voltext"
    note(f"voltext: {' '.join(error.format_message().split()).rstrip('.')}; `{path} --help` says more")
    return 2


def _silence() -> None:
    """Let nothing more go to standard output, which takes no more: the interpreter would complain at its end."""
    with contextlib.suppress(OSError, ValueError):  # a stream of a test or a notebook has no file behind it
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _maybe_traceback() -> None:
    if os.environ.get(DEBUG_VARIABLE):
        traceback.print_exc()


def _show_version(asked: bool) -> None:
    if asked:
        from .. import __version__

        typer.echo(f"voltext {__version__}")
        raise typer.Exit


def _root(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and leave.", is_eager=True, callback=_show_version)
    ] = False,
) -> None:
    """Nothing to do but --version, which its callback answers."""


if __name__ == "__main__":
    sys.exit(main())
