"""In a real browser: a reader who comes from a project finds its number on the tip-off page."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--headless", "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]

pytestmark = pytest.mark.skipif(
    CHROMIUM is None,
    reason="没有找到 Chromium，浏览器测试未运行。Debian：apt-get install chromium，或设置 CHROMIUM。",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("build") / "site"
    gongkai = Path(sys.executable).with_name("gongkai")
    subprocess.run([gongkai, "--root", ROOT, "build", "--site-dir", made], check=True, capture_output=True)
    return made


def dom(address: str, profile: Path) -> str:
    command = [str(CHROMIUM), *FLAGS, f"--user-data-dir={profile}", "--dump-dom", address]
    return subprocess.run(command, check=True, capture_output=True, text=True, timeout=60).stdout


def test_the_project_is_carried_along(site: Path, tmp_path: Path) -> None:
    page = dom(f"{(site / 'tip-off.html').as_uri()}?project=210396-2020-12&name=%E5%9F%B9%E8%AE%AD", tmp_path)
    assert "您要反映的项目：210396-2020-12 培训" in page


def test_what_the_address_says_is_text(site: Path, tmp_path: Path) -> None:
    page = dom(
        f"{(site / 'tip-off.html').as_uri()}?project=210396-2020-12&name=%3Cimg%20src%3Dx%3E", tmp_path
    )
    assert "210396-2020-12 &lt;img src=x&gt;" in page


def test_a_made_up_number_is_not_shown(site: Path, tmp_path: Path) -> None:
    page = dom(f"{(site / 'tip-off.html').as_uri()}?project=%E5%81%87&name=x", tmp_path)
    assert "您要反映的项目" not in page
