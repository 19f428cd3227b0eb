"""A contractor who is a natural person: the name is in nothing that is published, said or kept, whenever it was written."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pytest

from generator.model.identifiers import contractor_key
from tests.intake.conftest import COUNTY, SITE
from tests.support.packed_files import opened
from tests.support.private_site import gongkai, with_theme
from tests.support.project import tree
from tests.support.repository import Repository

CODE, X = "210198", "91110000600037341L"
PROJECT = """项目编号: {code}-2020-{number}
项目名称: 站点改造{number}
支持方向: 物流配送
状态: 在建
扶持资金额度: 100
采购:
  方式: 公开招标
  中标日期: 2021-03-01
"""
PERSON = "承办单位: {类型: 自然人, 所在乡镇: 青山镇}\n"
FIRM = f"承办单位: {{名称: 甲公司, 统一社会信用代码: {X}}}\n"
NAMED = "承办单位: {名称: NAME, 责任人: NAME, 办公电话: 024-00000000}\n"
MEMBER = "承办单位: {名称: 甲公司, 联合体: [%s]}\n"
TOLD: Mapping[str, tuple[str, ...]] = {
    "named": (NAMED,),
    "named, then a person": (NAMED, PERSON),
    "a person, then named": (PERSON, NAMED),
    "a firm, then named, then a person": (FIRM, NAMED, PERSON),
    "named, then a firm": (NAMED, FIRM),
    "named, then broken": (NAMED, PERSON + "承办单位: [\n"),
    "a person with a name": (PERSON, "承办单位: {类型: 自然人, 所在乡镇: 青山镇, 名称: NAME}\n", PERSON),
    "in the place of the town": ("承办单位: {类型: 自然人, 所在乡镇: NAME}\n",),
    "as the town of a firm": ("承办单位: {名称: 甲公司, 所在乡镇: NAME}\n",),
    "as the kind": ("承办单位: {类型: 自然人NAME}\n", PERSON),
    "as a key": ("承办单位: {类型: 自然人, NAME: 1}\n",),
    "as the code": ("承办单位: {类型: 自然人, 统一社会信用代码: NAME}\n",),
    "in charge": ("承办单位: {类型: 自然人, 责任人: NAME}\n",),
    "a member": (MEMBER % "{名称: 乙公司}, {名称: NAME}", MEMBER % "{类型: 自然人}"),
    "a member of a person": ("承办单位: {类型: 自然人, 联合体: [{名称: NAME}]}\n",),
    "a former name": ("承办单位: {名称: 甲公司, 曾用名: [乙公司, NAME]}\n", FIRM),
    "merged": ("承办单位: {名称: 甲公司, 并入单位: [{名称: NAME}]}\n", FIRM),
    "without a shop's name": ("承办单位: {名称: NAME, 类型: 个体工商户}\n",),
    "beside other mistakes": (
        "承办单位: {名称: NAME, 统一社会信用代码: 1, 办公电话: 无, 曾用: 2}\n状况: 3\n",
        FIRM,
    ),
    "declared as a payee": (FIRM + "收款关系: [{单位: NAME, 关系: 施工}]\n", FIRM),
}
"""Case → the versions of a project file, oldest first."""
NAMES = ("翟翀骉", "欧阳翊箴", "阿卜杜热合曼·图尔荪", "司马 翾", "逄　翀", "王翀中")
"""Names that read like a person's."""
HIDDEN = "扎西翀骉卓玛"
"""A name that does not: it was published as an organisation's before it was said to be a person's."""
BECAME: Mapping[str, tuple[str, ...]] = {
    "named, then a person": (NAMED, PERSON),
    "a member, then a person": (
        MEMBER % "{名称: NAME}, {名称: 丙公司}",
        MEMBER % "{名称: 丙公司}, {类型: 自然人}",
    ),
    "a firm, then named, then a person": (FIRM, NAMED, PERSON),
    "a shop, then a person": ("承办单位: {名称: NAME, 类型: 个体工商户}\n", PERSON),
}
CONTRACTS = (
    "合同:\n  - {合同编号: HT-01, 承办单位: %s, 收款关系: [%s], 涉及项目: [{项目编号: 210198-2020-01}]}\n"
)
LEDGERS = {
    "payments.csv": "日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-01,210198-2020-01,1,%s,首付,1\n",
    "expenditures.csv": "日期,项目编号,类别,用途,金额,收款单位\n2021-06-01,210198-2020-01,服务,补助,1,%s\n",
}
FORMATS = ("text", "github", "markdown", "json", "sarif")


@dataclass
class Made:
    files: dict[str, bytes] = field(default_factory=dict)
    """What was published at last, what was said at every version, and what is kept."""

    def leaks(self, name: str) -> set[str]:
        """The files that hold a name or what may be derived from it."""
        values = [
            *(one.encode(code) for one in spellings(name) for code in ("utf-8", "utf-16-le", "gb18030")),
            contractor_key(name, None).removeprefix("n-").encode(),
            hashlib.sha256(name.encode()).hexdigest()[:12].encode(),
            "".join(f"\\u{ord(mark):04x}" for mark in name).encode(),
            "".join(f"&#{ord(mark)};" for mark in name).encode(),
        ]
        return {path for path, data in self.files.items() if any(value in data for value in values)}


def spellings(name: str) -> list[str]:
    """A name, without blanks, and the parts of a long one."""
    return [name, "".join(name.split()), *(part for part in name.split("·") if len(part) > 2)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Made]:
    repository = Repository(tmp_path_factory.mktemp("persons") / "portal")
    repository.write("site.yaml", SITE)
    repository.write("policies/2020-226.md", "---\n标题: 通知\n成文日期: 2020-09-14\n---\n\n正文\n")
    repository.write(f"counties/{CODE}/county.yaml", COUNTY.format(code=CODE))
    with_theme(repository)
    found = Made()
    for version in range(3):
        put(repository, version)
        repository.commit(f"version {version}")
        if version != 1:  # built incrementally
            # the page of an organisation that turned out to be a person goes
            found.files[f"said/build {version}"] = gongkai(repository.root, "build", "--allow-removals")
        for form in FORMATS[: 1 if version < 2 else None]:
            found.files[f"said/check {version} {form}"] = gongkai(repository.root, "check", "--format", form)
    found.files["said/changes"] = gongkai(repository.root, "changes")
    found.files |= {path: opened(data) for path, data in tree(repository.root / "site").items()}
    found.files |= {f".cache/{path}": data for path, data in tree(repository.root / ".cache").items()}
    assert "index.html" in found.files, found.files["said/build 2"].decode()[:1500]
    yield found


def put(repository: Repository, version: int) -> None:
    """One version of the county; the last of a case stays."""
    cases = [*((one, NAMES) for one in TOLD.values()), *((one, (HIDDEN,)) for one in BECAME.values())]
    for number, (versions, names) in enumerate(cases, 1):
        name = names[number % len(names)]
        text = versions[min(version, len(versions) - 1)].replace("NAME", f"'{name}'")
        head = PROJECT.format(code=CODE, number=f"{number:02d}")
        repository.write(f"counties/{CODE}/projects/{number:02d}.yaml", head + text)
    name = NAMES[version]
    for file, text in LEDGERS.items():
        repository.write(f"counties/{CODE}/{file}", text % name)
    contract = (
        (f"{{名称: {HIDDEN}}}", ""),
        ("{类型: 自然人, 所在乡镇: 青山镇}", ""),
        (f"{{名称: {name}}}", f"{{单位: {name}, 关系: 施工}}"),
    )[version]
    repository.write(f"counties/{CODE}/contracts.yaml", CONTRACTS % contract)


@pytest.mark.parametrize("name", [*NAMES, HIDDEN])
def test_the_name_is_in_nothing(made: Made, name: str) -> None:
    leaking = made.leaks(name)
    if name == HIDDEN:  # it was an organisation's before the last version
        earlier = (".cache/build", "said/build 0", "said/check 0", "said/check 1")
        leaking = {path for path in leaking if not path.startswith(earlier)}
    assert leaking == set()


def test_what_is_true_is_shown(made: Made) -> None:
    shown = b"".join(data for path, data in made.files.items() if path.endswith(".md")).decode()
    assert "自然人（青山镇）" in shown
    assert "（依法隐去）" in shown
    companies = {path for path in made.files if path.startswith("contractors/") and path.endswith(".html")}
    assert f"contractors/{X}.html" in companies
    assert "自然人" not in made.files["contractors/index.html"].decode()
