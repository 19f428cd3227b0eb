"""What a project brings of its own, and what is wrong with it, is said in a line that names the file."""

import re
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.console import Failure
from generator.site.mkdocs import build_site
from tests.support.gongkai import gongkai
from tests.support.project import project


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with neither theme nor pages of its own."""
    folder = project(tmp_path_factory.mktemp("theme") / "省", ("210697",))
    for name in ("overrides", "docs"):
        (folder / name).unlink()
    (folder / "mkdocs.yml").write_text("site_name: x\nplugins:\n  - gongkai\n", "utf-8")
    return folder


@pytest.fixture
def folder(made: Path) -> Path:
    shutil.rmtree(made / "overrides", ignore_errors=True)
    return made


def refusal(folder: Path) -> str:
    with pytest.raises(Failure) as caught:
        build_site(folder, as_of=None, site_dir=None, clean=False, workers=1)
    assert "None" not in caught.value.message
    assert "软件的问题" not in caught.value.message
    return str(caught.value.message)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("partials/footer.html", b'{% include "nosuch.html" %}', "“partials/footer.html”要用“nosuch.html”"),
        ("county.html", b'{% extends "county-base.html" %}', "“county.html”要用“county-base.html”"),
        ("404.html", b'{% extends "nosuch.html" %}', "“404.html”要用“nosuch.html”"),
        ("main.html", b'{% import "a/b.html" as b %}', "“main.html”要用“a/b.html”"),
        ("base.html", b"\n\n{% if %}", "“base.html”第 3 行"),
        ("list.html", b"{% block content %}", "“list.html”第 1 行"),
        ("partials/nav.html", "页脚".encode("gbk"), "“partials/nav.html”不是 UTF-8"),
        ("partials/header.html", b"<p>\n{{ nosuch.word }}", "“partials/header.html”第 2 行"),
        ("project.html", b"{{ 1 / 0 }}", "“project.html”第 1 行"),
        ("404.html", b"{{ page.meta.x.y }}", "主题的模板"),
    ],
)
def test_a_template_that_is_wrong_is_named(name: str, text: bytes, said: str, folder: Path) -> None:
    (folder / "overrides" / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / "overrides" / name).write_bytes(text)
    assert said in refusal(folder)


def linked(folder: Path) -> None:
    (folder / "docs/about.md").write_text("[内容](nowhere.html)\n", "utf-8")


def in_gbk(folder: Path) -> None:
    (folder / "docs/about.md").write_bytes("# 关于本栏目\n".encode("gbk"))


def with_a_main_that_fails(folder: Path) -> None:
    linked(folder)
    (folder / "overrides").mkdir()
    (folder / "overrides/main.html").write_text("{{ 1 / 0 }}", "utf-8")


def with_another_plugin_that_fails(folder: Path) -> None:
    (folder / "docs/hook.py").write_text(
        "from mkdocs.exceptions import PluginError\ndef on_env(env, **_):\n    raise PluginError('别的插件不干')\n",
        "utf-8",
    )
    settings = folder / "mkdocs.yml"
    settings.write_text(settings.read_text("utf-8") + "hooks: [docs/hook.py]\n", "utf-8")


@pytest.mark.parametrize(
    ("breaks", "said"),
    [
        (linked, "about.html 中的链接 nowhere.html：找不到页面或文件"),
        (in_gbk, "网站未生成：“about.md”不是 UTF-8 编码，请另存为 UTF-8。"),
        (with_another_plugin_that_fails, "gongkai：网站未生成：别的插件不干"),
        (with_a_main_that_fails, "网站未生成：主题的模板“main.html”第 1 行运行时出错。"),
    ],
)
def test_a_page_that_fails_is_told_once_and_in_chinese(
    breaks: Callable[[Path], None], said: str, folder: Path
) -> None:
    (folder / "docs").mkdir()
    kept = (folder / "mkdocs.yml").read_bytes()
    try:
        breaks(folder)
        done = gongkai("--root", folder, "build")
    finally:
        shutil.rmtree(folder / "docs")
        (folder / "mkdocs.yml").write_bytes(kept)
    assert done.returncode in (1, 2)
    assert said in done.stderr
    assert [line for line in done.stderr.splitlines() if not re.search("[\u4e00-\u9fff]", line)] == []
    assert "Doc file" not in done.stderr
    assert "Error" not in done.stderr


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", "mkdocs.yml 的设置有错误"),
        ("- gongkai\n", "mkdocs.yml 里缺少设置"),
        ("site_name: x\n", "plugins 里缺少 gongkai"),
        ("site_name: x\nplugins: [gongkai, nosuch]\n", "mkdocs.yml 的设置有错误"),
        ("site_name: x\ntheme: nosuch\nplugins: [gongkai]\n", "mkdocs.yml 的设置有错误"),
        ("site_name: x\ndocs_dir: nosuch\nplugins: [gongkai]\n", "mkdocs.yml 的设置有错误"),
        ("site_name: x\nplugins: [gongkai: {as_of: 昨天}]\n", "不是日期"),
    ],
)
def test_settings_that_are_wrong_are_told_in_chinese(settings: str, said: str, folder: Path) -> None:
    kept = (folder / "mkdocs.yml").read_bytes()
    (folder / "mkdocs.yml").write_text(settings, "utf-8")
    try:
        assert said in refusal(folder)
    finally:
        (folder / "mkdocs.yml").write_bytes(kept)


def test_a_theme_that_changes_one_template_is_fine(folder: Path) -> None:
    (folder / "overrides/partials").mkdir(parents=True)
    (folder / "overrides/partials/footer.html").write_text("<footer>{{ config.site_name }}</footer>", "utf-8")
    assert build_site(folder, as_of=None, site_dir=None, clean=False, workers=1, allow_removals=True) == 0
    assert "<footer>综合示范" in (folder / "site/counties/210697.html").read_text("utf-8")
