"""Licence files of every kind, on their whole way: listed by a Hub, fetched, read, judged; and in a folder on disk."""

from __future__ import annotations

import json

import pytest

from crawler.cli import run
from crawler.local_hub.options import Options
from crawler.local_hub.serving import running
from tests.crawl.conftest import rows, scan
from tests.licences.texts import APACHE

NON_COMMERCIAL = """\
Terms of Gull

We grant you a licence to use, change and pass on the weights of Gull, for
non-commercial purposes only.
"""
CAPPED = """\
Terms of Gull

You may use, change and distribute Gull. If your product has more than 2 million
monthly active users, you must first obtain a separate licence from us.
"""


def pdf(text):
    """A PDF of one page, as a word processor would save it."""
    shown = "\n".join(f"({line}) Tj T*" for line in text.split("\n"))
    stream = f"BT /F1 10 Tf 12 TL 40 740 Td\n{shown}\nET"
    objects = [
        "<</Type/Catalog/Pages 2 0 R>>",
        "<</Type/Pages/Kids[3 0 R]/Count 1>>",
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        f"<</Length {len(stream)}>>stream\n{stream}\nendstream",
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    ]
    body, places = "%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    return (
        f"{body}xref\n0 6\n0000000000 65535 f \n{table}"
        f"trailer<</Size 6/Root 1 0 R>>\nstartxref\n{len(body)}\n%%EOF\n".encode()
    )


FILES = {  # model: its files, then its class of licence, commercial use, user cap and verdict
    "reuse-one": ({"LICENSES/Apache-2.0.txt": APACHE}, "permissive", "yes", None, "open-weights"),
    "reuse-two": (
        {"LICENSES/Apache-2.0.txt": APACHE, "LICENSES/LicenseRef-Gull.txt": NON_COMMERCIAL},
        "non-commercial", "no", None, "open-access",
    ),
    "eula": ({"EULA.txt": NON_COMMERCIAL}, "non-commercial", "no", None, "open-access"),
    "terms": ({"TERMS.md": CAPPED}, "custom", "conditional", 2_000_000, "open-weights"),
    "in-german": ({"LIZENZ.txt": CAPPED}, "custom", "conditional", 2_000_000, "open-weights"),
    "pdf": ({"LICENSE.pdf": pdf(CAPPED)}, "custom", "conditional", 2_000_000, "open-weights"),
    "pdf-of-a-picture": ({"LICENSE.pdf": pdf("")}, "", "unknown", None, "not-determinable"),
}  # fmt: skip


@pytest.fixture(scope="module")
def hub(tmp_path_factory):
    root = tmp_path_factory.mktemp("hub")
    for name, (files, *_) in FILES.items():
        folder = root / "models" / "weather-lab" / name
        facts = {"sha": "c0ffee" + "0" * 34, "files": [{"path": "model.safetensors", "size": 9, "lfs": True}]}
        for path, content in {".hub.json": json.dumps(facts), "README.md": "# Gull\n\nA model.\n", **files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content if isinstance(content, bytes) else content.encode())
    return root


@pytest.fixture(scope="module")
def scanned(hub, tmp_path_factory):
    db = tmp_path_factory.mktemp("db") / "x.db"
    with running(Options(hub)) as address:
        assert scan(db, address, "--scope", "all") == 0
    return db


@pytest.mark.parametrize("name", FILES)
def test_a_scan_reads_it(scanned, name):
    sql = "SELECT license_class, commercial_use, user_cap, verdict FROM models WHERE repo_id = ?"
    ((license_class, *rest),) = rows(scanned, sql, f"weather-lab/{name}")
    assert (license_class or "", *rest) == FILES[name][1:]


@pytest.mark.parametrize("name", FILES)
def test_the_audit_of_a_folder_says_the_same(hub, name, capsys):
    assert run(["audit", str(hub / "models" / "weather-lab" / name), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    _, commercial_use, user_cap, verdict = FILES[name][1:]
    terms = said["license"]["terms"]
    assert (terms.get("commercial_use", "unknown"), terms.get("user_cap"), said["verdict"]) == (
        commercial_use, user_cap, verdict,
    )  # fmt: skip
