"""A Hub, a licence host or a repository that means ill: no crash, no token elsewhere, an end that is said."""

import gzip
import json

import pytest
from scrapy import Request

import crawler.fetch.runner
import spiders.base
from crawler.fetch.settings import scrapy_settings
from tests.crawl.conftest import rows, scan
from tests.crawl.hostile_server import Answer, hostile

SHA = "c0ffee" * 6 + "c0ff"
GOOD = {"_id": "6" * 24, "id": "weather-lab/gull", "sha": SHA, "siblings": [{"rfilename": "README.md"}], "tags": []}
CARD = "# Gull\n\nA model of gulls.\n"


@pytest.fixture(autouse=True)
def _impatient(monkeypatch):
    monkeypatch.setattr(crawler.fetch.runner, "scrapy_settings", lambda *given: scrapy_settings(*given, timeout=1))
    monkeypatch.setattr(spiders.base, "wait_exponential_jitter", lambda **_: lambda state: 0.01)
    monkeypatch.setattr(spiders.base, "MOST_TRIES", 2)
    monkeypatch.setattr("spiders.models.SMALLER", (1000, 50))
    monkeypatch.setattr("crawler.fetch.limits.BARE_WAITS", (0.01,))


def hub(listed, files=None):
    """Answers of a Hub whose list is `listed` and whose files are given by path; everything else is 404."""

    def answer(host, path):
        if path.startswith("/api/models?") and "search=" in path:
            return Answer.json([])
        if path.startswith("/api/models?"):
            return listed(host, path) if callable(listed) else listed
        for name, content in ({"README.md": CARD} if files is None else files).items():
            if path.endswith(f"/resolve/{SHA}/{name}"):
                return content if isinstance(content, Answer) else Answer(content.encode())
        return Answer(b"{}", 404)

    return answer


ODD = [
    None, 7, [], {}, {"id": None}, {"id": "a\nb/c"}, {"id": "../../etc"}, {"id": "a/\u0000"}, {"id": "x" * 5000},
    {**GOOD, "_id": "1" * 24, "id": "odd/types", "siblings": 7, "tags": {"a": 1}, "cardData": [1], "likes": "many"},
    {**GOOD, "_id": "2" * 24, "id": "odd/sha", "sha": "f" * 1_000_000, "downloads": 10**40, "likes": -5},
    {**GOOD, "_id": "3" * 24, "id": "odd/surrogate", "siblings": [{"rfilename": "w\ud800.bin"}, {"rfilename": None}],
     "cardData": {"license": "m\ud800it", "base_model": [[[[]]]]}},
    {**GOOD, "_id": "4" * 24, "id": "odd/many", "siblings": [{"rfilename": f"{n}.bin"} for n in range(100_000)]},
    {**GOOD, "_id": "5" * 24, "id": "odd/private", "private": "yes"},
]  # fmt: skip


def test_rows_of_every_kind_cost_themselves_only(tmp_path, capsys):
    nan = json.dumps([*ODD, GOOD]).replace('"likes": -5', '"likes": NaN')
    with hostile(hub(Answer(nan.encode(), headers={"Content-Type": "application/json"}))) as server:
        assert scan(tmp_path / "x.db", server.at()) == 0
    listed = {row[0] for row in rows(tmp_path / "x.db", "SELECT repo_id FROM models")}
    assert listed == {"weather-lab/gull", "odd/types", "odd/sha", "odd/surrogate", "odd/many"}
    assert rows(tmp_path / "x.db", "SELECT errors >= 9 FROM runs") == [(1,)]
    assert "Traceback" not in capsys.readouterr().err


def test_a_list_that_loses_its_rows_is_not_believed(tmp_path, capsys):
    with hostile(hub(Answer.json([GOOD, *([{}] * 20)]))) as server:
        assert scan(tmp_path / "x.db", server.at()) == 1
    assert "20 of 21 rows could not be read" in capsys.readouterr().err


BOMB = gzip.compress(b"[" + b" " * 200_000_000)


def page(n):
    return [{**GOOD, "_id": f"{n:024}", "id": f"weather-lab/gull-{n}"}]


def endless(rows_of):
    """A list in which every page names another one; `rows_of` gives the rows of the n-th."""

    def listed(_, path):
        n = int(path.rpartition("cursor=")[2]) if "cursor=" in path else 0
        return Answer.json(rows_of(n), Link=f'</api/models?cursor={n + 1}>; rel="next"')

    return listed


@pytest.mark.parametrize(
    ("listed", "says"),
    [
        (endless(lambda _: []), "empty pages in a row"),
        (endless(lambda n: page(n % 3)), "repeats itself"),
        (endless(page), "pages for"),
        (Answer.json([GOOD], Link='<http://127.0.0.2:9/api/models?cursor=x>; rel="next"'), "lies elsewhere"),
        (Answer.json([GOOD], Link='</api/whoami-v2>; rel="next"'), "lies elsewhere"),
        (Answer(b"[" * 200_000, headers={"Content-Type": "application/json"}), "no usable page"),
        (Answer(b"[1", headers={"Content-Type": "application/json"}, length=500), "no usable page"),
        (Answer(BOMB, headers={"Content-Type": "application/json", "Content-Encoding": "gzip"}), "too large"),
        (Answer(b"[ ", headers={"Content-Type": "application/json"}, endless=True), "no usable page"),
    ],
    ids=["empty", "circle", "thin", "elsewhere", "api", "deep", "cut", "bomb", "endless"],
)  # fmt: skip
def test_a_list_that_has_no_good_end_ends_and_says_so(tmp_path, monkeypatch, capsys, listed, says):
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    with hostile(hub(listed)) as server:
        assert scan(tmp_path / "x.db", server.at()) == 1
        assert {asked.host for asked in server.asked} == {"127.0.0.1"}
    error = capsys.readouterr().err
    assert says in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    "target", ["http://127.0.0.2:{port}/x", "http://127.0.0.1:{port}/api/whoami-v2", "file:///etc/passwd"]
)
def test_a_file_is_not_followed_to_where_files_are_not(tmp_path, monkeypatch, target):
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    files = {}
    with hostile(hub(Answer.json([GOOD]), files)) as server:
        files["README.md"] = Answer(status=302, headers={"Location": target.format(port=server.port)})
        assert scan(tmp_path / "x.db", server.at()) == 0
        assert not [asked for asked in server.asked if "whoami" in asked.path or asked.host != "127.0.0.1"]
    assert rows(tmp_path / "x.facts.db", "SELECT why FROM texts") == [("redirected to an address that is not asked",)]


LINKS = {"example-licences.org": "127.0.0.2", "slow-licences.org": "127.0.0.3"}


@pytest.fixture
def licence_hosts(monkeypatch):
    """Licence hosts that are this server under other addresses."""
    monkeypatch.setattr("pipelines.licences.links._hosts", lambda: frozenset({*LINKS, "huggingface.co"}))

    def at(port):
        def request(url, **options):
            host, _, path = url.removeprefix("https://").partition("/")
            return Request(f"http://{LINKS[host]}:{port}/{path}" if host in LINKS else url, **options)

        monkeypatch.setattr(spiders.base, "Request", request)

    return at


def linking(addresses):
    """A Hub of models whose cards link to these addresses, one each."""
    listed = [{**GOOD, "_id": f"{n:024}", "id": f"weather-lab/gull-{n}"} for n in range(len(addresses))]
    cards = {
        f"/weather-lab/gull-{n}/": f"---\nlicense: other\nlicense_name: x\nlicense_link: {a}\n---\n{CARD}"
        for n, a in enumerate(addresses)
    }

    def answer(path):
        if path.startswith("/api/models?"):
            return Answer.json([] if "search=" in path else listed)
        card = next((card for start, card in cards.items() if path.startswith(start)), None)
        return Answer(card.encode()) if card else Answer(b"{}", 404)

    return answer


def test_a_host_that_asks_to_wait_keeps_nobody_else_waiting_and_is_asked_again(tmp_path, monkeypatch, licence_hosts):
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    patient = [False]
    slow = [f"https://slow-licences.org/{n}" for n in range(6)]
    on_hub = linking([*slow, "https://example-licences.org/terms", "https://example-licences.org/terms"])

    def answer(host, path):
        if host == "127.0.0.1":
            return on_hub(path)
        if host == "127.0.0.3" and not patient[0]:
            return Answer(b"later", 429, {"Retry-After": "3600"})
        return Answer(b"Gulls may be used by everybody.", headers={"Content-Type": "text/plain"})

    with hostile(answer) as server:
        licence_hosts(server.port)
        assert scan(tmp_path / "x.db", server.at()) == 0
        texts = "SELECT path, oid IS NOT NULL, why FROM texts WHERE path LIKE 'https%'"
        first = rows(tmp_path / "x.facts.db", texts)
        assert all(bool(had) == ("example" in path) for path, had, _ in first)
        assert all("next night" in why or "429" in why for path, _, why in first if "slow" in path)
        elsewhere = [asked for asked in server.asked if asked.host != "127.0.0.1"]
        assert len([asked for asked in elsewhere if asked.path == "/terms"]) == 1, "each address once"
        assert {asked.token for asked in elsewhere} == {None}
        patient[0] = True
        assert scan(tmp_path / "x.db", server.at()) == 0
        again = rows(tmp_path / "x.facts.db", texts)
        assert sum(had for _, had, _ in again) > sum(had for _, had, _ in first)


def test_links_lead_to_public_files_and_robots_txt_is_obeyed(tmp_path, monkeypatch, licence_hosts):
    monkeypatch.setenv("HF_HUB_DISABLE_IMPLICIT_TOKEN", "0")
    monkeypatch.setenv("HF_TOKEN", "hf_secret")
    hub_links = [
        "https://huggingface.co/corp/secret/blob/main/LICENSE.txt",
        "https://huggingface.co/a/b/resolve/main/../../../../api/whoami-v2",
        "https://huggingface.co/a/b/resolve/main/%2e%2e/%2e%2e/%2e%2e/api/whoami-v2",
        "https://huggingface.co/api/models/resolve/main/x",
    ]
    on_hub = linking([*hub_links, "https://example-licences.org/closed"])

    def answer(host, path):
        if host == "127.0.0.1":
            return on_hub(path)
        return Answer(b"User-agent: hub-openness\nDisallow: /closed\n" if path == "/robots.txt" else b"no")

    with hostile(answer) as server:
        licence_hosts(server.port)
        assert scan(tmp_path / "x.db", server.at()) == 0
        assert [asked.path for asked in server.asked if asked.host != "127.0.0.1"] == ["/robots.txt"]
        assert not [asked for asked in server.asked if "whoami" in asked.path]
        assert {asked.token for asked in server.asked if "secret" in asked.path} == {None}
    assert rows(tmp_path / "x.facts.db", "SELECT count(*) FROM texts WHERE path LIKE 'https%' AND oid IS NOT NULL") == [
        (0,)
    ]
