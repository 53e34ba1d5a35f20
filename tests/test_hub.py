"""What the Hub's answers are read as."""

import pytest

from crawler import hub


def test_the_next_page_is_found_whole():
    link = '<https://huggingface.co/api/models?limit=2&cursor=abc%3D>; rel="next"'
    assert (
        hub.next_url(link, "https://huggingface.co/api/models")
        == "https://huggingface.co/api/models?limit=2&cursor=abc%3D"
    )
    assert hub.next_url(None, "https://huggingface.co") is None


def test_a_smaller_page_is_the_same_page():
    url = hub.list_url("https://h", sort="createdAt", expand=("sha", "gated")) + "&cursor=a%3D%3D"
    assert hub.with_limit(url, 200) == url.replace("limit=1000", "limit=200")


@pytest.mark.parametrize(
    ("said", "gate"), [(False, ""), ("auto", "auto"), ("manual", "manual"), (None, ""), (True, "manual")]
)
def test_a_gate_is_empty_auto_or_manual(said, gate):
    assert hub.model_row({"id": "a/b", "gated": said}).columns["gated"] == gate


def test_only_the_facts_detectors_use_are_kept():
    row = hub.model_row({
        "_id": "1", "id": "a/b", "tags": ["license:mit", "en"],
        "cardData": {"license": "mit", "extra_gated_prompt": "x" * 9999},
        "siblings": [{"rfilename": "README.md"}, {"odd": 1}],
    })  # fmt: skip
    assert row.info == {"tags": ["license:mit", "en"], "gated": "", "cardData": {"license": "mit"}}
    assert row.files == ("README.md",)
    assert row.columns["license_tag"] == "mit"


@pytest.mark.parametrize("row", [{}, {"id": None}, {"id": 5}])
def test_a_row_without_a_name_is_refused(row):
    with pytest.raises(ValueError, match="without a usable id"):
        hub.model_row(row)


def test_an_old_repository_keeps_its_long_name():
    name = f"group/{'asr_train_conformer_raw_bpe_' * 9}valid.acc.ave"
    assert hub.model_row({"id": name}).repo_id == name


def test_a_file_name_cannot_escape_its_address():
    url = hub.resolve_url("https://h", "a/b", "abc", "dir/a b#c?d%.md")
    assert url == "https://h/a/b/resolve/abc/dir/a%20b%23c%3Fd%25.md"


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("https://huggingface.co/x", "https://huggingface.co", True),
        ("https://huggingface.co.evil.example/x", "https://huggingface.co", False),
        ("http://127.0.0.1:1/x", "http://127.0.0.1:2", False),
        ("http://huggingface.co/x", "https://huggingface.co", False),
    ],
)
def test_a_token_goes_to_its_own_origin_only(a, b, same):
    assert hub.same_origin(a, b) is same


@pytest.mark.parametrize(
    ("repo_id", "safetensors", "size"),
    [
        ("tide/gull-7b", {"total": 7_241_732_096}, (7_241_732_096, "safetensors")),
        ("tide/Gull2.5-0.5B-Chat", None, (500_000_000, "name")),
        ("tide/gull-30B-A3B", {}, (30_000_000_000, "name")),
        ("tide/gull-160m", {"total": True}, (160_000_000, "name")),
        ("7b/gull", None, (None, "")),
        ("tide/gull-8x7B", None, (None, "")),
        ("tide/gull-70b-to-7b", {"total": -1}, (None, "")),
        ("tide/gull-4bit", "many", (None, "")),
    ],
)
def test_a_size_is_counted_or_stated_once(repo_id, safetensors, size):
    row = hub.model_row({"id": repo_id, "tags": [], "safetensors": safetensors})
    assert (row.columns["params"], row.columns["params_source"]) == size


def test_the_name_and_link_of_an_own_licence_are_told_where_they_are_words():
    card = {"license_name": "tide-1.0", "license_link": ["LICENSE"]}
    columns = hub.model_row({"id": "tide/gull", "tags": [], "cardData": card}).columns
    assert (columns["license_name"], columns["license_link"]) == ("tide-1.0", "")
    assert "license_name" not in hub.model_row({"id": "tide/gull"}).columns, "a light row does not speak of it"
