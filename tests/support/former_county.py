"""A county with everything in it, whose code a clerk changes as clerks do: the folder renamed, the ids replaced."""

from pathlib import Path

from tests.engine.test_vanished import (
    ACTIVITIES,
    CASE,
    NOTICE,
    OUTCOME,
    PAYMENTS,
    PICTURE,
    PLAN,
    POLICY,
    PROGRESS,
)
from tests.intake.conftest import COUNTY, SITE
from tests.support.repository import Repository

OLD, NEW, THIRD, OTHER = "210198", "210196", "210195", "210197"
PROJECT = """项目编号: {code}-2020-{number}
项目名称: 县级仓储配送中心{number}
支持方向: 物流配送
工作要求: 按月报送
状态: 在建
扶持资金额度: 350.00
完成时限: 2021-12-31
"""


def published(folder: Path) -> Repository:
    """A portal of two counties in one commit; the one of ``OLD`` has one of everything."""
    made = Repository(folder)
    made.write("site.yaml", SITE)
    made.write("policies/2020-226.md", POLICY)
    made.write("notices/tongbao.md", NOTICE)
    for code in (OLD, OTHER):
        made.write(f"counties/{code}/county.yaml", COUNTY.format(code=code))
        for number in ("01", "02"):
            made.write(f"counties/{code}/projects/{number}.yaml", PROJECT.format(code=code, number=number))
    for name, text in (
        ("plan.yaml", PLAN),
        ("outcome.yaml", OUTCOME),
        ("payments.csv", PAYMENTS),
        ("progress.csv", PROGRESS.replace("主体开工,", "主体开工,现场.png")),
        ("activities.csv", ACTIVITIES),
        ("cases/daihuo.md", CASE.replace("标题: 带货\n", f"标题: 带货\n县: '{OLD}'\n")),
    ):
        made.write(f"counties/{OLD}/{name}", text)
    (made.content / f"counties/{OLD}/attachments").mkdir()
    for name in ("公示.png", "现场.png"):
        (made.content / f"counties/{OLD}/attachments" / name).write_bytes(PICTURE)
    made.commit("published")
    return made


def rename(repository: Repository, old: str, new: str, former: str = "", *, is_copy: bool = False) -> None:
    """Give a county another code in all its files.

    Args:
        former: what stands behind 原代码; empty: nothing is said.
        is_copy: the folder of the old code stays.
    """
    folder = repository.content / "counties" / new
    for path in sorted((repository.content / "counties" / old).rglob("*")):
        if path.is_file():
            target = folder / path.relative_to(repository.content / "counties" / old)
            target.parent.mkdir(parents=True, exist_ok=True)
            data = path.read_bytes()
            if path.suffix in {".yaml", ".csv", ".md"}:
                data = data.replace(f"{old}-2".encode(), f"{new}-2".encode())
                data = data.replace(f"'{old}'".encode(), f"'{new}'".encode())
            target.write_bytes(data)
            if not is_copy:
                path.unlink()
    if not is_copy:
        for path in sorted((repository.content / "counties" / old).rglob("*"), reverse=True):
            path.rmdir()
        (repository.content / "counties" / old).rmdir()
    declare(repository, new, former)


def declare(repository: Repository, code: str, former: str) -> None:
    """Write 原代码, in place of what stands there; empty: take it away."""
    path = f"counties/{code}/county.yaml"
    lines = (repository.content / path).read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if not line.startswith("原代码"))
    repository.write(path, kept + (f"原代码: {former}\n" if former else ""))
