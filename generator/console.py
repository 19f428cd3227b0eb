"""Terminal output: click in Chinese, errors in one line, a progress bar on a terminal."""

import os
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from generator.model.fault import fault_id
from generator.model.reasons import reason_and_place
from generator.streams import in_ascii, is_utf8

T = TypeVar("T")
PATIENCE = 1.0
"""Seconds of silence before a progress bar appears."""


class Failure(click.ClickException):
    """Wrong use or environment; the message is one line in Chinese, the exit code 2."""

    exit_code = 2

    def show(self, file: Any = None) -> None:  # noqa: ARG002 - click's own signature
        complain(self.message)


def complain(message: str) -> None:
    """Prints one line on standard error, without private data, which names of files may contain."""
    from generator.intake.screening.private import without_private

    click.echo(f"gongkai：{without_private(message)}", err=True)


def fail(message: str) -> Failure:
    """Makes an error to raise; ``message`` says what is wrong and what to do."""
    return Failure(message)


def print_report(text: str, form: str) -> None:
    """Prints a report; JSON is printed in ASCII if standard output is not UTF-8."""
    is_json = form in {"json", "sarif"}
    click.echo(in_ascii(text) if is_json and not is_utf8(sys.stdout) else text)


class DateParam(click.ParamType[date]):
    """YYYY-MM-DD."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:  # noqa: ARG002
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise fail(f"日期“{value}”的写法不对，应如 2022-06-30。") from None


class _Chinese:
    """Mixin for commands and groups: help in Chinese."""

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        pieces = self.collect_usage_pieces(ctx)  # type: ignore[attr-defined]
        shown = {"[OPTIONS]": "[选项]", "COMMAND [ARGS]...": "命令 [参数]…"}
        formatter.write_usage(
            ctx.command_path, " ".join(shown.get(piece, piece) for piece in pieces), prefix="用法："
        )

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option: click.Option | None = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = "显示本说明。"
        return option

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        records = [record for param in self.get_params(ctx) if (record := param.get_help_record(ctx))]  # type: ignore[attr-defined]
        if records:
            with formatter.section("选项"):
                formatter.write_dl([(name, _chinese_extra(text)) for name, text in records])
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        rows = []
        for name in self.list_commands(ctx):  # type: ignore[attr-defined]
            command = self.get_command(ctx, name)  # type: ignore[attr-defined]
            rows.append((name, command.get_short_help_str(limit=60)))
        with formatter.section("命令"):
            formatter.write_dl(rows)


class ChineseCommand(_Chinese, click.Command):
    """A command with help in Chinese."""


class ChineseGroup(_Chinese, click.Group):
    """A group of commands with help in Chinese, which prints errors as one line."""

    command_class = ChineseCommand

    def main(self, *args: Any, **extra: Any) -> Any:
        extra["standalone_mode"] = False
        try:
            code = super().main(*args, **extra)
        except click.exceptions.NoArgsIsHelpError as error:
            click.echo(error.ctx.get_help() if error.ctx else "")
            sys.exit(2)
        except Failure as error:
            error.show()
            sys.exit(error.exit_code)
        except click.UsageError as error:
            _exit_with(_words(error), error.ctx)
        except click.ClickException as error:
            _exit_with(error.message, None)
        except (click.Abort, KeyboardInterrupt):
            complain("已中断。")
            sys.exit(130)
        except OSError as error:
            _exit_with(f"{reason_and_place(error)}。", None)
        except Exception as error:
            if "GONGKAI_TRACEBACK" in os.environ:
                raise
            _exit_with(f"程序出错（{fault_id(error)}），这是软件的问题，请报告。", None)
        sys.exit(code if isinstance(code, int) else 0)


def _exit_with(message: str, ctx: click.Context | None) -> NoReturn:
    hint = f"用法见 {ctx.command_path} --help。" if ctx else ""
    complain(f"{message}{hint}")
    sys.exit(2)


def _words(error: click.UsageError) -> str:
    if isinstance(error, click.NoSuchOption):
        close = f"是否应为 {error.possibilities[0]}？" if error.possibilities else ""
        return f"无此选项“{error.option_name}”。{close}"
    if isinstance(error, click.MissingParameter):
        name = error.param.make_metavar(error.ctx) if error.param and error.ctx else ""
        options = "/".join(error.param.opts) if isinstance(error.param, click.Option) else ""
        return f"缺少 {options}。" if options else f"缺少{name}。"
    if isinstance(error, click.BadParameter):
        named = _named(error)
        choices = getattr(error.param.type, "choices", None) if error.param else None
        allowed = f"可选：{'、'.join(choices)}。" if choices else _span(error.param)
        return f"“{named}”的值不对。{allowed}"
    if isinstance(error, click.BadOptionUsage):
        return f"“{error.option_name}”的用法不对，后面要写一个值。"
    return "命令或参数不对。"


def _named(error: click.BadParameter) -> str:
    """What the user calls the parameter: ``--port``, or 目录 for an argument."""
    if isinstance(error.param, click.Argument):
        return error.param.make_metavar(error.ctx) if error.ctx else ""
    return "/".join(error.param.opts) if error.param else ""


def _span(param: click.Parameter | None) -> str:
    kind = param.type if param else None
    if isinstance(kind, click.IntRange):
        span = f"{kind.min} 以上" if kind.max is None else f"{kind.min} 到 {kind.max} "
        return f"应为 {span}的整数。"
    if isinstance(kind, click.Path) and not kind.file_okay:
        return "这是文件，不是文件夹。"
    return "应为整数。" if kind is click.INT else ""


def _chinese_extra(text: str) -> str:
    return (
        text.replace("[default: ", "[默认 ").replace("[required]", "[必填]").replace("; required", "；必填")
    )


def progress_bar(items: Iterable[T], count: int, label: str) -> Iterator[T]:
    """Yields the items; shows a bar after ``PATIENCE`` seconds if standard error is a terminal."""
    if not sys.stderr.isatty() or not count:
        yield from items
        return
    started = time.monotonic()
    for number, item in enumerate(items, 1):
        yield item
        if time.monotonic() - started > PATIENCE:
            width = 24 * number // count
            bar = "█" * width + "░" * (24 - width)
            click.echo(f"\r{label} {bar} {number}/{count}", nl=number == count, err=True)


def progress_of(label: str) -> Callable[[Iterator[Any], int], Iterator[Any]]:
    """Returns a progress bar over counties; silent if not on a terminal."""
    return lambda results, count: progress_bar(results, count, label)


AS_OF = click.option(
    "--as-of", type=DateParam(), default=None, metavar="日期", help="数据截至日，如 2022-06-30。"
)
ROOT = click.option(
    "--root",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="目录",
    help="项目文件夹，默认为当前目录。",
)


def root_of(context: click.Context, own: Path | None) -> Path:
    """Returns the project folder, given before or after the command."""
    return own or context.obj


def content_of(root: Path) -> Path:
    """Returns the data folder of a project; raises Failure if it has no site.yaml."""
    content = root / "content_data"
    if not (content / "site.yaml").is_file():
        raise fail(
            f"在“{root.resolve()}”里未找到 content_data/site.yaml。请进入项目文件夹，或用 --root 指明。"
        )
    return content
