"""The manifest names every file with the digest of its bytes, the same from every lane, and hashes nothing twice."""

import hashlib
import json
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

import feedparser
import jsonschema
import pytest

from generator.engine.output import staging as output
from generator.engine.output.file_digests import digest_lines, id_lines
from generator.engine.steps.manifest import MANIFEST, manifest_schema, read_manifest
from tests.support.project import ROOT, build, project
from tests.support.repository import Repository

SCHEMA = ROOT / "docs/manifest.schema.json"


def manifest(site: Path) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((site / MANIFEST).read_text("utf-8"), object_pairs_hook=_without_twins)
    return found


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert [name for name, times in Counter(name for name, _ in pairs).items() if times > 1] == []
    return dict(pairs)


def entry_ids(site: Path, pattern: str) -> set[str]:
    return {entry.id for path in site.glob(pattern) for entry in feedparser.parse(path.read_bytes()).entries}


def digests(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in site.rglob("*")
        if path.is_file() and path.name != MANIFEST
    }


def test_the_schema_is_the_one_of_the_program() -> None:
    assert SCHEMA.read_text("utf-8") == manifest_schema()


def test_every_file_stands_in_it_with_the_digest_of_its_bytes(tmp_path: Path) -> None:
    folder = project(tmp_path / "p")
    assert build(folder) == 0
    found = manifest(folder / "site")
    jsonschema.validate(found, json.loads(SCHEMA.read_text("utf-8")))
    assert found["files"] == digests(folder / "site")
    assert list(found["files"]) == sorted(found["files"])
    assert (found["commit"], found["tree"], found["as_of"], found["published"]) == (
        "",
        "",
        "2022-06-30",
        None,
    )
    assert {"counties/210197", "projects/210197-2020-01", "policies/2020-226"} <= found["records"].keys()
    pages = {address.removesuffix(".html") for address in found["files"] if address.endswith(".html")}
    assert found["records"].keys() <= pages
    assert not [name for name in found["records"] if name.endswith("/index")]
    archived, recent = (
        entry_ids(folder / "site", "atom.archive-*.xml"),
        entry_ids(folder / "site", "atom.xml"),
    )
    assert len(archived) > 100
    assert archived <= found["entries"].keys() <= archived | recent


def test_one_change_gives_the_manifest_of_a_clean_build_and_hashes_what_it_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = project(tmp_path / "p")
    build(folder)
    hashed: list[str] = []
    real = output.Staging.put

    def watched(self: output.Staging, address: str, data: bytes) -> Any:
        hashed.append(address)
        return real(self, address, data)

    monkeypatch.setattr(output.Staging, "put", watched)
    path = folder / "content_data/counties/210197/projects/01.yaml"
    path.write_text(path.read_text("utf-8").replace("项目名称: ", "项目名称: 新"), "utf-8")
    build(folder)
    assert manifest(folder / "site")["files"] == digests(folder / "site")
    assert "projects/210197-2020-01.html" in hashed
    assert not [
        address for address in hashed if address.startswith(("projects/2103", "assets/", "counties/2103"))
    ]
    hashed.clear()
    build(folder)
    assert hashed == []


def test_commit_and_tree_are_those_of_the_repository(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", ("210197",))
    repository = Repository(folder)
    commit = repository.commit("opened")
    build(folder)
    found = manifest(folder / "site")
    assert (found["commit"], found["tree"]) == (commit, repository.git("rev-parse", "HEAD^{tree}"))
    later = repository.commit("nothing in it")
    build(folder)
    assert manifest(folder / "site") == found | {"commit": later}


def test_what_was_seen_before_keeps_its_day_and_what_is_new_has_its_own(tmp_path: Path) -> None:
    folder = project(tmp_path / "p", ("210197",))
    build(folder, as_of=date(2022, 5, 31))
    first = folder / "site" / MANIFEST
    kept = tmp_path / "published.json"
    kept.write_bytes(first.read_bytes())
    before = manifest(folder / "site")
    assert set(before["records"].values()) == set(before["entries"].values()) == {"2022-05-31"}
    other = project(tmp_path / "q", ("210197", "210396"))
    build(other, as_of=date(2022, 6, 30), published=str(kept))
    after = manifest(other / "site")
    assert after["published"] == {
        "sha256": hashlib.sha256(kept.read_bytes()).hexdigest(),
        "commit": "",
        "as_of": "2022-05-31",
    }
    for kind in ("records", "entries"):
        old = {name: day for name, day in after[kind].items() if name in before[kind]}
        new = {name: day for name, day in after[kind].items() if name not in before[kind]}
        assert set(old.values()) == {"2022-05-31"}
        assert set(new.values()) == {"2022-06-30"}
    assert "counties/210396" in after["records"]
    bytes_ = (other / "site" / MANIFEST).read_bytes()
    build(other, other / "again", as_of=date(2022, 6, 30), published=str(kept), workers=2)
    assert (other / "again" / MANIFEST).read_bytes() == bytes_
    build(other, as_of=date(2022, 6, 30))
    assert set(manifest(other / "site")["records"].values()) == {"2022-06-30"}


@pytest.mark.parametrize(
    "name", ["a.html", 'a"b.html', "a\\b.md", "附件/通知 1.pdf", "a\tb", "é.png", "\x7f"]
)
def test_any_name_is_a_line_of_json(name: str) -> None:
    assert json.loads(b"{" + digest_lines({name: (1, 2, b"\xab" * 32)}) + b"}") == {name: "ab" * 32}
    assert json.loads(id_lines([name])) == name


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"format": 1}', '{"format": "x", "files": {}}', "\x00", '{"format":1' * 5000],
)
def test_what_is_no_manifest_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是公开清单"):
        read_manifest(text.encode())
