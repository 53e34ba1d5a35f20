"""The command line: composition only. One command is one module of `crawler.commands`, imported when asked for."""

from __future__ import annotations

import errno
import io
import os
import pkgutil
import sqlite3
import sys
from contextlib import suppress
from importlib import import_module

import click

from crawler import commands, stopping
from crawler.errors import Locked, Unhealthy, WrongUsage
from crawler.readonly import HEAL
from crawler.terminal import say

EXPECTED = (
    click.ClickException, click.Abort, KeyboardInterrupt, WrongUsage, Unhealthy, Locked, sqlite3.Error, OSError,
)  # fmt: skip
NO_SUCH_PLACE = {
    errno.EACCES, errno.EEXIST, errno.EISDIR, errno.ENAMETOOLONG, errno.ENOENT, errno.ENOTDIR, errno.EPERM, errno.EROFS,
}  # fmt: skip
LONGEST = 400  # characters of a sentence of help


class LazyGroup(click.Group):
    """A group whose commands are the modules of a package, so that `license` never pays for importing Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{name.replace('-', '_')}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The first sentence of every command, whole."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(limit=LONGEST)) for name, one in commands if one])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hub-openness")
def cli() -> None:
    """Which models on the Hugging Face Hub are actually open, and why?"""


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 unhealthy, incomplete or interrupted, 2 wrong usage, 3 locked."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")  # a terminal that knows no arrow still gets its lines
    stopping.install()
    code = run(sys.argv[1:])
    _drop_unwritten()
    sys.exit(code)


def _drop_unwritten() -> None:
    """What a full disk or a closed pipe did not take would raise once more while the interpreter ends."""
    for stream in filter(None, (sys.stdout, sys.stderr)):
        try:
            stream.flush()
        except OSError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def run(args: list[str]) -> int:
    """Run one command and give its exit code; errors become one line on stderr, never a traceback."""
    try:
        code = cli.main(args, prog_name="hub-openness", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except EXPECTED as error:
        return _fail(*_told(error))
    return code if isinstance(code, int) else 0


def _told(error: BaseException) -> tuple[str, int]:
    """What is said of an error, and the exit code."""
    match error:
        case click.ClickException():
            return error.format_message(), 2
        case WrongUsage():
            return str(error), 2
        case Unhealthy():
            return str(error), 1
        case Locked():
            return str(error), 3
        case sqlite3.Error():
            return f"the database cannot be used: {error}; {HEAL}", 1
        case OSError():
            what = os.fsdecode(error.filename) if isinstance(error.filename, str | bytes) else "the output"
            return f"{what}: {error.strerror or error}", 2 if error.errno in NO_SUCH_PLACE else 1
    return stopping.SAYS, stopping.EXIT


def _fail(message: str, code: int) -> int:
    with suppress(OSError):  # nobody is left to be told
        say(f"hub-openness: {' '.join(message.split())}", error=True)
    return code
