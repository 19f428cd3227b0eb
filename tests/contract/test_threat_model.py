"""The threat model names for each threat the test that proves its answer; those tests exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
MODEL = ROOT / "docs/threat-model.md"
NAMED = re.compile(r"`(tests/[\w/]+\.py)(?:::(\w+))?`")
TABLE_HEAD = "| 威胁 | 什么挡住 | 检验 |"


def rows() -> list[tuple[str, str, str]]:
    """(threat, what stops it, tests) of every row of the tables of threats."""
    found, inside = [], False
    for line in MODEL.read_text("utf-8").splitlines():
        if line.startswith(TABLE_HEAD):
            inside = True
        elif not line.startswith("|"):
            inside = False
        elif inside and not line.startswith("| ---"):
            threat, stops, proof = (cell.strip() for cell in line.strip("|").split(" | "))
            found.append((threat.strip(), stops, proof))
    return found


@cache
def functions_in(file: str) -> frozenset[str]:
    """Names of the test functions of a file; none where there is no such file."""
    path = ROOT / file
    if not path.is_file():
        return frozenset()
    tree = ast.parse(path.read_text("utf-8"))
    return frozenset(node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))


def test_every_threat_has_an_answer_and_a_test() -> None:
    found = rows()
    assert len(found) > 20
    assert [threat for threat, stops, proof in found if not stops or "::" not in proof] == []
    assert len({threat for threat, _, _ in found}) == len(found)


@pytest.mark.parametrize("document", ["docs/threat-model.md", "SECURITY.md"])
def test_every_test_that_is_named_exists(document: str) -> None:
    named = NAMED.findall((ROOT / document).read_text("utf-8"))
    assert [file for file, _ in named if not (ROOT / file).is_file()] == []
    assert [f"{file}::{name}" for file, name in named if name and name not in functions_in(file)] == []


def test_documents_that_are_named_exist() -> None:
    for document in (MODEL, ROOT / "SECURITY.md"):
        links = re.findall(r"\]\(((?!https?:)[^)#]+)", document.read_text("utf-8"))
        assert [link for link in links if not (document.parent / link).exists()] == []


def test_every_actor_and_asset_that_is_named_meets_a_threat() -> None:
    text = MODEL.read_text("utf-8")
    actors = re.findall(r"^\| \*\*(.+?)\*\* \|", text, re.MULTILINE)
    assert len(actors) >= 8
    headings = set(re.findall(r"^### (.+)$", text, re.MULTILINE))
    assert [actor for actor in actors if actor not in headings] == []
