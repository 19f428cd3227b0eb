"""Attachments from the county's folder to the site: what is refused stays out and stops nobody."""

import io
import shutil
from pathlib import Path

import pytest
from PIL import Image

from generator.intake import published_bytes, read_county, read_portal
from tests.support.project import build, project, tree

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


def test_a_picture_is_published_anew_and_the_same_however_it_is_built(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", (CODE, "210396"))
    (path,) = (folder / FOLDER).glob("*.jpg")
    taken = Image.Exif()
    taken[0x0112], taken[0x010E] = 6, "tel 13800138000"
    with Image.open(path) as picture:
        size = picture.size
        picture.save(path, exif=taken, comment=b"tel 13800138000")
    assert build(folder) == 0
    published = (folder / f"site/attachments/{CODE}/{path.name}").read_bytes()
    assert b"13800138000" not in published
    with Image.open(io.BytesIO(published)) as picture:
        assert picture.size == size[::-1]
    notice = next((folder / "content_data/notices").glob("*.md"))
    notice.write_text(notice.read_text("utf-8") + "\n又记。\n", "utf-8")
    assert build(folder) == 0
    incremental = tree(folder / "site")
    shutil.rmtree(folder / ".cache")
    shutil.rmtree(folder / "site")
    assert build(folder, workers=2) == 0
    assert tree(folder / "site") == incremental
    assert incremental[f"attachments/{CODE}/{path.name}"] == published


def test_what_changes_after_it_was_looked_through_is_not_published(tmp_path: Path) -> None:
    folder = project(tmp_path / "project", (CODE,))
    content = folder / "content_data"
    (path,) = (folder / FOLDER).glob("*.pdf")
    portal = read_portal(content)
    county = read_county(content, CODE, portal.policy_ids, portal.answers).disclosure
    assert county is not None
    (attachment,) = (item for item in county.attachments if item.name == path.name)
    assert published_bytes(content, CODE, attachment) == path.read_bytes()
    path.write_bytes(path.read_bytes() + b"\n% tel 13800138000\n%%EOF\n")
    assert published_bytes(content, CODE, attachment) is None
    path.unlink()
    assert published_bytes(content, CODE, attachment) is None
