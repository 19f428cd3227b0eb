"""A site that grew by a change of the settings alone, and of one attachment alone, is the site of a build from nothing."""

import json
from pathlib import Path

from tests.engine.test_earlier_version_site import commit, under_git
from tests.support.pdf_files import pdf
from tests.support.project import build, tree

COUNTY = "210396"


def test_both_builds_are_equal(tmp_path: Path) -> None:
    folder = under_git(tmp_path / "project", counties=(COUNTY,))
    assert build(folder) == 0
    site, attachment = (
        folder / "content_data/site.yaml",
        next((folder / f"content_data/counties/{COUNTY}/attachments").iterdir()),
    )
    site.write_text(site.read_text("utf-8").replace("'12345'", "'0240000001'"), "utf-8")
    commit(folder, on="2022-06-02")
    assert build(folder) == 0
    same_as_anew(folder, tmp_path / "settings")
    attachment.write_bytes(pdf("another"))
    commit(folder, on="2022-06-03")
    assert build(folder) == 0
    files = same_as_anew(folder, tmp_path / "attachment")
    told = json.loads(files["data/changes.json"])["changes"]
    assert [(change["county"], change["title"]) for change in told] == [(COUNTY, "附件"), ("", "栏目设置")]
    assert told[0]["new"] in told[0]["citation"]
    assert attachment.name in files[f"counties/{COUNTY}.changes.xml"].decode()
    assert told[0]["new"] not in files["changes.html"].decode()


def same_as_anew(folder: Path, site: Path) -> dict[str, bytes]:
    """Builds from nothing, with two workers; returns the files that grew."""
    assert build(folder, site, workers=2) == 0
    grown, anew = tree(folder / "site"), tree(site)
    assert [name for name in {**grown, **anew} if grown.get(name) != anew.get(name)] == []
    return grown
