"""Attachments from the county's folder to the site: what is refused stays out and stops nobody."""

from pathlib import Path

import pytest

from tests.support.project import build, project

CODE = "210697"
FOLDER = f"content_data/counties/{CODE}/attachments"
REFUSED = "（未通过核对，暂不公开）"


def pages(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in (folder / "site").rglob("*.html")}


@pytest.mark.parametrize("fast_lane", ["true", "false"])
def test_a_refused_attachment_is_named_without_a_link_and_stops_nothing(
    tmp_path: Path, fast_lane: str
) -> None:
    folder = project(tmp_path / "project", (CODE,), fast_lane=fast_lane)
    (picture,), (file,) = (folder / FOLDER).glob("*.jpg"), (folder / FOLDER).glob("*.pdf")
    for path in (picture, file):
        path.write_bytes(b"<html><script>alert(1)</script></html>")
    plan = folder / f"content_data/counties/{CODE}/plan.yaml"
    text = plan.read_text("utf-8").replace("\n  印发日期:", f"\n  附件: [{file.name}]\n  印发日期:", 1)
    plan.write_text(text, "utf-8")
    own = folder / f"content_data/counties/{CODE}/projects/01.yaml"
    own.write_text(own.read_text("utf-8") + f"\n附件: [{file.name}]\n", "utf-8")
    assert build(folder) == 0
    assert not (folder / "site/attachments").exists()
    told = pages(folder)
    assert f"{file.name}{REFUSED}" in told[f"{CODE}.html"]
    assert f"{file.name}{REFUSED}" in told[f"{CODE}-2021-01.html"]
    assert any(REFUSED in page and file.name not in page for page in told.values())
    assert not any("alert(1)" in page for page in told.values())
