"""The units, the crontab line and the workflow: what runs them would take them, and so would our command line."""

from __future__ import annotations

import importlib
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest
import yaml

from tests.quoted_commands import code_lines, complaint, words

DEPLOY = Path(__file__).resolve().parents[1] / "deploy"
PROGRAM = "/opt/hub-openness/bin/hub-openness"
DASK = "/opt/hub-openness/bin/dask"
STATE = "/var/lib/hub-openness"
FILES = ["hub-openness.service", "crontab", "nightly.yml", "kubernetes.yml"]
CLUSTER = ["hub-openness-scheduler.service", "hub-openness-worker.service"]
NIGHT = ["nightly", "--db", f"{STATE}/hub-openness.db", "--export", f"{STATE}/snapshots"]
analyze = pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="systemd-analyze is not installed")


def text(name: str) -> str:
    return (DEPLOY / name).read_text("utf-8")


def setting(name: str) -> list[str]:
    return re.findall(rf"(?m)^{name}=(.*)$", text("hub-openness.service") + text("hub-openness.timer"))


@pytest.fixture
def units(tmp_path):
    """The units as installed, but with a program that exists here."""
    for name in ("hub-openness.service", "hub-openness.timer", *CLUSTER):
        (tmp_path / name).write_text(text(name).replace(PROGRAM, sys.executable).replace(DASK, sys.executable))
    return tmp_path


@analyze
@pytest.mark.parametrize("name", ["hub-openness.service", "hub-openness.timer", *CLUSTER])
def test_systemd_takes_the_units(units, name):
    done = subprocess.run(["systemd-analyze", "verify", name], cwd=units, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (0, "")


@analyze
@pytest.mark.parametrize("name", ["hub-openness.service", *CLUSTER])
def test_a_service_can_do_little_harm(units, name):
    command = ["systemd-analyze", "security", "--offline=true", "--threshold=20", name]
    done = subprocess.run(command, cwd=units, capture_output=True, text=True)
    if "nrecognized option" in done.stderr:
        pytest.skip("this systemd-analyze cannot rate a unit that is not installed")
    assert done.returncode == 0, done.stdout


def test_an_outage_does_not_cost_the_night_and_wrong_usage_is_not_repeated():
    assert setting("Restart") == ["on-failure"]
    assert setting("TimeoutStartSec") == ["infinity"]
    assert setting("RestartPreventExitStatus") == ["2 3"]
    assert setting("Persistent") == ["true"]


def test_tokens_are_in_no_file_of_ours():
    assert setting("EnvironmentFile") == ["-/etc/hub-openness.env"]
    assert not re.search(r"(HF_TOKEN|GITHUB_TOKEN)=\w", "".join(map(text, FILES)))


@pytest.mark.parametrize("name", FILES)
def test_the_command_lines_are_ours(name):
    lines = list(code_lines(text(name)))
    assert lines
    assert [complaint(line) for line in lines] == [""] * len(lines)


def test_service_and_crontab_run_the_same_night():
    service, crontab = (next(code_lines(text(name))) for name in FILES[:2])
    assert words(service) == words(crontab) == NIGHT
    assert setting("ExecStart")[0].startswith(f"{PROGRAM} ")
    assert setting("StateDirectory") == [STATE.removeprefix("/var/lib/")]


def test_the_crontab_has_one_line_with_five_fields():
    lines = [line for line in text("crontab").splitlines() if line and not re.match(r"#|\w+=", line)]
    assert len(lines) == 1
    *fields, command = lines[0].split(maxsplit=5)
    ranges = (range(60), range(24), range(1, 32), range(1, 13), range(8))
    for field, allowed in zip(fields, ranges, strict=True):
        assert field == "*" or int(field) in allowed
    assert "%" not in command, "cron takes a percent sign for the end of the line"
    assert f"exec {PROGRAM} " in command


@pytest.mark.parametrize("name", CLUSTER)
def test_dask_takes_the_command_lines(name):
    cli = pytest.importorskip("distributed.cli", reason="the extra `cluster` is not installed")
    (line,) = re.findall(rf"(?m)^ExecStart={DASK} (.*)$", text(name))
    command, *rest = shlex.split(line.replace("${WORKER_SLOTS}", "2"))
    main = importlib.import_module(f"{cli.__name__}.dask_{command}").main
    with click.Context(main) as context:
        main.make_parser(context).parse_args(list(rest))
    assert ("--no-nanny" in rest) is (command == "worker"), "a worker starts processes of its own"


def test_kubernetes_takes_the_manifest():
    validate = pytest.importorskip("kubernetes_validate", reason="kubernetes-validate is not installed")
    documents = list(yaml.safe_load_all(text("kubernetes.yml")))
    assert {document["kind"] for document in documents} >= {"Job", "Deployment", "NetworkPolicy"}
    for document in documents:
        validate.validate(document, validate.latest_version(), strict=True)


@pytest.fixture(scope="module")
def workflow():
    loaded = yaml.safe_load(text("nightly.yml"))
    loaded["on"] = loaded.pop(True)  # YAML 1.1 reads `on` as a truth value; GitHub does not
    return loaded


def test_the_workflow_is_one(workflow):
    assert set(workflow) == {"name", "on", "concurrency", "permissions", "jobs"}
    assert [len(entry["cron"].split()) for entry in workflow["on"]["schedule"]] == [5]
    for job in workflow["jobs"].values():
        assert set(job) <= {"runs-on", "timeout-minutes", "permissions", "outputs", "needs", "env", "steps"}
        for step in job["steps"]:
            assert ("uses" in step) != ("run" in step), step
            assert set(step) <= {"name", "id", "if", "uses", "with", "run", "env"}


def test_the_workflow_asks_for_little_and_pins_its_actions(workflow):
    assert workflow["permissions"] == {}
    assert {name: job["permissions"] for name, job in workflow["jobs"].items()} == {
        "night": {"contents": "read"},
        "release": {"contents": "write"},
    }
    used = [step["uses"] for job in workflow["jobs"].values() for step in job["steps"] if "uses" in step]
    assert all(re.fullmatch(r"actions/[a-z-]+(/[a-z]+)?@v\d+", use) for use in used), used


def test_the_workflow_lets_no_expression_into_a_shell(workflow):
    scripts = [step["run"] for job in workflow["jobs"].values() for step in job["steps"] if "run" in step]
    assert not [script for script in scripts if "${{" in script]


def test_the_workflow_keeps_what_a_bad_night_fetched(workflow):
    steps = workflow["jobs"]["night"]["steps"]
    caches = {s["uses"].split("@")[0]: s for s in steps if s.get("uses", "").startswith("actions/cache/")}
    restore, save = caches["actions/cache/restore"], caches["actions/cache/save"]
    assert save["if"] == "always()"
    assert (restore["with"]["path"], restore["with"]["key"]) == (save["with"]["path"], save["with"]["key"])
    assert save["with"]["key"].startswith(restore["with"]["restore-keys"])
    run = next(step["run"] for step in steps if "hub-openness nightly" in step.get("run", ""))
    assert f"--db {save['with']['path']}/" in run
    limit = int(re.search(r"\b(\d+)m hub-openness", run)[1])
    assert limit + 30 < workflow["jobs"]["night"]["timeout-minutes"] < 360
