"""The command line: composition only. One command is one module of `crawler.commands`, imported when asked for."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import click

from crawler import commands
from crawler.errors import Locked, Unhealthy, WrongUsage


class LazyGroup(click.Group):
    """A group whose commands are the modules of a package, so that `license` never pays for importing Scrapy."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(m.name.replace("_", "-") for m in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in self.list_commands(ctx):
            return None
        command: click.Command = import_module(f"{commands.__name__}.{name.replace('-', '_')}").command
        return command


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="hub-openness")
def cli() -> None:
    """Which models on the Hugging Face Hub are actually open, and why?"""


def main() -> None:
    """Run the command line. Exit codes: 0 done, 1 unhealthy or incomplete, 2 wrong usage, 3 locked by another."""
    sys.exit(run(sys.argv[1:]))


def run(args: list[str]) -> int:
    """Run one command and give its exit code; errors become one line on stderr, never a traceback."""
    try:
        code = cli.main(args, prog_name="hub-openness", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _fail(error.format_message(), 2)
    except WrongUsage as error:
        return _fail(str(error), 2)
    except Unhealthy as error:
        return _fail(str(error), 1)
    except Locked as error:
        return _fail(str(error), 3)
    except (click.Abort, KeyboardInterrupt):
        return _fail("interrupted; what was stored is kept, the next run goes on from there", 1)
    return code if isinstance(code, int) else 0


def _fail(message: str, code: int) -> int:
    click.echo(f"hub-openness: {' '.join(message.split())}", err=True)
    return code
