"""``make engines``: Chromium 79, 90 and 106 over every kind of page at 360 and 1 280 px.

Each must reach the last cell of every table with the wheel, run the scripts without an error, answer a search or say why
not, fill no shape of a chart with plain black, show no field lower than a line, and print without the page's controls.
The engines are those that npm packages carry for servers without a screen; WeChat, 360, QQ and phones of those years
are built on them. ``look.cjs`` drives one of them.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import unicodedata
from pathlib import Path

import pypdf

from audits.tools import ROOT, SITE, locked
from tests.support.kinds import KINDS, WIDTHS
from tests.support.served import served

ENGINES = ("79", "90", "106")
SEARCHES = (
    ("index.html", "冷链"),
    ("projects/index.html", "210396-2020-12"),
    ("rules.html", "没有这样的记录"),
)
NOT_PRINTED = ("当前位置", "检索全栏目")
"""Words that stand on the controls of a page alone: a sheet of paper has none of them."""
WORDS = {
    "script": "脚本出错",
    "black": "图形是黑的",
    "low": "输入框低于一行字",
    "out": "文字伸出窗口，滚动不到",
    "table": "表格最后一列滚动不到",
    "search": "检索没有结果，也没有说明",
    "print": "印出了页面上的控件",
}
Finding = dict[str, str]
"""``engine``, ``page``, ``width``, ``what`` (a key of WORDS) and ``where``."""


def main() -> int:
    pages = sys.argv[1:] or KINDS
    missing = [page for page in pages if not (SITE / page).is_file()]
    if missing:
        sys.exit(f"site/ 里没有 {missing[0]}，请先 make site。")
    home = locked(Path(__file__).parent)
    found: list[Finding] = []
    with served(SITE) as host, tempfile.TemporaryDirectory() as paper:
        for engine in ENGINES:
            found += looked(home, engine, host, pages, Path(paper))
        found += printed(Path(paper))
    for one in found:
        print(f"Chromium {one['engine']} {one['page']} {one['width']}：{WORDS[one['what']]}：{one['where']}")
    print(
        f"{len(ENGINES)} 种旧浏览器，{len(pages)} 种网页，{len(WIDTHS)} 种宽度，看了也印了，{len(found)} 个问题"
    )
    return int(bool(found))


def looked(home: Path, engine: str, host: str, pages: object, paper: Path) -> list[Finding]:
    """What one engine finds; ends the program where it does not run to the end."""
    job = {
        "modules": str(home / "node_modules"),
        "cache": str(home),
        "engine": engine,
        "address": host,
        "pages": pages,
        "widths": WIDTHS,
        "searches": SEARCHES,
        "paper": str(paper),
    }
    command = ["node", str(Path(__file__).with_name("look.cjs")), json.dumps(job)]
    run = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    if run.returncode:
        sys.exit(f"Chromium {engine} 没有运行到底。")
    return [json.loads(line) for line in run.stdout.splitlines()]


def printed(paper: Path) -> list[Finding]:
    """The sheets that name a control of the page."""
    found = []
    for path in sorted(paper.glob("*.pdf")):
        text = "".join(page.extract_text() for page in pypdf.PdfReader(path).pages)
        bare = "".join(unicodedata.normalize("NFKC", text).replace("⻓", "长").split())
        if not bare:
            raise ValueError(f"no text on {path.name}")
        engine, width, page = path.stem.split("-", 2)
        words = [word for word in NOT_PRINTED if word in bare]
        if words:
            found.append({"engine": engine, "page": page, "width": width, "what": "print", "where": words[0]})
    return found


if __name__ == "__main__":
    if shutil.which("node") is None:
        sys.exit("需要 node 和 npm。Debian：apt-get install nodejs npm")
    sys.exit(main())
