"""The command line: one ordered table of commands, exit codes, and errors in one sentence.

Exit codes: 0 all done or partial; 1 some documents failed; 2 the call is wrong; 3 a bug of voltext; 130 interrupted.
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Annotated, Any

import typer

from ..ingest.errors import InputError, VoltextError
from .commands.audit import audit
from .commands.build import build
from .commands.cypher import cypher
from .commands.demo import demo
from .commands.export import export
from .commands.extract import extract
from .commands.load import load
from .commands.schema import schema
from .commands.search import search
from .commands.show import show
from .commands.status import status
from .output import note

DEBUG_VARIABLE = "VOLTEXT_DEBUG"
# The commands in the order of the help page. A new command is a file of app/commands and a row of this table;
# whatever is slow to import is imported within the command.
COMMANDS: tuple[tuple[str, Callable[..., Any]], ...] = (
    ("build", build),
    ("extract", extract),
    ("search", search),
    ("audit", audit),
    ("status", status),
    ("show", show),
    ("export", export),
    ("load", load),
    ("cypher", cypher),
    ("schema", schema),
    ("demo", demo),
)


def make_app(commands: tuple[tuple[str, Callable[..., Any]], ...] = COMMANDS) -> typer.Typer:
    """The application with ``commands`` in their order."""
    app = typer.Typer(
        name="voltext",
        help="Reads the battery literature: papers in; materials, properties, cells and recipes out.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_root)
    for name, command in commands:
        app.command(name)(command)
    return app


def main(arguments: list[str] | None = None) -> int:
    """Run the command line on ``arguments`` (default: those of the process) and return the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        make_app()(arguments, prog_name="voltext")
    except SystemExit as stop:
        return stop.code if isinstance(stop.code, int) else int(stop.code is not None)
    except VoltextError as error:
        _maybe_traceback()
        note(f"voltext: {error}")
        return 1 if isinstance(error, InputError) else 2
    except BrokenPipeError:
        # Whoever read our output has left (`voltext export | head`): that is no error, and nothing can be written.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        note("voltext: interrupted; what is stored stays stored, the same command goes on from here")
        return 130
    except Exception as error:  # noqa: BLE001 - the outermost frame: a bug becomes one line and a hint
        _maybe_traceback()
        hint = "" if os.environ.get(DEBUG_VARIABLE) else f"; set {DEBUG_VARIABLE}=1 and run it again for the traceback"
        note(f"voltext: a bug of voltext, not of your input: {type(error).__name__}: {error}{hint}")
        return 3
    return 0


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
