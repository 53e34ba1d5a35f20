"""Who publishes a licence text: its copyright line, else whoever it calls the licensor or says grants the rights."""

from __future__ import annotations

from crawler import patterns

_HEAD = 20_000  # characters in which a publisher is named
_NAME = r"(?P<name>[A-Z][\w&.,'’ -]{1,70}?)"
_COPYRIGHT = patterns.compile(
    r"copyright[ \t]+(?:\(c\)|©|\d{4})(?:[ \t]*(?:\d{4}|[-–,]|present))*[ \t]*(?:by )?(?P<name>\w[^\n<>\"]{1,70}?)"
    r"[.,]?[ \t]*(?:$|\n|all rights)",
    patterns.I,
)
_LICENSOR = patterns.compile(
    rf'[“"](?:Licensor|We|Us|Company)[”"] (?:means|refers to|is) (?:the )?{_NAME}(?:[.,;(]| (?:and|or|with|an?) )'
)
_GRANTS = patterns.compile(rf"(?:^|[.] |\n){_NAME} (?:hereby )?grants (?:to )?[Yy]ou")


def publisher(raw: str) -> str:
    """The publisher's name as it stands in the text; "" where none is found."""
    for pattern in (_COPYRIGHT, _LICENSOR, _GRANTS):
        if found := pattern.search(raw[:_HEAD]):
            return " ".join(found["name"].split()).rstrip(" ,.")
    return ""
