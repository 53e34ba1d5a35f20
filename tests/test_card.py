"""What a reader of a card gets: values, lines, sections, links; and that nothing in a card can hurt him."""

from __future__ import annotations

import pytest
from huggingface_hub.repocard import REGEX_YAML_BLOCK
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.model import Snapshot
from pipelines import detection
from pipelines.card import parse_card
from pipelines.card.front import read_front

CARD = """---
license: mit
datasets:
- a/first
- a/second
language: no
version: 010
draft: true
---
# Title

Intro with a [link](https://x.example/a) over
two lines. A second sentence!

## Part

* item one with `code`
* item two: https://y.example/b.

| name | size |
|------|------|
| one  | 2    |

```python
import this  # https://z.example/c
```

> quoted words

<p align="center"><a href="https://w.example/d">d</a><br>after</p>
"""


def blocks(card):
    return [(block.kind, block.text, block.line_start) for block in card.blocks]


def test_front_matter_values_stay_text_and_know_their_lines():
    card = parse_card(CARD)
    assert card.front == {
        "license": "mit", "datasets": ["a/first", "a/second"], "language": "no", "version": "010", "draft": True
    }  # fmt: skip
    assert card.front_line("datasets", "a/second") == (5, 5)
    assert card.front_line("datasets") == (3, 5)
    assert card.quote(5, 5, "a/second") == "- a/second"


def test_blocks_have_kind_text_line_and_section():
    card = parse_card(CARD)
    assert blocks(card)[:4] == [
        ("heading", "Title", 10),
        ("paragraph", "Intro with a link over\ntwo lines. A second sentence!", 12),
        ("heading", "Part", 15),
        ("list", "item one with code", 17),
    ]
    rest = ["list", "table", "table", "code", "quote", "paragraph", "paragraph"]
    assert [block.kind for block in card.blocks[4:]] == rest
    assert card.blocks[3].section == ("Title", "Part")


def test_sentences_carry_the_lines_they_stand_on():
    first, second = parse_card(CARD).sentences[1:3]
    assert (first.text, first.line_start, first.line_end) == ("Intro with a link over two lines.", 12, 13)
    assert (second.text, second.line_start) == ("A second sentence!", 13)


def test_links_of_markdown_code_and_html():
    found = {(link.url, link.line, link.where) for link in parse_card(CARD).links}
    assert found == {
        ("https://x.example/a", 12, "text"),
        ("https://y.example/b", 18, "text"),
        ("https://z.example/c", 25, "code"),
        ("https://w.example/d", 30, "text"),
    }


MARKUP = """Gulls<br>count \\* and &dagger;, <b>see</b> <a href="https://x.example/a">there</a>

Title
of two lines
============

- [![badge](b.png)](https://x.example/b_c_d)
- <gulls@x.example> and [ä b](<https://x.example/ä b>)
  - https://x.example/e_f_g(h)), https://x.example/i\\_j
    [over
    lines](https://x.example/k)

name\t| size
---\t|\t---
`a|b` | 2
"""


def test_markup_leaves_the_text_and_every_line_where_it_is():
    card = parse_card(MARKUP)
    assert [(block.kind, block.text, block.line_start, block.line_end) for block in card.blocks] == [
        ("paragraph", "Gulls count * and †, see there", 1, 1),
        ("heading", "Title of two lines", 3, 4),
        ("list", "gulls@x.example and ä b", 8, 8),
        ("list", "https://x.example/e_f_g(h)), https://x.example/i_j\nover\nlines", 9, 11),
        ("table", "name | size", 13, 13),
        ("table", "`a | b`", 15, 15),
    ]
    assert [(link.url, link.text, link.line, link.where) for link in card.links] == [
        ("https://x.example/a", "there", 1, "text"),
        ("b.png", "badge", 7, "image"),
        ("https://x.example/b_c_d", "", 7, "text"),
        ("mailto:gulls@x.example", "gulls@x.example", 8, "text"),
        ("https://x.example/%C3%A4%20b", "ä b", 8, "text"),
        ("https://x.example/e_f_g(h)", "", 9, "text"),
        ("https://x.example/i", "", 9, "text"),
        ("https://x.example/k", "over lines", 11, "text"),
    ]


def test_windows_line_breaks_and_a_byte_order_mark_change_nothing_but_the_bytes():
    plain, windows = parse_card(CARD), parse_card("\ufeff" + CARD.replace("\n", "\r\n"))
    assert windows.front == plain.front
    assert blocks(windows) == blocks(plain)


@pytest.mark.parametrize(
    ("front", "error"),
    [
        ("a:\n\tb: [", "found character"),
        ("- a: b\n- c", "no mapping"),
        ("a: " + "[" * 5000, "deeply nested"),
        ("a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
         + "\n".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 9)}]" for i in range(1, 9)), "too many values"),
        ("a: &a\n  b: *a", "too many values"),
    ],
    ids=["tab", "list", "nest", "bomb", "loop"],
)  # fmt: skip
def test_broken_front_matter_is_told_and_the_body_is_read(front, error):
    card = parse_card(f"---\n{front}\n---\n# Still here\n")
    assert error in card.front_matter.error
    assert card.front == {}
    assert card.blocks[0].text == "Still here"


def test_numbers_and_tags_of_yaml_make_nothing_run():
    card = parse_card("---\na: " + "1:" * 50_000 + '1\nb: !!python/object/apply:os.system ["true"]\n---\n')
    assert card.front["b"] == ["true"]


def test_front_matter_that_is_never_closed_is_told():
    assert parse_card("---\nlicense: mit\n\ntext").front_matter.error == "the front matter is not closed"


@settings(max_examples=500)
@given(st.lists(st.sampled_from(["---", "----", "\n", " ", "\t", "a: b", "# c", "x", "- "]), max_size=12).map("".join))
def test_front_matter_ends_where_the_hub_ends_it(text):
    theirs = REGEX_YAML_BLOCK.search(text)
    front, body = read_front(text)
    if front.line_end:
        assert theirs is not None
        assert (front.line_end, body) == (text.count("\n", 0, theirs.end(2)) + 2, theirs.end())
    assert theirs is None or front.line_end or not body, "what is no front matter is body"


@pytest.mark.parametrize(
    ("front", "values"),
    [
        ("a: &x [1, ~]\nb: *x\n&k c: &m {d: *x}\ne: *m", {"a": ["1", None], "b": ["1", None], "c": {"d": ["1", None]},
                                                         "e": {"d": ["1", None]}}),
        ("? [x]\n: 1\n'true': 'true'\ntrue: TRUE", {"": "1", "true": True}),
        ("# nothing", {}),
    ],
    ids=["aliases", "keys", "empty"],
)  # fmt: skip
def test_yaml_is_plain_values(front, values):
    card = parse_card(f"---\n{front}\n---\n")
    assert (card.front, card.front_matter.error) == (values, "")


@pytest.mark.parametrize(
    ("front", "values"),
    [
        ("a: *nobody", {}),
        ("a: b\n--- c\n", {}),
        ("a: b\n...\nc: d", {"a": "b", "c": "d"}),
        ("a: *Gazette*\nb: c\nd:\n- e\nf: g: h", {"b": "c", "d": ["e"]}),
        ('a: "b\nc: d', {"c": "d"}),
        ("a: b\n=======\nc: d\nc: e\nf: *g", {}),
        ("a: *b\n" + "c: " + "[" * 50 + "]" * 50, {}),
    ],
)
def test_of_broken_yaml_there_is_an_error_and_what_is_yaml_by_itself(front, values):
    card = parse_card(f"---\n{front}\n---\n")
    assert card.front_matter.error
    assert card.front == values
    assert all(card.lines[card.front_matter.lines[key][0] - 1].startswith(f"{key}:") for key in values)


HOSTILE = ["[", "![[", "<div>", "> ", "- ", "`a", "*a ", "|a", "](", "<b>", "[a](", "---\n", "&a "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_repetition_ends(piece):
    parse_card(piece * (100_000 // len(piece)))
    parse_card((piece * 40 + "\n") * 500)


@settings(max_examples=200)
@given(text=st.text(alphabet=st.characters(codec=None), max_size=300))
def test_any_text_is_read_and_quotes_are_literal(text):
    card = parse_card(text)
    assert "\n".join(card.lines) == text
    for sentence in card.sentences:
        there = "\n".join(card.lines[sentence.line_start - 1 : sentence.line_end])
        assert card.quote(sentence.line_start, sentence.line_end, sentence.text) in there


def test_a_panic_of_the_parser_is_an_error_of_one_card(monkeypatch):
    class PanicException(BaseException):
        """As Rust's panics come through: no `Exception`."""

    def panics(*_, **__):
        raise PanicException("index out of bounds")

    monkeypatch.setattr("pyromark.events_with_range", panics)
    with pytest.raises(ValueError, match="could not be parsed: index out of bounds"):
        parse_card("# Gull\n\nText.\n")
    found = detection.run(Snapshot("org/gull", files=("README.md",), texts={"README.md": "# Gull\n\nText.\n"}))
    assert "error" in {finding.outcome for _, finding in found}
