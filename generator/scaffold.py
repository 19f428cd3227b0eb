"""Blank files for a new portal, county or project; nothing that exists is overwritten."""

from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from generator.model.codelists import City, Direction
from generator.model.files import LEDGERS
from generator.model.identifiers import COUNTY_CODE
from generator.shipped import shipped

_AS_SHIPPED = (
    "content_data/policies/2020-226.md",
    "requirements.lock",
    "scripts/setup",
    "scripts/preview.py",
    "scripts/published.py",
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
)
"""What a data repository has as the program's own repository has it."""

_COUNTY = """\
# 示范县基本信息。没有的内容整行删去，不要写“无”。
名称: {name}
行政区划代码: '{code}'
# 代码变更的，文件夹改用新代码，这里写以前的代码
# 原代码: '000000'
所属市: {city}
示范批次: {cohort}
{demo}# 责任人: 只写职务和办公座机
# 责任人:
#   职务: 副县长
#   单位: {name}人民政府
#   办公电话: 024-00000000
# 专项资金，单位万元
# 专项资金:
#   中央财政: 1500.00
# 资金到账:
#   - 日期: 2020-12-10
#     金额: 900.00
#     文号: 文号
"""

_PLAN = """\
# 实施方案、方案调整、决策过程
# 实施方案:
#   标题: {name}电子商务进农村综合示范实施方案
#   印发日期: 2020-11-20
"""

_PROJECT = """\
# 项目台账。金额单位万元，日期写成 2021-06-30。没有的内容整行删去。
项目编号: {id}
项目名称: {title}
支持方向: {direction}
# 未开工 / 在建 / 基本完成 / 投入使用 / 已验收 / 已取消
状态: 未开工
# 建设内容: 建什么、建多少、在哪里
# 工作要求: 对承办单位的要求
# 承办单位:
#   名称: 公司全称
#   统一社会信用代码: 十八位代码
# 扶持资金额度: 100.00
# 计划开工: 2021-03-01
# 完成时限: 2021-12-31
"""


def province(folder: Path, *, is_demo: bool = False) -> list[Path]:
    """A portal's data repository in ``folder`` that builds at once, with what checks and publishes it on GitHub.

    Args:
        is_demo: with the demonstration's data; else blank but for the notice on which the portal rests.

    Raises:
        ValueError: a file is there already; the message is for the clerk.
    """
    pinned = version("gongkai").encode()
    blank = _contents(Path(__file__).with_name("new_province"))
    files = {name: data.replace(b"{version}", pinned) for name, data in blank.items()}
    files |= {name: shipped(name).read_bytes() for name in _AS_SHIPPED}
    if is_demo:
        demonstration = _contents(shipped("content_data"))
        files |= {f"content_data/{name}": data for name, data in demonstration.items()}
    return _write({folder / name: data for name, data in files.items()})


def _contents(folder: Path) -> dict[str, bytes]:
    """Name below the folder → content of every file."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def county(content: Path, code: str, name: str, *, city: str, cohort: int, demo: bool = False) -> list[Path]:
    """A blank county below ``content`` (content_data/).

    Raises:
        ValueError: wrong code or city, or the county is there already.
    """
    cities = {each.label: each for each in City}
    found = cities.get(city.removesuffix("市"))
    if found is None:
        raise ValueError(f"没有「{city}」这个市。可选：{'、'.join(cities)}。")
    if not COUNTY_CODE.fullmatch(code) or not code.startswith(found.code):
        raise ValueError(f"代码「{code}」不对：应为六位数字，{found.full}的县以 {found.code} 开头。")
    folder = content / "counties" / code
    values = {
        "name": name,
        "code": code,
        "city": found.label,
        "cohort": cohort,
        "demo": "示例数据: true\n" if demo else "",
    }
    files = {folder / "county.yaml": _COUNTY.format(**values), folder / "plan.yaml": _PLAN.format(**values)}
    for kind in LEDGERS:
        files[folder / kind.path] = ",".join(kind.model.labels().values()) + "\n"
    return _write(files)


def project(content: Path, county_code: str, title: str, direction: str) -> list[Path]:
    """A blank project of a county; its number is the next free one.

    Raises:
        ValueError: no such county or direction, or no number left.
    """
    from generator.intake import read_county

    labels = [each.label for each in Direction]
    if direction not in labels:
        raise ValueError(f"没有「{direction}」这个方向。可选：{'、'.join(labels)}。")
    folder = content / "counties" / county_code
    if not (folder / "county.yaml").is_file():
        raise ValueError(f"没有代码为「{county_code}」的县，先用 gongkai new county 建立。")
    read = read_county(content, county_code, frozenset())
    if read.disclosure is None:
        raise ValueError(f"{county_code} 的 county.yaml 有错误，先用 gongkai check 核对。")
    taken = {path.stem for path in (folder / "projects").glob("*.yaml")}
    number = next((f"{n:02d}" for n in range(1, 100) if f"{n:02d}" not in taken), None)
    if number is None:
        raise ValueError("一个县最多 99 个项目。")
    project_id = f"{county_code}-{read.disclosure.county.cohort}-{number}"
    text = _PROJECT.format(id=project_id, title=_quoted(title), direction=direction)
    return _write({folder / f"projects/{number}.yaml": text})


def _quoted(text: str) -> str:
    """A title as a YAML scalar that cannot mean anything else."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _write(files: Mapping[Path, str | bytes]) -> list[Path]:
    existing = [path for path in files if path.exists()]
    if existing:
        raise ValueError(f"文件已经存在，没有改动：{existing[0]}")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        path.write_bytes(data)
        if data.startswith(b"#!"):
            path.chmod(0o755)
    return list(files)
