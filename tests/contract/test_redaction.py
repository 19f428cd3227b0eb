"""What was taken back stands nowhere any more: no byte of the site, the cache, a report or a log holds it."""

import base64
import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest
import yaml

from generator import intake
from generator.model.fields import general
from generator.site.mkdocs import build_site
from tests.support.gongkai import gongkai as forked
from tests.support.packed_files import opened
from tests.support.project import project, tree
from tests.support.repository import Repository

CODE = "210697"
PROJECT = f"{CODE}-2021-01"
BASIS = "个人信息保护法第四十七条"


@dataclass(frozen=True)
class Kind:
    """A field, how it is named in an entry, and what slipped into it."""

    file: str
    record: str
    field: str
    old: str
    """What the demonstration has there."""
    value: str
    later: str
    """What the correction says."""
    is_refused: bool = False
    """Whether the rules of today would have caught it."""


COUNTY = f"counties/{CODE}"
P1 = f"{COUNTY}/projects/01.yaml"
KINDS: dict[str, Kind] = {
    "text of a project": Kind(P1, PROJECT, "工作要求", "设备国产优先；消防安检同步；按月报送件量。", "到柳荫巷七号院二单元找庞守业", "按月报送"),
    "text that the rules catch": Kind(f"{COUNTY}/projects/02.yaml", f"{CODE}-2021-02", "工作要求", "村级站点每周不少于三班；运价公示；车辆轨迹留存一年。", "车库钥匙13812345670老庞", "按月报送", is_refused=True),
    "telephone": Kind(P1, PROJECT, "承办单位 › 办公电话", "0415-0003118", "0415-0009931", "0415-0003119"),
    "name of a person": Kind(P1, PROJECT, "承办单位 › 责任人", "项目经理", "庞守业之妻", "项目主管"),
    "an item of a list": Kind(P1, PROJECT, "资金用途 › 第2项 › 用途", "装卸平台与周转车", "付庞守业医药费与周转车", "周转车"),
    "a planned date in words": Kind(f"{COUNTY}/projects/03.yaml", f"{CODE}-2021-03", "完成时限", "2022-09-30", "庞守业迁坟后三十日", "2022-11-30"),
    "text of a ledger": Kind(f"{COUNTY}/progress.csv", f"{CODE}/progress › 2022-03-21 {PROJECT}", "说明", "厂房交接，地面承载检测", "庞守业因病未到场", "厂房交接"),
    "key of a ledger": Kind(f"{COUNTY}/trainings.csv", f"{CODE}/trainings › 2022-03-28 {CODE}-2021-10 （依法隐去）", "主题", "站点业务与防诈骗班（第1期）", "庞守业家庭帮扶班", "站点业务班"),
    "place in a ledger": Kind(f"{COUNTY}/activities.csv", f"{CODE}/activities › 2022-04-28 {CODE}-2021-05 分级标准研讨会", "地点", "县林果协会", "柳荫巷七号院庞宅", "县城"),
    "text of the plan": Kind(f"{COUNTY}/plan.yaml", f"{CODE}/plan", "决策过程 › 第1项 › 事项", "审议综合示范实施方案", "研究庞守业低保事项", "审议方案"),
    "text of the county": Kind(f"{COUNTY}/county.yaml", f"{CODE}/county", "责任人 › 职务", "", "", ""),
    "body of a case": Kind(f"{COUNTY}/cases/baishi-bianmindian.md", f"{CODE}/cases/baishi-bianmindian", "正文", "", "庞守业，患病多年，住柳荫巷七号院。", "老店学会了进货。"),
    "title of a notice": Kind("notices/2022-03-kaigong.md", "notices/2022-03-kaigong", "标题", "", "庞守业户开工", "首批项目开工"),
    "body of a notice": Kind("notices/2022-06-yanshou-fuhe.md", "notices/2022-06-yanshou-fuhe", "正文", "", "庞守业反映，见柳荫巷七号院。", "复核完成。"),
}  # fmt: skip
del KINDS["text of the county"]


def put(folder: Path, kind: Kind, value: str) -> None:
    """Write a value where the demonstration, or an earlier call, has another."""
    path = folder / "content_data" / kind.file
    text = path.read_text("utf-8")
    if kind.field == "正文":
        front = text.split("---\n", 2)[1]
        path.write_text(f"---\n{front}---\n\n{value}\n", "utf-8")
    elif kind.field == "标题":
        lines = [f"标题: {value}" if line.startswith("标题:") else line for line in text.split("\n")]
        path.write_text("\n".join(lines), "utf-8")
    else:
        known = next(word for word in (kind.value, kind.later, kind.old) if word in text)
        path.write_text(text.replace(known, value), "utf-8")


def spoil(folder: Path) -> None:
    for kind in KINDS.values():
        put(folder, kind, kind.value)


def correct(folder: Path) -> None:
    for kind in KINDS.values():
        put(folder, kind, kind.later)


def gongkai(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    run = forked(*command, cwd=folder, env=os.environ | {"NO_COLOR": "1"})
    assert "Traceback" not in run.stderr + run.stdout
    return run


def forms(value: str) -> Iterator[bytes]:
    """A value as it may stand in a file, and what may be derived from it."""
    data = value.encode()
    yield data
    yield json.dumps(value)[1:-1].encode()
    yield json.dumps(value)[1:-1].upper().encode()
    yield quote(value).encode()
    yield value.encode("utf-16-le")
    yield value.encode("gb18030")
    yield base64.b64encode(data)
    yield "".join(f"&#{ord(mark)};" for mark in value).encode()
    for name in ("md5", "sha1", "sha256", "sha512"):
        found = hashlib.new(name, data)
        yield found.digest()
        yield found.hexdigest().encode()
        yield found.hexdigest()[:12].encode()


def leaks(folder: Path, *texts: str) -> list[tuple[str, str]]:
    """(where, kind) of every value that stands somewhere."""
    found = []
    places = {"told": "\n".join(texts).encode()}
    for name in ("site", ".cache"):
        files = (path for path in (folder / name).rglob("*") if path.is_file())
        places |= {path.relative_to(folder).as_posix(): opened(path.read_bytes()) for path in files}
    for name, kind in KINDS.items():
        own = list(forms(kind.value))
        if kind.is_refused:
            own.append(b"13812345670")
        found += [(place, name) for place, data in places.items() if any(form in data for form in own)]
    return found


def entries(commit: str, kinds: Iterator[Kind] | list[Kind]) -> str:
    listed = [
        {"日期": "2022-06-01", "记录": kind.record, "栏目": kind.field, "提交": commit, "依据": BASIS}
        for kind in kinds
    ]
    return yaml.safe_dump({"依法隐去": listed}, allow_unicode=True, sort_keys=False)


def register(folder: Path, commit: str) -> None:
    (folder / "content_data/redactions.yaml").write_text(entries(commit, list(KINDS.values())), "utf-8")


@dataclass
class Published:
    """A province in which everything slipped through once."""

    folder: Path
    repository: Repository
    commit: str


def slipped(folder: Path) -> Published:
    project(folder, (CODE,))
    repository = Repository(folder)
    spoil(folder)
    return Published(folder, repository, repository.commit("slipped"))


@pytest.fixture
def published(tmp_path: Path) -> Published:
    return slipped(tmp_path / "p")


def commands(folder: Path) -> list[str]:
    """What everything says that repeats the history."""
    runs = [gongkai(folder, "check"), gongkai(folder, "check", "--format", "json")]
    runs += [gongkai(folder, "changes", "--format", form) for form in ("text", "markdown", "json")]
    return [run.stdout + run.stderr for run in runs]


def test_what_was_corrected_is_taken_out_of_the_history(published: Published) -> None:
    folder = published.folder
    correct(folder)
    published.repository.commit("corrected")
    run = gongkai(folder, "build")
    shown = {name for _, name in leaks(folder, run.stdout, run.stderr)}
    assert shown == {name for name, kind in KINDS.items() if not kind.is_refused}
    register(folder, published.commit)
    run = gongkai(folder, "build")
    assert run.returncode == 0
    assert leaks(folder, run.stdout, run.stderr, *commands(folder)) == []
    again = tree(folder / "site")
    shutil.rmtree(folder / "site")
    shutil.rmtree(folder / ".cache")
    run = gongkai(folder, "build")
    assert leaks(folder, run.stdout, run.stderr) == []
    assert tree(folder / "site") == again


def test_what_still_stands_reads_as_taken_back(published: Published) -> None:
    folder = published.folder
    gongkai(folder, "build")
    register(folder, published.commit)
    published.repository.commit("taken back")
    run = gongkai(folder, "build")
    assert run.returncode == 0
    assert "未通过核对" not in run.stderr, run.stderr
    assert leaks(folder, run.stdout, run.stderr, *commands(folder)) == []
    page = (folder / f"site/projects/{PROJECT}.html").read_text("utf-8")
    assert page.count("（依法隐去）") >= 4
    assert "（依法隐去）" in (folder / "site/notices/2022-06-yanshou-fuhe.html").read_text("utf-8")
    again = tree(folder / "site")
    shutil.rmtree(folder / "site")
    shutil.rmtree(folder / ".cache")
    gongkai(folder, "build")
    assert tree(folder / "site") == again


def test_the_changes_keep_their_days_and_the_list_is_public(published: Published) -> None:
    folder = published.folder
    correct(folder)
    fixed = published.repository.commit("corrected")
    before = json.loads(gongkai(folder, "changes", "--format", "json").stdout)["changes"]
    register(folder, published.commit)
    after = json.loads(gongkai(folder, "changes", "--format", "json").stdout)["changes"]
    refused = {kind.record for kind in KINDS.values() if kind.is_refused}
    keyed = [line for line in (*before, *after) if line["record"].endswith("/trainings")]
    assert keyed

    def places(lines: list[dict[str, str]]) -> list[tuple[str, str, str]]:
        return [
            # a redacted name is redacted in the label of what goes by it, too
            (line["commit"], line["record"], general(line["field"]))
            for line in lines
            if line["record"] not in refused and not line["record"].endswith("/trainings")
        ]

    assert places(after) == places(before)
    hidden = [line for line in after if line["commit"] == fixed and line["old"] == "（依法隐去）"]
    county = [
        kind for kind in KINDS.values() if not kind.file.startswith("notices/") and kind.field != "主题"
    ]
    assert len(hidden) >= len(county)
    gongkai(folder, "build")
    page = (folder / "site/changes.html").read_text("utf-8")
    assert page.count(BASIS) == len(KINDS)
    assert "依法隐去" in page
    assert published.commit[:12] not in page.split("依法隐去</h2>")[1]


def test_every_value_that_was_taken_back_is_a_change_of_its_own(published: Published) -> None:
    """From one private value to another, and to a third: no change is lost, whatever is taken back of it."""
    folder, repository, first = published.folder, published.repository, published.commit
    kinds = [KINDS["text of a project"], KINDS["text of a ledger"]]
    commits = [first]
    for value in ("到柳荫巷八号院找庞守业", "到柳荫巷九号院找庞守业"):
        for kind in kinds:
            path = folder / "content_data" / kind.file
            text = path.read_text("utf-8")
            known = next(word for word in ("到柳荫巷八号院找庞守业", kind.value) if word in text)
            path.write_text(text.replace(known, value), "utf-8")
        commits.append(repository.commit("another"))
    text = "".join(entries(commit, kinds).removeprefix("依法隐去:\n") for commit in commits)
    (folder / "content_data/redactions.yaml").write_text(f"依法隐去:\n{text}", "utf-8")
    lines = json.loads(gongkai(folder, "changes", "--format", "json").stdout)["changes"]
    for commit in commits[1:]:
        own = [line for line in lines if line["commit"] == commit]
        assert [(line["old"], line["new"]) for line in own] == [("（依法隐去）", "（依法隐去）")] * 2
        assert {line["weight"] for line in own} == {"一般", "文字"}
    assert "柳荫巷" not in json.dumps(lines, ensure_ascii=False)


REFUSED = {
    "an amount": (PROJECT, "扶持资金额度", "E005", "金额"),
    "a date": (PROJECT, "完成时限", "E005", "日期"),
    "a state": (PROJECT, "状态", "E005", "固定的选项"),
    "an organisation": (PROJECT, "承办单位 › 名称", "E005", "单位"),
    "a credit code": (PROJECT, "承办单位 › 统一社会信用代码", "E005", "信用代码"),
    "a payee": (f"{CODE}/payments › 2022-02-25 {PROJECT} 白财拨〔2022〕001号", "收款单位", "E005", "单位"),
    "a voucher": (f"{CODE}/payments › 2022-02-25 {PROJECT} 白财拨〔2022〕001号", "凭证号", "E005", "不能隐去"),
    "a percentage": (f"{CODE}/progress › 2022-03-21 {PROJECT}", "进度", "E005", "百分数"),
    "an amount in a list": (PROJECT, "资金用途 › 第1项 › 金额", "E005", "金额"),
    "an address of a page": (PROJECT, "采购 › 公告链接", "E005", "网址"),
    "an attachment": (PROJECT, "附件", "E005", "不能隐去"),
    "a part with fields of its own": (PROJECT, "承办单位", "E003", "分项"),
    "no such field": (PROJECT, "工作要点", "E003", "工作要点"),
    "no such record": (f"{CODE}-2021-99", "工作要求", "E007", "找不到"),
    "no such row": (f"{CODE}/progress › 2020-01-01 {PROJECT}", "说明", "E007", "2020-01-01"),
    "a ledger without a row": (f"{CODE}/progress", "说明", "E007", "不是一个记录"),
    "no record at all": ("白石县", "工作要求", "E007", "不是一个记录"),
    "an empty field": (f"{CODE}/progress › 2022-03-21 {CODE}-2021-02", "附件", "E005", "不能隐去"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_a_wrong_entry_is_told_where_it_stands(name: str, published: Published) -> None:
    record, field, code, word = REFUSED[name]
    entry = {"日期": "2022-06-01", "记录": record, "栏目": field, "提交": published.commit, "依据": BASIS}
    path = published.folder / "content_data/redactions.yaml"
    path.write_text(yaml.safe_dump({"依法隐去": [entry]}, allow_unicode=True, sort_keys=False), "utf-8")
    run = gongkai(published.folder, "check", "--format", "json", str(path))
    assert run.returncode == 1
    (found,) = json.loads(run.stdout)["findings"]
    assert (found["code"], found["severity"]) == (code, "error")
    assert word in found["message"]
    assert (found["file"], found["line"]) == ("redactions.yaml", {"E007": 3}.get(code, 4))
    if code == "E005":
        page = gongkai(published.folder, "changes").stdout
        assert "277.00" in page or "（依法隐去）" not in page


def write(folder: Path, text: str) -> None:
    (folder / "content_data/redactions.yaml").write_text(text, "utf-8")


def first_only(name: str, commit: str) -> tuple[Kind, str]:
    kind = KINDS[name]
    return kind, entries(commit, [kind])


@pytest.mark.parametrize("as_list", [False, True], ids=["below its name", "a list alone"])
def test_both_forms_of_the_list_are_read(as_list: bool, published: Published) -> None:
    kind, text = first_only("text of a project", published.commit[:7])
    write(published.folder, "# 登记\n" + text.removeprefix("依法隐去:\n") if as_list else text)
    assert gongkai(published.folder, "build").returncode == 0
    page = (published.folder / f"site/projects/{PROJECT}.html").read_text("utf-8")
    assert kind.value not in page
    assert "（依法隐去）" in page


SPOILT = {
    "no date": lambda text: text.replace("日期: '2022-06-01'\n  ", ""),
    "a misspelt name": lambda text: text.replace("栏目:", "栏 目:"),
    "broken YAML": lambda text: text + "- [\n",
    "no commit": lambda text: text.replace("提交: ", "提交: 昨天的 # "),
    "a private value in the basis": lambda text: text.replace(BASIS, "本人13812345670来电"),
    "not UTF-8": lambda text: text.encode("utf-16").decode("latin-1"),
}


@pytest.fixture(scope="module")
def listed(tmp_path_factory: pytest.TempPathFactory) -> Published:
    """The province with a list, built."""
    made = slipped(tmp_path_factory.mktemp("listed") / "p")
    write(made.folder, first_only("telephone", made.commit)[1])
    assert gongkai(made.folder, "build").returncode == 0
    return made


@pytest.mark.parametrize("name", SPOILT)
def test_a_list_that_cannot_be_read_publishes_nothing(
    name: str, listed: Published, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nobody can tell what must not be shown."""
    folder = listed.folder
    before = tree(folder / "site")
    write(folder, SPOILT[name](first_only("telephone", listed.commit)[1]))
    told = ""
    for site in (folder / "site", tmp_path / "site"):
        assert build_site(folder, as_of=None, site_dir=site, clean=False, workers=1) == 1
        told += (said := capsys.readouterr().err)
        assert "redactions.yaml 有错" in said
    assert tree(folder / "site") == before
    assert not (tmp_path / "site").exists()
    changes = gongkai(folder, "changes")
    assert changes.returncode == 2
    assert "redactions.yaml" in changes.stderr
    checked = gongkai(folder, "check")
    assert checked.returncode == 1
    assert "redactions.yaml" in checked.stdout
    assert "13812345670" not in checked.stdout + checked.stderr + told


def test_an_unknown_commit_hides_too_much_rather_than_too_little(published: Published) -> None:
    folder = published.folder
    kind, text = first_only("text of a ledger", "0123456789abcdef")
    write(folder, text)
    built = gongkai(folder, "build")
    assert built.returncode == 0
    assert "E007" in built.stderr
    assert "0123456789abcdef" in built.stderr
    assert [where for where, name in leaks(folder, built.stderr) if KINDS[name] is kind] == []
    content = folder / "content_data"
    read = intake.read_county(content, CODE, frozenset(), hidden=intake.read_portal(content).hidden)
    assert read.disclosure
    assert [row.note for row in read.disclosure.progress].count("（依法隐去）") == 1  # other rows stay


@pytest.mark.parametrize("depth", ["none", "shallow"])
def test_where_the_past_is_out_of_sight_the_field_is_hidden(depth: str, published: Published) -> None:
    folder = published.folder
    published.repository.commit("later")
    register(folder, published.commit)
    published.repository.commit("taken back")
    clone = folder.parent / "clone"
    published.repository.git("clone", "--quiet", "--depth", "1", f"file://{folder}", str(clone))
    if depth == "none":
        shutil.rmtree(clone / ".git")
    built = gongkai(clone, "build")
    assert built.returncode == 0
    assert "E007" not in built.stderr
    assert leaks(clone, built.stdout, built.stderr) == []


def test_what_git_holds_no_longer_is_listed_and_looked_for_nowhere(published: Published) -> None:
    _, text = first_only("telephone", "已清除")
    write(published.folder, text)
    built = gongkai(published.folder, "build")
    assert (built.returncode, "E00" in built.stderr) == (0, False)
    assert BASIS in (published.folder / "site/changes.html").read_text("utf-8")


def test_what_other_builds_kept_is_forgotten_too(published: Published) -> None:
    folder = published.folder
    gongkai(folder, "build", "--site-dir", "site-b")
    shutil.rmtree(folder / "site-b")
    (folder / ".cache/history/history.1.part").write_text(KINDS["telephone"].value, "utf-8")
    assert leaks(folder)
    register(folder, published.commit)
    assert gongkai(folder, "build").returncode == 0
    assert leaks(folder) == []


def test_the_value_in_another_writing_is_the_same_value(published: Published) -> None:
    folder = published.folder
    kind = KINDS["telephone"]
    path = folder / "content_data" / kind.file
    path.write_text(path.read_text("utf-8").replace(kind.value, f'"{kind.value}"  # 值班'), "utf-8")
    published.repository.commit("quoted")
    progress = KINDS["text of a ledger"]
    ledger = folder / "content_data" / progress.file
    ledger.write_text(ledger.read_text("utf-8").replace(progress.value, f"“{progress.value}”"), "utf-8")
    published.repository.commit("quoted too")
    write(folder, entries(published.commit, [kind, progress]))
    built = gongkai(folder, "build")
    assert [name for _, name in leaks(folder, built.stderr) if KINDS[name] in (kind, progress)] == []


def test_rules_and_their_findings_rest_on_what_is_shown(published: Published) -> None:
    """A field that was taken back is not found missing."""
    folder = published.folder
    before = gongkai(folder, "check", "--format", "json").stdout
    register(folder, published.commit)
    after = gongkai(folder, "check", "--format", "json").stdout

    def codes(report: str) -> list[str]:
        return sorted(
            found["code"] for found in json.loads(report)["findings"] if found["severity"] != "notice"
        )

    refused = [code for code in codes(before) if code == "P002"]
    assert refused
    assert "P002" not in codes(after)
    gained = [code for code in codes(after) if codes(after).count(code) > codes(before).count(code)]
    assert [code for code in gained if code[0] in "EPS"] == []


def test_the_command_writes_an_entry_without_the_value(published: Published) -> None:
    folder = published.folder
    for place, name in enumerate(("telephone", "text of a ledger", "key of a ledger", "body of a notice")):
        kind = KINDS[name]
        run = gongkai(folder, "redact", kind.record, kind.field, "--basis", BASIS, "--date", "2022-06-01")
        assert run.returncode == 0, run.stderr
        assert kind.value not in run.stdout + run.stderr
        listed = yaml.safe_load((folder / "content_data/redactions.yaml").read_text("utf-8"))["依法隐去"]
        assert len(listed) == place + 1
        assert (listed[-1]["记录"], listed[-1]["栏目"], listed[-1]["提交"]) == (
            kind.record,
            kind.field,
            published.commit,
        )
        again = gongkai(folder, "redact", kind.record, kind.field, "--basis", BASIS)
        assert (again.returncode, "已经登记过" in again.stderr) == (2, True)
    text = (folder / "content_data/redactions.yaml").read_text("utf-8")
    assert not any(kind.value in text for kind in KINDS.values())
    report = gongkai(folder, "check", "--format", "json", str(folder / "content_data/redactions.yaml")).stdout
    assert json.loads(report)["findings"] == []


@pytest.mark.parametrize(
    "name", ["an amount", "an organisation", "no such field", "no such record", "no such row"]
)
def test_the_command_refuses_what_is_no_entry(name: str, published: Published) -> None:
    record, field, _, word = REFUSED[name]
    run = gongkai(published.folder, "redact", record, field, "--basis", BASIS)
    assert run.returncode == 2
    assert word in run.stderr
    assert len(run.stderr.splitlines()) == 1
    assert not (published.folder / "content_data/redactions.yaml").exists()


def test_the_command_keeps_what_stands_in_the_list(published: Published) -> None:
    kind, other = KINDS["telephone"], KINDS["text of the plan"]
    _, text = first_only("telephone", published.commit)
    lines = text.splitlines()
    written = "\n".join(["# 省级登记", lines[0], *(f"  {line}" for line in lines[1:])])
    write(published.folder, written)
    assert gongkai(published.folder, "redact", other.record, other.field, "--basis", BASIS).returncode == 0
    text = (published.folder / "content_data/redactions.yaml").read_text("utf-8")
    assert text.startswith(written + "\n")
    assert [entry["栏目"] for entry in yaml.safe_load(text)["依法隐去"]] == [kind.field, other.field]
