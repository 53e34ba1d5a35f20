"""An expression that is a choice, taken apart into its alternatives: each asks for fewer words than all together."""

from __future__ import annotations

import re

# Of our own expressions, no stranger's text.
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]|[^\\\[()|]+", re.S)


def alternatives(source: str) -> list[str]:
    """The alternatives that stand outside of all brackets, in their order; the expression itself where it is no choice.

    Flags for the whole expression at its beginning hold for all of them: such a one stays whole.
    """
    if re.match(r"\(\?[a-zA-Z]+\)", source):
        return [source]
    found, depth = [""], 0
    for part in _PART.findall(source):
        depth += (part == "(") - (part == ")")
        if part == "|" and not depth:
            found.append("")
        else:
            found[-1] += part
    return found
