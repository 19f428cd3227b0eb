"""What runs on GitHub is named by digest and may do no more than it must; `make lint` asks zizmor for the rest."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.project import ROOT

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
    assert len(checks) == 2
    assert all('--changed-from "$BASE"' in check for check in checks)
    (failing,) = [check for check in checks if "|| true" not in check]
    assert "--format github" in failing
    (checkout,) = [step for step in job["steps"] if step.get("uses", "").startswith("actions/checkout@")]
    assert checkout["with"]["fetch-depth"] == "0"
    uploads = [step for step in job["steps"] if step.get("uses", "").startswith("actions/upload-artifact@")]
    assert [upload["with"]["path"] for upload in uploads] == ["review", "preview"]


def test_every_pull_request_is_reviewed_for_whoever_opened_it(tmp_path: Path) -> None:
    (step,) = [step for step in steps("check.yml", "check") if "gongkai review" in step.get("run", "")]
    assert step["env"]["ACTOR"] == "${{ github.event.pull_request.user.login }}", (
        "not who started the run again"
    )
    assert "${{" not in step["run"], "what others named is no part of a script"
    gongkai = tmp_path / ".venv/bin/gongkai"
    gongkai.parent.mkdir(parents=True)
    for code, guard, ended in ((0, "", 0), (1, "", 1), (2, "", 1), (1, "off", 0)):
        gongkai.write_text(f'#!/bin/sh\nfor last; do :; done\necho "$@" > "$last"\nexit {code}\n', "utf-8")
        gongkai.chmod(0o755)
        given = {"BASE": "HEAD^1", "ACTOR": "a b", "GUARD": guard, "GITHUB_STEP_SUMMARY": "summary.md"}
        run = subprocess.run(
            ["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=os.environ | given, check=False
        )
        assert run.returncode == ended
    assert "review --base HEAD^1 --actor a b" in (tmp_path / "summary.md").read_text("utf-8")
    assert (tmp_path / "review/review.html").is_file()


SAMPLES = sorted((ROOT / "docs/hosts").glob("*.yml"))


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_a_sample_says_that_it_was_not_tried_and_runs_the_same_command(path: Path) -> None:
    text = path.read_text("utf-8")
    assert "没有在这个平台上试过" in text
    assert yaml.load(text, Loader=yaml.BaseLoader)
    assert path.name in (ROOT / "docs/review.md").read_text("utf-8")
    if path.name != "github-comment.yml":
        commands = re.findall(r"gongkai (review .*)", text)
        assert commands
        assert all(re.search(r'--base "?\S+"? --actor "\$\w+"', command) for command in commands)


def test_only_what_was_reviewed_is_commented_by_a_job_that_runs_nothing_of_it() -> None:
    workflow = read(ROOT / "docs/hosts/github-comment.yml")
    assert set(workflow["on"]) == {"workflow_run"}
    assert workflow["permissions"] == {}
    (job,) = workflow["jobs"].values()
    assert job["permissions"] == {"actions": "read", "pull-requests": "write"}
    assert not [step for step in job["steps"] if "uses" in step]
    assert all("${{" not in step["run"] for step in job["steps"])
    checked = read(next(path for path in WORKFLOWS if path.name == "check.yml"))
    assert workflow["on"]["workflow_run"]["workflows"] == [checked["name"]]


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
