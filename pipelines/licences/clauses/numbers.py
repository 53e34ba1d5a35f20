"""Amounts as licences write them: "700 million", "1,000,000", "one hundred million", "20M", "1亿"."""

from __future__ import annotations

from crawler import patterns

_WORDS = {
    "one": 1, "two": 2, "three": 3, "five": 5, "seven": 7, "ten": 10, "twenty": 20, "twenty-five": 25, "thirty": 30,
    "fifty": 50, "hundred": 100,
    "one hundred": 100, "two hundred": 200, "five hundred": 500, "seven hundred": 700, "a": 1,
    "eine": 1, "un": 1, "una": 1,
}  # fmt: skip
_SCALES = {
    "thousand": 10**3, "k": 10**3, "mille": 10**3, "mil": 10**3, "tausend": 10**3,
    "million": 10**6, "millions": 10**6, "millionen": 10**6, "milioni": 10**6, "millones": 10**6, "millón": 10**6,
    "milione": 10**6, "milhões": 10**6, "m": 10**6, "mm": 10**6, "mn": 10**6, "mio": 10**6,
    "billion": 10**9, "billions": 10**9, "milliarden": 10**9, "milliards": 10**9, "b": 10**9, "bn": 10**9,
    "万": 10**4, "萬": 10**4, "百万": 10**6, "百萬": 10**6, "千万": 10**7, "亿": 10**8, "億": 10**8, "만": 10**4,
    "억": 10**8,
}  # fmt: skip
_CJK_DIGITS = {"一": 1, "二": 2, "两": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9, "十": 10}

_digits = r"\d{1,3}(?:[.,' ]\d{3})+|\d{1,12}(?:\.\d{1,2})?"
_words = "|".join(sorted((patterns.escape(w) for w in _WORDS), key=len, reverse=True))
_scales = "|".join(sorted((patterns.escape(s) for s in _SCALES if s.isascii()), key=len, reverse=True))
AMOUNT = (
    rf"(?:(?:{_digits})(?:[ -]?(?:{_scales})\b|\s?(?:百万|千万|万|萬|亿|億|만|억))?"
    rf"|\b(?:{_words})[ -](?:{_scales})\b|[一二两三四五六七八九十](?:百万|千万|万|亿|億))"
)
_GROUPED = patterns.compile(r"\d{1,3}(?:[.,' ]\d{3})+")
_AMOUNT = patterns.compile(
    rf"(?P<digits>{_digits})?(?P<words>\b(?:{_words})(?=[ -]))?(?P<cjk>[一二两三四五六七八九十])?"
    rf"[ -]?(?P<scale>(?:{_scales})\b|百万|千万|万|萬|亿|億|만|억)?"
)


def amount(words: str) -> int | None:
    """The number that a piece of text beginning with an amount states, e.g. 700000000 for "700 million"."""
    match = _AMOUNT.match(words.strip().lower())
    if match is None:
        return None
    scale = _SCALES.get(match["scale"] or "", 1)
    if match["digits"]:
        return round(_plain_number(match["digits"]) * scale)
    base = _WORDS.get(match["words"] or "") or _CJK_DIGITS.get(match["cjk"] or "")
    return base * scale if base else None


def _plain_number(digits: str) -> float:
    if _GROUPED.fullmatch(digits):
        return int("".join(filter(str.isdecimal, digits)))
    return float(digits)
