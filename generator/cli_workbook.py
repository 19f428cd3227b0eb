"""``gongkai template`` and ``gongkai convert``: a county's workbook."""

from pathlib import Path

import click

from generator.console import ROOT, content_of, fail, root_of
from generator.model.reasons import reason_and_place

_FORMS = {"workbook": "工作簿", "text": "文字文件"}


@click.command()
@click.option("--county", "code", default="", metavar="代码", help="填上这个县已有的内容；不写就是空白的。")
@click.option("--empty", "is_empty", is_flag=True, help="只填县名、代码、所属市和示范批次。")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    default=Path("台账.xlsx"),
    metavar="文件",
    help="写到哪里，默认 台账.xlsx。",
)
@ROOT
@click.pass_context
def template(context: click.Context, code: str, is_empty: bool, out: Path, root: Path | None) -> None:
    """写一本台账工作簿，给县里填报。"""
    from generator.convert import NotConvertedError, blank_for
    from generator.template import workbook

    if out.exists():
        raise fail(f"文件已经存在，没有改动：{out}")
    try:
        data = (
            blank_for(content_of(root_of(context, root)), code, is_empty=is_empty) if code else workbook({})
        )
        out.write_bytes(data)
    except NotConvertedError as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
    click.echo(f"已写入 {out}")


@click.command()
@click.argument("code", metavar="县代码")
@click.option(
    "--to",
    "form",
    type=click.Choice(list(_FORMS)),
    required=True,
    metavar="形式",
    help="workbook 工作簿，text 文字文件。",
)
@ROOT
@click.pass_context
def convert(context: click.Context, code: str, form: str, root: Path | None) -> None:
    """把一个县的文件转成工作簿，或者转回文字文件；内容不变。"""
    from generator.convert import NotConvertedError, to_text, to_workbook

    content = content_of(root_of(context, root))
    try:
        written = (to_workbook if form == "workbook" else to_text)(content, code)
    except NotConvertedError as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
    click.echo(f"{code} 已转成{_FORMS[form]}，写了 {len(written)} 个文件。")
