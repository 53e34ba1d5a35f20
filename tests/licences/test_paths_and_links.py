"""Which files are read, and where links may lead."""

from __future__ import annotations

import pytest

from crawler.model import Snapshot
from pipelines.licences import html_to_text, licence_text_paths
from pipelines.licences.links import allowed_link, linked_licence
from pipelines.repository import Repository


def test_licence_files_of_a_listing() -> None:
    files = (
        "README.md", "config.json", "license.py", "LICENSE", "LICENSE.md", "LICENCE.txt", "COPYING", "NOTICE",
        "UNLICENSE",
        "USE_POLICY.md", "MODEL_LICENSE", "Llama-Community-License.txt", "legal/LICENSE", "a/b/LICENSE", "license.png",
        "model.safetensors", "licenses.json",
    )  # fmt: skip
    found = licence_text_paths(files)
    assert set(found) <= set(files) and len(found) == 8
    assert found[0] in ("MODEL_LICENSE", "Llama-Community-License.txt")
    assert not {"README.md", "license.py", "a/b/LICENSE", "license.png", "licenses.json", "model.safetensors"} & set(
        found
    )


def test_a_listing_without_any() -> None:
    assert licence_text_paths(("README.md", "tokenizer.json")) == ()


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("LICENSE", "LICENSE"),
        ("./LICENSE", "LICENSE"),
        ("https://huggingface.co/org/model/blob/main/LICENSE", "LICENSE"),
        ("https://huggingface.co/org/other/blob/main/LICENSE", "https://huggingface.co/org/other/resolve/main/LICENSE"),
        ("https://github.com/o/r/blob/main/LICENSE", "https://raw.githubusercontent.com/o/r/main/LICENSE"),
        ("https://ai.google.dev/gemma/terms#x", "https://ai.google.dev/gemma/terms"),
        ("http://www.apache.org/licenses/LICENSE-2.0", "https://www.apache.org/licenses/LICENSE-2.0"),
        ("TERMS", None),
        ("https://example.org/licence", None),
        ("https://ai.google.dev:8080/gemma/terms", None),
        ("https://me@ai.google.dev/gemma/terms", None),
        ("file:///etc/passwd", None),
        ("https://127.0.0.1/x", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_where_a_link_leads(link: str, address: str | None) -> None:
    card = f"---\nlicense: other\nlicense_link: {link}\n---\n"
    assert linked_licence(Repository(Snapshot("Org/Model", files=("LICENSE",), texts={"README.md": card}))) == address


def test_the_text_of_a_page() -> None:
    page = "<html><head><title>t</title></head><body><nav>Home</nav><main><h1>Terms</h1><p>One <b>two</b><br>three"
    assert html_to_text(page + "<script>x()</script><!-- no --></main><footer>end</footer>") == "Terms\nOne two\nthree"


@pytest.mark.parametrize(
    ("address", "allowed"),
    [
        ("https://ai.google.dev/gemma/terms", True),
        ("http://ai.google.dev/gemma/terms", False),
        ("https://ai.google.dev.example.org/gemma", False),
        ("https://169.254.169.254/latest", False),
        ("https://user@huggingface.co/x", False),
    ],
)
def test_which_addresses_may_be_fetched(address: str, allowed: bool) -> None:
    assert allowed_link(address) is allowed
