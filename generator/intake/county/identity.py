"""Ids agree with folders and files (E008), and none is used twice (E006)."""

from generator.intake.records.county_contents import Contents
from generator.intake.screening.report import Report
from generator.intake.screening.unseen import REFUSED
from generator.model.county import County
from generator.model.identifiers import PROJECT_ID, by_number, is_registered_county
from generator.model.place import Place
from generator.model.project import Project

_SEVERAL = 2
"""Least number of projects whose ids must share another cohort, so that county.yaml and not they must be wrong."""


def report_identity(
    contents: Contents, report: Report, *, is_of_today: bool, is_renamed: bool = False
) -> None:
    """E006 and E008 in one county; a mistake in county.yaml is reported once, not again for each project.

    Args:
        is_of_today: no file is an earlier version, which may have another cohort.
        is_renamed: county.yaml is an earlier version with the code of today put in: its city may not match the code.
    """
    if contents.county is not None:
        _report_county(contents.county, contents.code, report, is_renamed=is_renamed)
    is_other_cohort = is_of_today and _report_cohort(contents, report)
    files: dict[str, str] = {}
    _report_written_twice(contents, report)
    for project in sorted(contents.projects, key=lambda project: not _agrees(project, contents)):
        if not is_other_cohort and not _is_of_miscoded_county(project, contents):
            _report_project(project, contents, files, report)
        files.setdefault(project.id, _file_name(project))
    _report_rectifications(contents, report)
    _report_contracts(contents, report)
    for case in contents.cases:
        county = contents.county
        if REFUSED in (case.county or ""):
            continue
        if county is not None and case.county not in {None, county.code, county.name}:
            message = f"“县”写的是“{case.county}”，文件却在 {county.name}（{county.code}）的文件夹里"
            cure = f"改成 {county.name}，或把文件移到该县"
            report.error("E008", message, cure, at=case.place("county"))


def _report_county(county: County, folder: str, report: Report, *, is_renamed: bool) -> None:
    """One error at most on the county's code."""
    registered = is_registered_county(county.code)
    if county.code != folder:
        message = f"行政区划代码“{county.code}”与文件夹名“{folder}”不一致"
        cure = f"核对后改成一致：代码写 {folder}，或改文件夹名"
    elif is_renamed:
        return
    elif not county.city.holds(county.code):
        codes = county.city.codes
        near = [begin for begin in codes if begin[:2] == county.code[:2]] or codes
        message = f"代码“{county.code}”不属于{county.city.full}（应以 {'、'.join(near)} 开头）"
        cure = "核对“行政区划代码”和“所属市”"
    elif county.is_demo and registered:
        message = f"示例数据用了真实的行政区划代码“{county.code}”"
        cure = "示例县换一个 GB/T 2260 未使用的代码"
    elif not county.is_demo and not registered and county.zone is None:
        message = f"行政区划代码“{county.code}”不在 GB/T 2260 之中"
        cure = "核对六位代码；开发区、高新区等写“功能区”和它的“代码来源”；示例县请写“示例数据: true”"
    elif registered and county.level is not (own := county.model_copy(update={"stated_level": None}).level):
        message = f"“层级”写的是{county.level.label}，代码“{county.code}”在 GB/T 2260 里是{own.label}一级的"
        cure = f"核对后改成一致；{own.label}一级的“层级”可以不写"
    else:
        return
    report.error("E008", message, cure, at=county.place("code"))


def _is_of_miscoded_county(project: Project, contents: Contents) -> bool:
    """Whether a project's id has the code of county.yaml where that is not the folder's name."""
    county = contents.county
    return county is not None and county.code != contents.code and project.county_code == county.code


def _report_cohort(contents: Contents, report: Report) -> bool:
    """One error on the county's cohort if all of its projects have the same other one; returns whether they have."""
    county = contents.county
    cohorts = {
        found["cohort"] for project in contents.projects if (found := PROJECT_ID.fullmatch(project.id))
    }
    if (
        county is None
        or len(contents.projects) < _SEVERAL
        or len(cohorts) != 1
        or cohorts <= contents.cohorts
    ):
        return False
    other = cohorts.pop()
    message = f"“示范批次”写的是 {county.cohort}，{len(contents.projects)} 个项目的编号里都是 {other}"
    report.error("E008", message, "核对后改成一致", at=county.place("cohort"))
    return True


def _report_project(project: Project, contents: Contents, files: dict[str, str], report: Report) -> None:
    """One error at most on a project's id: used twice, or not the one its file stands for."""
    found = PROJECT_ID.fullmatch(project.id)
    if found is None:
        return
    number = _file_name(project).removesuffix(".yaml")
    cohorts = contents.cohorts or {found["cohort"]}
    cohort = found["cohort"] if found["cohort"] in cohorts else min(cohorts)
    own = f"{contents.code}-{cohort}-{number}"
    if project.id == own and own not in files:
        return
    place = project.place("id")
    if project.id in files:
        message = f"项目编号“{project.id}”重复，{files[project.id]} 已经用了"
        report.error("E006", message, f"本文件的编号应为 {own}", at=place, project=project.id)
        return
    parts = (
        ("县代码", found["county"] == contents.code, f"文件夹名 {contents.code}"),
        ("批次", found["cohort"] == cohort, f"“示范批次”{'、'.join(sorted(cohorts))}"),
        ("序号", found["number"] == number, f"文件名 {number}.yaml"),
    )
    wrong = "、".join(f"{part}与{other}" for part, agrees, other in parts if not agrees)
    if wrong:
        message = f"项目编号“{project.id}”的{wrong} 不一致"
        report.error("E008", message, f"编号改为 {own}，或改正文件名", at=place, project=project.id)


def _report_written_twice(contents: Contents, report: Report) -> None:
    """One error on each file whose number is that of another, with more noughts: 01.yaml and 001.yaml."""
    first: dict[int, str] = {}
    for number in sorted(contents.numbers, key=by_number):
        other = first.setdefault(int(number), number)
        if other != number:
            message = f"序号 {number} 与 projects/{other}.yaml 的 {other} 是同一个数"
            cure = f"换一个未用过的序号，文件名和项目编号一起改；同一个项目写了两次的，留下 {other}.yaml"
            report.error("E006", message, cure, at=Place(f"counties/{contents.code}/projects/{number}.yaml"))


def _agrees(project: Project, contents: Contents) -> bool:
    """Whether a project's id fits its folder and file: then, if the id is used twice, the other project is wrong."""
    return project.county_code == contents.code and f"{project.number}.yaml" == _file_name(project)


def _file_name(project: Project) -> str:
    return project.origin.file.rsplit("/", maxsplit=1)[-1]


def _report_rectifications(contents: Contents, report: Report) -> None:
    numbers: set[str] = set()
    for index, item in enumerate(contents.outcome.rectifications):
        if item.number in numbers:
            place = contents.outcome.place("rectifications", index, "number")
            report.error("E006", f"整改清单编号“{item.number}”用了两次", "每项一个编号", at=place)
        numbers.add(item.number)


def _report_contracts(contents: Contents, report: Report) -> None:
    numbers: set[str] = set()
    for index, contract in enumerate(contents.contracts.contracts):
        if contract.number in numbers and REFUSED not in contract.number:
            place = contents.contracts.place("contracts", index, "number")
            cure = "每份合同一个编号；同一次采购分标包各签合同的，编号后面加上标包号"
            report.error("E006", f"合同编号“{contract.number}”用了两次", cure, at=place)
        numbers.add(contract.number)
