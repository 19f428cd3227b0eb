"""E012: what was published must stay: counties, files, records in them, attachments, documents of the portal."""

from collections.abc import Iterator

from generator.model.change import Missing
from generator.model.files import COUNTY_FILES, title_of
from generator.model.finding import Finding, Severity
from generator.model.identifiers import PROJECT_ID
from generator.model.place import Place
from generator.rules.base import Hit, Scene, as_finding, registered_as, rule
from generator.rules.basis import law

_TITLES = {kind.name: kind.title for kind in COUNTY_FILES}
_DOCUMENTS = {"policies": "政策文件", "notices": "工作动态"}
_OWN_DOCUMENTS = {"cases": "cases", "policies": "own_policies"}
"""Folder of a county's documents → name of their kind."""
_CODE = "E012"


@rule(
    _CODE,
    basis=law("政府信息公开条例"),
    title="公开过的内容不见了",
    reads=(),
    explanation="示范县、项目、典型案例、附件、台账和其中的行、方案和成果中的各项、政策文件和工作动态，公开以后不能悄悄消失，网址也不能。"
    "依据主分支的历史核对，尚未提交的删除也算；从未公开过的（当时就有错误的）不算，文件有错误的先改正错误。",
    cure="恢复所删的内容。项目取消的，“状态”改成已取消；项目不应当公开的，保留文件并写“撤回”（日期、原因、批准）；台账写错的，另写一行，"
    "在“更正”里写被更正那一行的日期；行政区划代码变更的，文件夹改用新代码，在 county.yaml 的“原代码”里写以前的代码。",
    good="变更: []\n不见: []",
    bad="变更: []\n不见: [{记录: 210198-2020-09, 文件: projects/09.yaml, 公开: '2021-03-10'}]",
    severity=Severity.ERROR,
    needs_history=True,
)
def published_records_stay(scene: Scene) -> Iterator[Hit]:
    for missing in scene.missing:
        yield _hit(missing)


def vanished(missing: Missing) -> Finding:
    """Makes the E012 finding on something outside a county's files: a county itself, or a document of the portal."""
    owner = missing.record.partition("/")[0]
    hit = _hit(missing)._replace(project="")
    return as_finding(registered_as(_CODE), hit, owner if owner.isdigit() else "")


def _hit(missing: Missing) -> Hit:
    record = missing.record
    what, cure = _words(missing)
    published = f"{missing.first:%Y-%m-%d} 公开的" if missing.first else "公开过的"
    message = f"{published}{what}不见了"
    if missing.removed is not None:
        message += f"（{missing.removed:%Y-%m-%d} 删去）"
    label = missing.part if missing.file.endswith(".yaml") else ""
    project = record if PROJECT_ID.fullmatch(record) else ""
    return Hit(Place(missing.file, label=label), message, project, missing.removed, cure)


def _words(missing: Missing) -> tuple[str, str]:
    """Returns what is missing and how to mend it, in Chinese."""
    owner, _, name = missing.record.partition("/")
    seen = f"（最后见于提交 {missing.commit[:8]}）"
    if missing.part:
        return _words_of_part(missing, title_of(name) or "", seen)
    if PROJECT_ID.fullmatch(missing.record):
        rest = "项目取消的，“状态”改成已取消；不应当公开的，写“撤回”（日期、原因、批准）"
        return f"项目 {missing.record} ", f"恢复此文件{seen}；{rest}"
    if name == "county":
        rest = f"行政区划代码变更的，在新文件夹的 county.yaml 里写“原代码: '{owner}'”，网址和订阅就接上了"
        return f"示范县 {owner} ", f"恢复本县的文件夹{seen}；{rest}"
    if name.startswith("attachments/"):
        rest = "内容有误的，改正后仍用原来的文件名；不应当公开的，换成同名的一页说明，写明何时、为何撤下"
        return f"附件 {name.removeprefix('attachments/')} ", f"恢复此文件{seen}；{rest}"
    folder, _, stem = name.rpartition("/")
    if owner in _DOCUMENTS or folder in _OWN_DOCUMENTS:
        kind = _DOCUMENTS.get(owner) or _TITLES[_OWN_DOCUMENTS[folder]]
        return f"{kind} {stem} ", f"恢复此文件{seen}"
    return title_of(name) or name, f"恢复此文件{seen}"


def _words_of_part(missing: Missing, title: str, seen: str) -> tuple[str, str]:
    if missing.file.endswith(".csv"):
        rest = "写错的，原来的行保留，另写一行，在“更正”里写原来那一行的日期"
        return f"{title}的一行“{missing.part}”", f"恢复这一行{seen}；{rest}"
    return f"“{missing.part}”", f"恢复这一项{seen}；写错的在原处改正，改动会列入变更记录"
