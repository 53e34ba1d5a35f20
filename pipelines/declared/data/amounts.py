"""How many of what a text counts ("11,000 hours", "35 万条", "2.4 T tokens"), to compare two texts. Pure."""

from __future__ import annotations

from collections.abc import Mapping

from crawler import patterns

_COUNT = patterns.compile(r"(\d(?:[\d.,  ]*\d)?)[\s-]?([^\W\d_]+)(?:[\s-]([^\W\d_]+))?(?:[\s-]([^\W\d_]+))?")
_GROUPED = patterns.compile(r"\d{1,3}(?:[.,  ]\d{3})+")
_WRITTEN = (
    (1e3, "k thousand tausend tsd mil mille mila tys тыс тис bin nghìn ribu duizend tusen tisíc 千 천"),
    (1e4, "万 萬 만"),
    (
        1e6,
        "m mn million millions millionen mio millones milhões milioni milion mln млн milyon triệu",
    ),
    (1e8, "亿 億 억"),
    (1e9, "b bn billion billions mrd milliarden milliards mld miliardi bilhões млрд milyar miliar tỷ"),
    (1e12, "t tn trillion trillions"),
)
_SCALES = {scale: power for power, scales in _WRITTEN for scale in scales.split()}
_SHORTEST = 3  # letters of a unit, in a script of letters
_STEM = 4  # letters that tell a unit


def amounts(text: str) -> Mapping[str, float]:
    """The largest number of each thing counted, by the first letters of its name; in Chinese by its counter."""
    found: dict[str, float] = {}
    for match in _COUNT.finditer(text):
        number, scale = _number(match[1]), 1.0
        for word in (word.lower() for word in match.groups()[1:] if word):
            if word in _SCALES:
                scale = _SCALES[word]
            elif word[0] in _SCALES and not word[0].isascii():
                found[word[1]] = max(found.get(word[1], 0), number * _SCALES[word[0]])
                break
            elif len(word) >= _SHORTEST or not word[0].isascii():
                unit = word[:_STEM] if word[0].isalpha() and ord(word[0]) < 0x3000 else word[0]
                found[unit] = max(found.get(unit, 0), number * scale)
                break
    return found


def _number(text: str) -> float:
    if _GROUPED.fullmatch(text):
        return float("".join(char for char in text if char.isdigit()))
    digits = text.replace(",", ".").split()[-1]
    return float(digits) if digits.count(".") < 2 else float(digits.replace(".", ""))
