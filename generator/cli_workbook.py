"""``gongkai template`` and ``gongkai convert``: a county's workbook."""

from pathlib import Path

import click

from generator.console import ROOT, ChineseCommand, complain, content_of, fail, root_of
from generator.model.finding import Finding
from generator.model.reasons import reason_and_place

_FORMS = {"workbook": "工作簿", "text": "文字文件"}
_SIDES = {"ours": "OURS", "theirs": "THEIRS"}
_SUFFIX = ".xlsx"
_OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("台账.xlsx"),
    metavar="文件",
    help="写到哪里，默认 台账.xlsx；已有的文件不覆盖。",
)


@click.command(cls=ChineseCommand)
@click.option("--county", "code", default="", metavar="代码", help="填上这个县已有的内容；不写就是空白的。")
@click.option(
    "--empty", "is_empty", is_flag=True, help="只填县名、代码、所属市和示范批次；和 --county 一起写。"
)
@click.option(
    "--batch",
    "batch",
    type=click.IntRange(2000, 2099),
    default=None,
    metavar="年份",
    help="加上后续批次的工作表，填好这一批的年份；县里已有后续批次的，不写也有。",
)
@_OUT
@ROOT
@click.pass_context
def template(
    context: click.Context, code: str, is_empty: bool, batch: int | None, out: Path, root: Path | None
) -> None:
    """写一本台账工作簿，给县里填报。"""
    from generator.workbook.convert import NotConvertedError, filled, with_batch
    from generator.workbook.template import workbook

    if is_empty and not code:
        raise fail("--empty 要和 --county 一起写：写明是哪个县的。")
    _refuse_name(out)
    problems: list[Finding] = []
    if code:
        try:
            content = content_of(root_of(context, root))
            data, problems = filled(content, code, is_empty=is_empty, batch=batch)
        except NotConvertedError as error:
            raise fail(str(error)) from None
    else:
        data = workbook(with_batch({}, batch))
    _write(out, data)
    click.echo(f"已写入 {out}")
    _tell(problems)
    if problems:
        complain(f"有 {len(problems)} 处读不出，未填进去；改正以后再导出一次。")
        context.exit(1)


@click.command(cls=ChineseCommand)
@click.argument("code", metavar="县代码", default="")
@click.option(
    "--to",
    "form",
    type=click.Choice(list(_FORMS)),
    default=None,
    metavar="形式",
    help="workbook 工作簿，text 文字文件。",
)
@click.option("--drop-comments", is_flag=True, help="转成工作簿时，舍去 YAML 里的注释（# 后面的文字）。")
@click.option(
    "--merge",
    "merged",
    type=click.Path(exists=True, path_type=Path),
    nargs=3,
    default=None,
    metavar="BASE OURS THEIRS",
    help="按记录合并：改动以前的一本，两个人各自改过的两本；每一本可以是工作簿，也可以是县的文件夹。",
)
@_OUT
@click.option(
    "--prefer",
    type=click.Choice(list(_SIDES)),
    default=None,
    metavar="哪一本",
    help="合并有冲突时也写出来，冲突的各处照 ours 或 theirs；不写这一项，有冲突就不写文件。",
)
@ROOT
@click.pass_context
def convert(
    context: click.Context,
    code: str,
    form: str | None,
    drop_comments: bool,
    merged: tuple[Path, Path, Path] | None,
    out: Path,
    prefer: str | None,
    root: Path | None,
) -> None:
    """把一个县的文件转成工作簿，或者转回文字文件，内容不变；或者合并两本工作簿。

    合并有冲突的，逐条列出，退出码为 1。
    """
    if merged and (code or form):
        raise fail("合并时不写县代码和 --to。")
    if merged:
        context.exit(_merge(merged, out, prefer))
    if not code or not form:
        raise fail("写明哪个县、转成什么，如 gongkai convert 210198 --to workbook。")
    _convert(content_of(root_of(context, root)), code, form, drop_comments)


def _convert(content: Path, code: str, form: str, drop_comments: bool) -> None:
    from generator.workbook.convert import NotConvertedError, to_text, to_workbook

    try:
        if form == "workbook":
            done = to_workbook(content, code, drops_comments=drop_comments)
        else:
            done = to_text(content, code)
    except NotConvertedError as error:
        raise fail(str(error)) from None
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}），文件未改动。") from None
    folder = content / "counties" / code
    for did, paths in (("已写入", done.written), ("已删去", done.removed)):
        click.echo(f"{did} {'、'.join(path.relative_to(folder).as_posix() for path in paths)}")
    click.echo(f"{code} 已转成{_FORMS[form]}，记录一条不变；Markdown 文件和附件未动。")


def _merge(paths: tuple[Path, Path, Path], out: Path, prefer: str | None) -> int:
    """Merge three versions of a workbook; returns the exit code."""
    from generator.workbook.lying import UnreadError, is_xlsx, rows_of
    from generator.workbook.merge import merge
    from generator.workbook.template import TooLongError, workbook

    is_ours = out.exists() and out.samefile(paths[1])  # what git asks of a merge driver
    if not is_ours:
        _refuse_name(out)
    elif not is_xlsx(out):
        raise fail(f"{out} 不是 {_SUFFIX} 文件，合并以后写出来的是：先另存为 台账.xlsx，再合并。")
    try:
        base, ours, theirs = (rows_of(path, may_be_empty=path is paths[0]) for path in paths)
    except UnreadError as error:
        _tell(error.problems)
        raise fail("有读不出的内容，不能合并，未写文件；先改正上面各处。") from None
    found = merge(base, ours, theirs, prefers_theirs=prefer == "theirs")
    for line in found.told():
        click.echo(line)
    if found.conflicts and not prefer:
        complain(
            f"有 {len(found.conflicts)} 处冲突，未写文件。两边商定以后改成一样的，再合并一次；或者用 --prefer 指明照哪一本。"
        )
        return 1
    try:
        data = workbook(found.rows)
    except TooLongError as error:
        raise fail(str(error)) from None
    _write(out, data)
    click.echo(
        f"已写入 {out}{f'，冲突的 {len(found.conflicts)} 处照 {_SIDES[prefer]}' if prefer and found.conflicts else ''}"
    )
    return 1 if found.conflicts else 0


def _tell(problems: tuple[Finding, ...] | list[Finding]) -> None:
    for told in problems:
        complain(f"{told.place} {told.message}：{told.cure}")


def _refuse_name(out: Path) -> None:
    if out.suffix.lower() != _SUFFIX:
        raise fail(f"文件名应以 {_SUFFIX} 结尾：{out}")
    if out.exists():
        raise fail(f"文件已经存在，未改动：{out}。换一个名称，或者先移走它。")


def _write(out: Path, data: bytes) -> None:
    """Write a workbook; nothing is left of one that cannot be written."""
    from generator.workbook.exchange import exchange

    try:
        exchange({out: data}, ())
    except OSError as error:
        raise fail(f"不能写入（{reason_and_place(error)}）。") from None
