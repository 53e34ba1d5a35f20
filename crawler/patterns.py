"""The one way to compile an expression that is applied to strangers' text: in time linear in the text's length.

The engine (`real`, docs/decisions/0011) follows every alternative at once and goes no way twice, so no text can make it
hang. It speaks the language of `re` with Unicode classes and bounded look-around, but knows no back-references and no
repetition of more than 1,000. Positions are indices of the `str`.
"""

from __future__ import annotations

from re import Match, Pattern, escape
from typing import cast

import real
from real import I, M, S

__all__ = ["I", "M", "Match", "Pattern", "S", "compile", "escape"]


def compile(source: str, flags: int = 0) -> Pattern[str]:  # the name it has in `re`
    """A pattern with the methods of `re.Pattern`. Raises ValueError for one that cannot be matched in linear time."""
    try:
        return cast("Pattern[str]", real.compile(source, flags))
    except real.error as error:
        raise ValueError(f"not a linear expression: {error}: {source[:200]}") from error
