"""Writes blank files for a new portal, county or project; never overwrites a file."""

from collections.abc import Collection, Mapping
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

from generator.model.blank import blank
from generator.model.cities import LIAONING, Region, city_named, region_named
from generator.model.codelists import Direction
from generator.model.contracts import Contracts
from generator.model.county import County
from generator.model.disclosure import CountyDisclosure
from generator.model.files import COUNTY_FILES, LEDGERS, FileKind
from generator.model.finding import Severity
from generator.model.identifiers import COUNTY_CODE, is_registered_county
from generator.model.outcome import Outcome
from generator.model.plan import Plan
from generator.model.project import Project
from generator.model.site import Site
from generator.model.withheld import OF_BATCHES
from generator.shipped import shipped

_AS_SHIPPED = (
    "content_data/policies/2020-226.md",
    "requirements.lock",
    "requirements-publish.lock",
    "scripts/setup",
    "scripts/preview.py",
    "scripts/published.py",
    ".github/workflows/check.yml",
    ".github/workflows/publish.yml",
)
"""Files that are copied unchanged into a data repository."""

_COUNTY, _PLAN, _CONTRACTS, _OUTCOME, _PROJECT = (
    next(kind for kind in COUNTY_FILES if kind.model is model)
    for model in (County, Plan, Contracts, Outcome, Project)
)
_MOST_PROJECTS = 9999
_BATCH, _PLAN_OF_BATCH, _OUTCOME_OF_BATCH = (
    next(kind for kind in COUNTY_FILES if kind.name == name) for name in OF_BATCHES.values()
)
_HEAD = "# {title}。金额单位万元，日期写成 2021-06-30。无此内容的整行删去，不要写“无”。\n"


def _blank(kind: FileKind, **given: str) -> str:
    return _HEAD.format(title=kind.title) + blank(kind.model, given)


def province(folder: Path, *, region: str = "", is_demo: bool = False) -> list[Path]:
    """Writes a data repository that can be built at once, with GitHub workflows; returns the files.

    Args:
        region: name of the province; empty: Liaoning.
        is_demo: include the demonstration's data; otherwise it has no data but the notice that requires the portal.

    Raises:
        ValueError: no such province, or a file exists already; the message is in Chinese.
    """
    from generator.intake import MAINTAINERS, read_maintainers
    from generator.review.codeowners import codeowners

    named = region_named(region or LIAONING.full)
    if named is None:
        raise ValueError(f"“{region}”不是省、自治区、直辖市。")
    if is_demo and named != LIAONING:
        raise ValueError("示例数据是辽宁省的，不能放进别的省。")
    pinned = version("gongkai").encode()
    blank = _contents(Path(__file__).with_name("new_province"))
    files = {name: data.replace(b"{version}", pinned) for name, data in blank.items()}
    if named != LIAONING:
        files["content_data/site.yaml"] = _with_region(files["content_data/site.yaml"], named)
    files |= {name: shipped(name).read_bytes() for name in _AS_SHIPPED}
    if is_demo:
        demonstration = _contents(shipped("content_data"))
        files |= {f"content_data/{name}": data for name, data in demonstration.items()}
    listed = read_maintainers(files[f"content_data/{MAINTAINERS}"])
    assert listed is not None
    files |= {place: text.encode() for place, text in codeowners(listed).items()}
    return _write({folder / name: data for name, data in files.items()})


def _with_region(settings: bytes, region: Region) -> bytes:
    """Returns site.yaml with the province after the portal's name."""
    first, title, rest = settings.partition(f"{Site.label_of('publisher')}:".encode())
    return first + f"{Site.label_of('stated_region')}: {region}\n".encode() + title + rest


def _contents(folder: Path) -> dict[str, bytes]:
    """Returns name below the folder → content of every file."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}


def county(content: Path, code: str, name: str, *, city: str, cohort: int, demo: bool = False) -> list[Path]:
    """Writes a blank county below ``content`` (content_data/), or a further batch of one; returns the files.

    Raises:
        ValueError: wrong code, city, name or cohort, or the county exists already; the message is in Chinese.
    """
    region, found = _region(content), city_named(city)
    if found is None or not any(begin.startswith(region.code) for begin in found.codes):
        names = "、".join(own.label for own in region.cities)
        raise ValueError(f"“{city}”不在{region}的市、州、地区、盟之内。可选：{names}。")
    if not (COUNTY_CODE.fullmatch(code) and found.holds(code) and code.startswith(region.code)):
        begin = "、".join(own for own in found.codes if own.startswith(region.code))
        raise ValueError(f"代码“{code}”不对：应为六位数字，{found.full}的县以 {begin} 开头。")
    folder = content / "counties" / code
    if (folder / _COUNTY.path).is_file():
        return _batch(content, code, name, cohort)
    given = {"name": _quoted(name), "code": f"'{code}'", "city": found.label, "cohort": str(cohort)}
    files = {
        folder / "county.yaml": _blank(_COUNTY, **given, **({"is_demo": "true"} if demo else {})),
        folder / "plan.yaml": _blank(_PLAN),
        folder / "outcome.yaml": _blank(_OUTCOME),
        folder / "contracts.yaml": _blank(_CONTRACTS),
    }
    for kind in LEDGERS:
        files[folder / kind.path] = ",".join(kind.model.labels().values()) + "\n"
    is_zone = not demo and not is_registered_county(code)  # 功能区 and 代码来源 are filled in afterwards
    _refuse_errors(content, code, files, but="E008" if is_zone else "")
    return _write(files)


def _refuse_errors(content: Path, code: str, files: Mapping[Path, str], *, but: str = "") -> None:
    """Raises ValueError for the first error that `gongkai check` would find in new files of a county.

    Args:
        but: code of an error that may stand until the file is filled in.
    """
    from generator.intake import read_county

    own = content / "counties" / code
    told = [own / _COUNTY.path, *own.glob(_BATCH.path)]
    standing = {path: path.read_text("utf-8") for path in told if path.is_file()}
    with TemporaryDirectory() as name:
        copy = Path(name)
        for path, text in {**standing, **files}.items():
            place = copy / path.relative_to(content)
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_text(text, "utf-8")
        found = read_county(copy, code, frozenset()).problems
    new = {path.relative_to(content).as_posix() for path in files}
    for finding in found:
        at = finding.place.file  # a file, or the folder that a wrong name makes
        is_new = any(path == at or path.startswith(f"{at}/") for path in new)
        if finding.severity is Severity.ERROR and finding.code != but and is_new:
            raise ValueError(f"{finding.message}。{finding.cure}。")


def _batch(content: Path, code: str, name: str, cohort: int) -> list[Path]:
    """Writes blank files of a further batch of a county that has files already; returns them.

    Raises:
        ValueError: county.yaml is in error, is another county's, or tells of that batch already.
    """
    from generator.intake import read_county

    read = read_county(content, code, frozenset()).disclosure
    if read is None:
        raise ValueError(f"{code} 的 county.yaml 有错误，先用 gongkai check 核对。")
    if read.county.name != name:
        raise ValueError(f"{code} 已经是{read.county.name}，不是{name}，未改动。")
    if read.county.cohort == cohort:
        raise ValueError(f"{name} {cohort} 年批次的文件已经有了，未改动。")
    folder = content / "counties" / code
    year = str(cohort)
    files = {
        folder / _BATCH.path.replace("*", year): _blank(_BATCH, cohort=year),
        folder / _PLAN_OF_BATCH.path.replace("*", year): _blank(_PLAN_OF_BATCH),
        folder / _OUTCOME_OF_BATCH.path.replace("*", year): _blank(_OUTCOME_OF_BATCH),
    }
    _refuse_errors(content, code, files)
    return _write(files)


def _region(content: Path) -> Region:
    """Returns the province that site.yaml names; Liaoning if it names none or cannot be read."""
    from generator.intake.reading.folder import Folder
    from generator.intake.records.record_files import read_record

    folder = Folder(content, "")
    site = (
        read_record(folder, "site.yaml", Site, folder.report("site.yaml"))
        if folder.has("site.yaml")
        else None
    )
    return site.region if site else LIAONING


def project(
    content: Path, county_code: str, title: str, direction: str, cohort: int | None = None
) -> list[Path]:
    """Writes a blank project of a county with the next free number; returns its file.

    Args:
        cohort: of the project's batch; may be left out if the county has one.

    Raises:
        ValueError: no such county, batch or direction, or no number is left; the message is in Chinese.
    """
    from generator.intake import read_county

    labels = [each.label for each in Direction]
    if direction not in labels:
        raise ValueError(f"“{direction}”不是支持方向。可选：{'、'.join(labels)}。")
    folder = content / "counties" / county_code
    if not (folder / "county.yaml").is_file():
        raise ValueError(f"找不到代码为“{county_code}”的县，先用 gongkai new county 建立。")
    read = read_county(content, county_code, frozenset())
    if read.disclosure is None:
        raise ValueError(f"{county_code} 的 county.yaml 有错误，先用 gongkai check 核对。")
    taken = {path.stem for path in (folder / "projects").glob("*.yaml")}
    number = _free_number(taken)
    project_id = f"{county_code}-{_cohort(read.disclosure, cohort)}-{number}"
    text = _blank(_PROJECT, id=project_id, title=_quoted(title), direction=direction)
    files = {folder / f"projects/{number}.yaml": text}
    _refuse_errors(content, county_code, files)
    return _write(files)


def _cohort(county: CountyDisclosure, told: int | None) -> int:
    """Returns the cohort of a new project: the one that is told, or the county's only one."""
    cohorts = [batch.county.cohort for batch in county.batches]
    listed = "、".join(map(str, cohorts))
    if told is None and len(cohorts) > 1:
        raise ValueError(f"{county.county.name}有 {listed} 年几个批次，用 --cohort 写明是哪一批的项目。")
    if told is not None and told not in cohorts:
        raise ValueError(
            f"{county.county.name}无 {told} 年批次，已有 {listed} 年批次；新的批次先用 gongkai new county 建立。"
        )
    return told or cohorts[0]


def _free_number(taken: Collection[str]) -> str:
    """Returns the first number that no file has, with as many digits as those that there are, at least two.

    Raises:
        ValueError: four digits do not suffice.
    """
    numbers = {int(stem) for stem in taken if stem.isdecimal()}
    number = next(n for n in range(1, len(numbers) + 2) if n not in numbers)
    if number > _MOST_PROJECTS:
        raise ValueError(f"一个县最多 {_MOST_PROJECTS} 个项目。")
    width = min((len(stem) for stem in taken if stem.isdecimal()), default=2)
    return str(number).zfill(max(width, 2))


def _quoted(text: str) -> str:
    return "'" + " ".join(text.split()).replace("'", "''") + "'"


def _write(files: Mapping[Path, str | bytes]) -> list[Path]:
    existing = [path for path in files if path.exists()]
    if existing:
        raise ValueError(f"文件已经存在，未改动：{existing[0]}")
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        data = text.encode() if isinstance(text, str) else text
        path.write_bytes(data)
        if data.startswith(b"#!"):
            path.chmod(0o755)
    return list(files)
