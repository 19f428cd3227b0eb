"""``gongkai new``: the files of a province, a county, a project, to be filled in."""

from pathlib import Path
from typing import Any

import click

from generator.console import ROOT, ChineseGroup, complain, content_of, fail, root_of
from generator.model.reasons import reason_and_place


@click.group(cls=ChineseGroup)
def new() -> None:
    """建立新的文件：省、示范县、项目。"""


@new.command("province")
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path), metavar="目录")
@click.option("--empty/--demo", "is_empty", default=True, help="空白的（默认），或者带示例数据。")
@click.option("--province", "region", default="", metavar="省", help="如 湖北省；不写就是辽宁省。")
def new_province(folder: Path, is_empty: bool, region: str) -> None:
    """建立一个栏目的数据仓库，可以马上生成网站。"""
    from generator.scaffold import province

    _report_written(province, folder, region=region, is_demo=not is_empty)


@new.command("county")
@click.argument("code", metavar="代码")
@click.argument("name", metavar="县名")
@click.option("--city", required=True, metavar="市", help="所属市、州、地区、盟，如 沈阳。")
@click.option("--cohort", type=int, required=True, metavar="年份", help="示范批次，如 2020。")
@click.option("--demo", is_flag=True, help="标为示例数据。")
@ROOT
@click.pass_context
def new_county(context: click.Context, /, code: str, name: str, root: Path | None, **options: Any) -> None:
    """建立一个示范县的文件；已经有了的县，建立又一个批次的文件。"""
    from generator.model.identifiers import is_registered_county
    from generator.scaffold import county

    _report_written(county, content_of(root_of(context, root)), code, name, **options)
    if not options["demo"] and not is_registered_county(code):
        complain(
            f"代码“{code}”不在 GB/T 2260 之中：写错的，改文件夹名和 county.yaml；开发区、高新区等，在 county.yaml 里写“功能区”和“代码来源”；"
            "示例县加 --demo。"
        )


@new.command("project")
@click.argument("county_code", metavar="县代码")
@click.argument("title", metavar="项目名称")
@click.option(
    "--direction", required=True, metavar="方向", help="物流配送、农产品进城、工业品下乡、人才培训。"
)
@click.option("--cohort", type=int, metavar="年份", help="哪一批的项目，如 2022；只有一个批次的不用写。")
@ROOT
@click.pass_context
def new_project(
    context: click.Context, /, county_code: str, title: str, root: Path | None, **options: Any
) -> None:
    """建立一个项目的文件，编号自动排定。"""
    from generator.scaffold import project

    _report_written(project, content_of(root_of(context, root)), county_code, title, **options)


def _report_written(make: Any, *arguments: Any, **options: Any) -> None:
    try:
        written = make(*arguments, **options)
    except ValueError as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
    for path in written:
        click.echo(f"已建立 {path}")
