"""What runs on GitHub is named by digest and may do no more than it must; `make lint` asks zizmor for the rest."""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

WORKFLOWS = sorted((Path(__file__).parents[2] / ".github/workflows").glob("*.y*ml"))
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def read(path: Path) -> dict[str, Any]:
    return dict(yaml.load(path.read_text("utf-8"), Loader=yaml.BaseLoader))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_named_by_digest_with_its_version_beside_it(path: Path) -> None:
    used = re.findall(r"^\s*(?:- )?uses:\s*(.*?)\s*$", path.read_text("utf-8"), re.MULTILINE)
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


def test_one_action_is_the_same_in_all_workflows() -> None:
    used = [
        found
        for path in WORKFLOWS
        for found in re.findall(r"([\w./-]+)@([0-9a-f]{40})", path.read_text("utf-8"))
    ]
    assert len({name for name, _ in used}) == len(set(used))


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_reads_and_only_the_job_that_deploys_writes(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in workflow["on"]
    for job in workflow["jobs"].values():
        granted = {name for name, right in job.get("permissions", {}).items() if right == "write"}
        assert granted in (set(), {"pages", "id-token"})
        checks_out = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
        assert all(step["with"]["persist-credentials"] == "false" for step in checks_out)
        assert not (granted and checks_out), "the job that may deploy runs nothing of the repository"


def steps(name: str, job: str) -> list[dict[str, Any]]:
    workflow = read(next(path for path in WORKFLOWS if path.name == name))
    return list(workflow["jobs"][job]["steps"])


def test_every_pull_request_answers_for_what_it_brings() -> None:
    workflow = read(next(path for path in WORKFLOWS if path.name == "check.yml"))
    assert workflow["on"] == {"pull_request": ""}, "all of them, whatever they change"
    job = workflow["jobs"]["check"]
    assert job["env"] == {"BASE": "HEAD^1"}
    checks = [step["run"] for step in job["steps"] if "gongkai check" in step.get("run", "")]
    assert len(checks) == 3
    assert all('--changed-from "$BASE"' in check for check in checks)
    (failing,) = [check for check in checks if "|| true" not in check]
    assert "--format github" in failing
    (checkout,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["fetch-depth"] == "0"
    (upload,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert upload["with"]["path"] == "preview"


def test_what_is_published_is_held_against_what_was() -> None:
    (fetching,) = [
        step["run"] for step in steps("publish.yml", "build") if "published.py" in step.get("run", "")
    ]
    assert fetching.split() == [".venv/bin/python", "scripts/published.py", "published.json"]
    (building,) = [
        step["run"] for step in steps("publish.yml", "build") if "gongkai build" in step.get("run", "")
    ]
    assert "--published published.json" in building
    assert "--strict" not in building, "records that are withheld keep nothing else from being published"
