"""Command lines quoted in prose, units and workflows, held against the program's own parser."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

import click

from crawler.cli import cli

WORD = re.compile(r"(?:^|[\s`/])hub-openness[ \t]+(?P<rest>[a-z][^`\n]*)", re.M)
ENDS = {"|", "||", "&&", ";", ">", ">>", "2>", "#"}
PLACEHOLDER = re.compile(r"\[.*\]|[A-Z][A-Z_|. -]*|\.\.\.")  # [REPO_ID ...], DIR, YYYY-MM-DD


def prose_lines(text: str) -> Iterator[str]:
    """What stands after `hub-openness ` in the code of a Markdown page: spans, indented and fenced blocks."""
    spans = re.findall(r"(?<!`)`(hub-openness [^`\n]+)`", text)
    blocks = "\n".join(re.findall(r"(?ms)^```(?:sh)?\n(.*?)^```", text) + re.findall(r"(?m)^ {4}.*", text))
    yield from (match["rest"] for match in WORD.finditer("\n".join(spans)))
    yield from (match["rest"] for match in WORD.finditer(blocks))


def code_lines(text: str) -> Iterator[str]:
    """The same of a unit, a crontab or a workflow; comments are no commands."""
    uncommented = re.sub(r"(?m)^\s*#.*", "", text)
    yield from (match["rest"] for match in WORD.finditer(uncommented))


def words(line: str) -> list[str]:
    """The words of the command, up to a pipe, a redirection or a comment."""
    found: list[str] = []
    for word in shlex.split(line, comments=True):
        if word in ENDS:
            break
        found.append(word)
    return found


def complaint(line: str) -> str:
    """What the program would say against the line; empty when nothing. Arguments need not exist."""
    name, *rest = words(line)
    with click.Context(cli) as group:
        command = cli.get_command(group, name)
        if command is None:
            return f"no such command: {name}"
        with click.Context(command, parent=group, info_name=name) as context:
            try:
                values, _, _ = command.make_parser(context).parse_args(rest)
                for option in command.params:
                    _convert(option, values.get(option.name or ""), context)
            except click.UsageError as error:
                return error.format_message()
    return ""


def _convert(option: click.Parameter, value: object, context: click.Context) -> None:
    """Choices and numbers are checked, files are not: they belong to the reader."""
    checked = isinstance(option.type, click.Choice | click.types.IntParamType | click.DateTime)
    given = value if isinstance(value, list | tuple) else [value]
    if checked and not any(PLACEHOLDER.fullmatch(str(one)) for one in given if one is not None):
        option.type_cast_value(context, value)
