"""The command line: one function a command, no logic; results on stdout, everything else on stderr.

Exit status: 0 done, 1 it could not be done (nothing could be read, a check failed), 2 wrong usage.
"""

from __future__ import annotations

import os
import sys

import typer

from herodotus.cli import asking, places, reading, running, serving, writing
from herodotus.cli.console import complain, note
from herodotus.errors import HerodotusError, SettingsError, UsageError

DONE, FAILED, USAGE = 0, 1, 2
# What a shell reports for a program that Ctrl-C ended.
STOPPED = 130
# Typer carries a command-line library inside; its exceptions are reached by the one that is public.
_WRONG_USAGE: type[Exception] = next(
    base for base in typer.BadParameter.__mro__ if base.__name__ == "ClickException"
)

app = typer.Typer(
    name="herodotus",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="Read many reports of one conflict, and keep who said what, word for word.\n\n"
    "Begin with `herodotus demo`, or with `herodotus read FOLDER` and then `herodotus brief`. Everything "
    "is kept in one file, `record.herodotus` in the current folder unless `--record FILE` names another.",
    epilog="Exit status: 0 done, 1 it could not be done, 2 wrong usage.",
)
for module in (reading, asking, running, serving, writing, places):
    module.add_to(app)


def main(arguments: list[str] | None = None) -> int:
    """Run one command and return its exit status; no error of the person's ends in a traceback."""
    try:
        status = typer.main.get_command(app).main(
            args=arguments, prog_name="herodotus", standalone_mode=False
        )
        sys.stdout.flush()
    except HerodotusError as error:
        complain(error.message, hint=error.hint)
        return USAGE if isinstance(error, UsageError | SettingsError) else FAILED
    except BrokenPipeError:
        # `herodotus brief | head`: the reader has enough, and Python must not say more at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (KeyboardInterrupt, typer.Abort):
        note("\nstopped; the same command goes on where it stopped")
        return STOPPED
    except OSError as error:
        complain(
            f"{error.strerror or error}: `{error.filename}`" if error.filename else str(error),
            hint="check the path, the rights to it, and the room on the disk",
        )
        return FAILED
    except _WRONG_USAGE as error:
        complain(_words(error), hint=f"see `{_command_path(error)} --help`")
        return USAGE
    return status if isinstance(status, int) else DONE


def _words(error: BaseException) -> str:
    """Return the library's message as a sentence of ours: no capital, no full stop."""
    words = str(getattr(error, "format_message", lambda: error)()).strip().rstrip(".")
    return words[:1].lower() + words[1:]


def _command_path(error: BaseException) -> str:
    context = getattr(error, "ctx", None)
    return str(getattr(context, "command_path", "herodotus"))
