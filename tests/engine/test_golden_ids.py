"""The ids that subscribers know: those of a small repository stand in a file, and no release may renew one of them.

An id may be added to the file, for something that was not told before. Whoever has to change or remove a line makes
every subscriber meet the same thing again: do not.
"""

import json
import re
import shutil
from pathlib import Path

from tests.support.one_county import CODE, FILES, P1, P2
from tests.support.project import ROOT, build
from tests.support.repository import Repository

GOLDEN = Path(__file__).with_name("golden_ids.txt")
SITE = """栏目名称: 综合示范信息公开
主办单位: 省商务厅
网站名称: 示例
模式: 演示
网址: https://example.gov.cn/zhsf/
标识域: {域名: example.gov.cn, 日期: 2021-06-30}
演示日期: 2022-06-30
开栏日期: 2022-03-01
监督举报:
  - 渠道: 电话
    号码或地址: '12345'
"""
FILES_OF_COUNTY = {f"counties/{CODE}/{name}": text for name, text in FILES.items()}
PLAN, PROJECT = f"counties/{CODE}/plan.yaml", f"counties/{CODE}/projects/01.yaml"
PURPOSES = (
    "资金用途:\n  - {类别: 设施设备, 用途: 分拣线, 金额: 200}\n  - {类别: 设施设备, 用途: 货架, 金额: 150}\n"
)


def repository(folder: Path) -> Repository:
    """A county with a file of every kind, and a change of every kind: field, list, row, removal, return, document."""
    made = Repository(folder)
    for name in ("overrides", "docs"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    policy = "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n"
    for name, text in {**FILES_OF_COUNTY, "site.yaml": SITE, "policies/2020-226.md": policy}.items():
        made.write(name, text)
    made.write(PROJECT, FILES_OF_COUNTY[PROJECT] + PURPOSES)
    made.commit("opened")
    made.change(PROJECT, "350.00", "340.00")
    made.change(PROJECT, "2022-12-31", "2022-11-30")
    made.commit("amount and deadline")
    made.change(PROJECT, "金额: 150", "金额: 140")
    made.change(PROJECT, "用途: 分拣线", "用途: 自动分拣线")
    made.commit("an item, and the name of another")
    payments = f"counties/{CODE}/payments.csv"
    made.change(
        payments, f"2021-04-10,{P2},30.00", f"2021-05-10,{P1},5.00,丙公司,进度款,三号\n2021-04-10,{P2},31.00"
    )
    made.write("notices/2022-03.md", "---\n标题: 通报\n日期: 2022-03-01\n---\n\n正文\n")
    made.commit("a row more, a row changed, a notice")
    second = f"counties/{CODE}/projects/02.yaml"
    (made.content / second).unlink()
    made.commit("removed")
    made.write(second, FILES_OF_COUNTY[second].replace("350.00", "345.00"))
    made.change(PROJECT, "340.00", "330.00")
    made.commit("added again, and the amount once more")
    return made


def ids_of(site: Path) -> list[str]:
    """Every id of the feeds, the change record and the calendars."""
    manifest = json.loads((site / "manifest.json").read_bytes())
    feeds = [
        site / "atom.xml",
        site / f"counties/{CODE}.xml",
        *site.glob("topics/*.xml"),
        site / "findings.xml",
    ]
    found = set(manifest["entries"])
    for feed in feeds:
        found |= set(re.findall(r"<(?:id|guid[^>]*)>([^<]+)</", feed.read_text("utf-8")))
    changes = json.loads((site / "data/changes.json").read_bytes())["changes"]
    found |= {change["id"] for change in changes}
    found |= {
        f"changes.html#{name}"
        for name in re.findall(r'id="(c[0-9a-f]{16})"', (site / "changes.html").read_text())
    }
    for calendar in site.rglob("*.ics"):
        text = calendar.read_bytes().decode().replace("\r\n ", "")
        found |= set(re.findall(r"^UID:(.+?)\r?$", text, re.MULTILINE))
    return sorted(found)


def test_no_id_is_renewed(tmp_path: Path) -> None:
    made = repository(tmp_path / "p")
    assert build(made.root) == 0
    found = ids_of(made.root / "site")
    golden = GOLDEN.read_text("utf-8").splitlines()
    assert len(golden) > 30
    assert sorted(set(golden) - set(found)) == [], "ids that subscribers know are gone"
    assert sorted(set(found) - set(golden)) == [], (
        "new ids: add them if nothing that was told before has them"
    )
