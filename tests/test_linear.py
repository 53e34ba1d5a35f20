"""No text makes an expression, or a reader of ours, take more than in proportion to its length."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler import patterns
from crawler.model import Snapshot
from crawler.patterns import needs, vocabulary
from crawler.patterns.split import alternatives
from pipelines import detection
from pipelines.card import parse_card
from pipelines.licences import licence_text_paths, read_licence

HEADS = "You may not use, trained on gulls; license: 1. fully open-source"
SMALL, FACTOR = 2_000, 8
PUMPED = (
    "-",
    "_",
    " ",
    ".",
    "\n",
    "\t",
    "/",
    "0",
    "a",
    "Z",
    "é",
    "中",
    "a ",
    "1.",
    "- ",
    "[",
    "(",
    "*",
    "`",
    "<",
    "|",
    "#",
)
ODD = (
    "> ",
    "[a](",
    "![",
    "<div>",
    "<!--",
    "**a ",
    "| a ",
    "1. ",
    "- - ",
    "a\n\n",
    "https://a.b/",
    "https://github.com/a/b ",
    "# a\n",
    "&#",
    "\\",
    "~~",
)


@pytest.fixture(scope="module")
def expressions() -> dict[str, patterns.Pattern[str]]:
    """Every expression of the project: compiled at import, or by a question that was asked once of everything."""
    found: dict[tuple[str, int], patterns.Pattern[str]] = {}
    real = patterns.compile

    def noted(source: str, flags: int = 0) -> patterns.Pattern[str]:
        return found.setdefault((source, flags), real(source, flags))

    before = set(sys.modules)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(patterns, "compile", noted)
        _read_everything_anew(patch)
    for name in set(sys.modules) - before:  # modules of the walk, which know nothing of the others' registry
        del sys.modules[name]
    assert len(found) > 400, "the walk over the modules has missed the rules"
    return {f"{source} {flags}": compiled for (source, flags), compiled in found.items()}


def _read_everything_anew(patch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.startswith(("pipelines", "crawler.hub", "spiders"))]:
        patch.delitem(sys.modules, name)
    card = "---\nlicense: mit\n---\n# Gull\n\nOpen source, trained on gulls.\n"
    snapshot = Snapshot("lab/gull", files=("README.md", "LICENSE"), texts={"README.md": card, "LICENSE": "Gull terms"})
    repository = import_module("pipelines.repository").Repository(snapshot)
    assert list(import_module("pipelines.detection").run(repository))


def _steps(work: Callable[[], object]) -> float:
    """Processor time: a measure of steps, only ever compared within one process."""
    began = time.process_time()
    work()
    return time.process_time() - began


def _grows_with_length(work: Callable[[str], object], pumped: str) -> bool:
    """Eight times the text may cost eight times the steps; a square would cost 64 times, a cube 512 times.

    Of three runs the quickest counts, which the first is as long as nobody else keeps the processor busy.
    """
    small, large = pumped * (SMALL // len(pumped)), pumped * (SMALL * FACTOR // len(pumped))
    least = 0.002  # of a second: what is over sooner proves nothing
    most = 4 * FACTOR * max(min(_steps(lambda: work(small)) for _ in range(3)), least)
    return any(_steps(lambda: work(large)) < most for _ in range(3))


@pytest.mark.parametrize("pumped", PUMPED)
def test_no_expression_is_made_to_hang_by_a_run_of_one_thing(expressions, pumped):
    """Words that many expressions begin with stand before the run, so that they have something to go on from."""
    assert _grows_with_length(lambda text: [one.search(f"{HEADS}{text}!") for one in expressions.values()], pumped)


def test_no_expression_hangs_by_its_own_counts(expressions):
    """A count of a count of something empty would take the engine for ever, on a text of no characters."""
    assert [one.fullmatch("") for one in expressions.values()]


@pytest.mark.parametrize("pumped", PUMPED + ODD)
def test_readers_take_time_in_proportion(pumped):
    def ask(text: str) -> None:
        snapshot = Snapshot("lab/gull", files=("README.md",), texts={"README.md": f"# Gull\n\nOpen-source {text}!\n"})
        list(detection.run(snapshot))

    assert _grows_with_length(ask, pumped)
    assert _grows_with_length(lambda text: parse_card(f"```\n{text}\n```\n"), pumped)
    assert _grows_with_length(lambda text: read_licence(f"License terms\n1.{text}x and more\n"), pumped)
    assert _grows_with_length(lambda text: licence_text_paths([f"li{text}x", f"terms of us{text}"]), pumped)


@pytest.mark.parametrize("key", ["datasets", "base_model"])
@pytest.mark.parametrize("entry", ["- a{}/b\n", "- [a, b]\n", "  x{}: y\n", "- - - ", "- 'x\n", "[", "# a\n"])
def test_front_matter_takes_time_in_proportion(entry, key):
    def ask(text: str) -> None:
        card = f"---\nlicense: mit\n{key}:\n{text}\n---\n# Gull\n"
        list(detection.run(Snapshot("lab/gull", files=("README.md",), texts={"README.md": card})))

    assert _grows_with_length(ask, entry)


def test_what_cannot_be_linear_is_refused():
    for source in (r"(a)\1", r"a{1,5000}"):
        with pytest.raises(ValueError, match="not a linear expression"):
            patterns.compile(source)


def _composed(parts: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.lists(parts, min_size=1, max_size=3).map("".join),
        st.lists(parts, min_size=1, max_size=3).map(lambda ways: f"(?:{'|'.join(ways)})"),
        st.tuples(parts, st.sampled_from(("?", "*", "+", "{2}", "{0,2}", "+?"))).map(lambda p: f"(?:{p[0]}){p[1]}"),
        parts.map(lambda part: f"({part})"),
    )


ATOMS = (
    "gull",
    "gu",
    "l",
    "ab",
    "ſ",
    "K",
    "s",
    "中",
    "中海",
    "gäl",
    "[abK]",
    "[^a]",
    ".",
    r"\b",
    r"\w",
    "^",
    "$",
    "(?<=a)",
    "(?=gu)",
    "(?!l)",
)
SOURCES = st.recursive(st.sampled_from(ATOMS), _composed, max_leaves=6)


@given(
    st.lists(st.lists(SOURCES, min_size=1, max_size=2).map("|".join), min_size=1, max_size=4),
    st.text("abgulAGULsSſkKäÄ中海 \n", max_size=20),
    st.sampled_from((0, patterns.I)),
)
def test_alternatives_answer_apart_as_they_do_together(sources, text, flags):
    apart, together = patterns.AnyOf(sources, flags), patterns.compile("|".join(f"(?:{s})" for s in sources), flags)
    first = together.search(text)
    found = apart.search(text)
    assert (found and found.span()) == (first and first.span())
    assert [match.span() for match in apart.finditer(text)] == [match.span() for match in together.finditer(text)]


@pytest.mark.parametrize(
    ("source", "parts"),
    [
        ("a|b", ["a", "b"]),
        ("(?:a|b)c|[|)(]d|e\\|f", ["(?:a|b)c", "[|)(]d", "e\\|f"]),
        ("[]|]a|[^]|]", ["[]|]a", "[^]|]"]),
        ("a(?=b|c)|", ["a(?=b|c)", ""]),
        ("(?i)a|b", ["(?i)a|b"]),
    ],
)
def test_a_choice_is_taken_apart_outside_of_brackets_alone(source, parts):
    assert alternatives(source) == parts


@given(SOURCES, st.text("abgulAGULsSſkKäÄ中海 \n", max_size=20), st.sampled_from((0, patterns.I)))
def test_what_is_screened_out_has_no_match(source, text, flags):
    expression = patterns.compile(f"(?i){source}" if flags else source)
    assert patterns.Screen([expression]).able(text) or not expression.search(text)


def test_a_letter_that_is_looked_for_in_lower_case_equals_no_other():
    """Of all characters, whatever a Latin or Cyrillic letter matches without case is itself in lower case."""
    cased = [one for one in map(chr, range(sys.maxunicode + 1)) if one != one.lower() or one != one.upper()]
    text = "\n".join(one for one in cased if not "\ud800" <= one <= "\udfff" and one not in vocabulary.HIDING)
    looked_for = [letter for letter in cased if "À" <= letter <= "ӿ" or "Ḁ" <= letter <= "ỿ"]
    for letter in (one for one in looked_for if needs.is_sure(one, fold=True)):
        equal = patterns.compile(letter, patterns.I).findall(text)
        assert equal
        assert {one.lower() for one in equal} == {letter.lower()}, letter


def test_no_expression_of_ours_is_screened_out_where_it_matches(expressions):
    ours = list(expressions.values())
    screen = patterns.Screen(ours)
    for file in sorted((Path(__file__).parent / "cases").rglob("*.md")):
        text = file.read_text(encoding="utf-8", errors="replace")
        for form in (text, text.lower(), text.upper()):
            assert {place for place, one in enumerate(ours) if one.search(form)} <= set(screen.places(form)), file
