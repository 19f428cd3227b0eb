"""``gongkai verify``: is a published site what its manifest, and the repository, say."""

import tempfile
from pathlib import Path

import click

from generator.console import ChineseCommand, complain, content_of, fail, print_report, progress_of


@click.command(cls=ChineseCommand)
@click.argument("where", metavar="网站文件夹或网址")
@click.option(
    "--repo",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    metavar="目录",
    help="数据仓库的项目文件夹：检出清单写明的提交，重新生成后比较。只读，不改动仓库。",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    metavar="格式",
    help="text 或 json。",
)
@click.pass_context
def verify(context: click.Context, where: str, repo: Path | None, form: str) -> None:
    """核对公开的网站：缺少、改动、多出了哪些文件。

    全部一致时退出码为 0，不一致为 1；用法不对、读不到网站或未核对完为 2。
    """
    from generator.site.rebuilt import other_versions, rebuild
    from generator.site.site_files import NotReachedError, site_at
    from generator.site.verify import in_json, in_words, manifest_of
    from generator.site.verify import verify as compare

    content = content_of(repo) if repo else None
    try:
        site = site_at(where)
        data, manifest = manifest_of(site)
        versions = other_versions(manifest) if content else []
        for line in versions:
            complain(f"版本不同，重新生成的内容可能因此不同：{line}")
        rebuilt = None
        if content:
            with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
                rebuilt = rebuild(content, data, Path(folder))
        found = compare(site, manifest, rebuilt, progress_of("核对"))
        if not found.is_equal and site.manifest() != data:
            raise fail("核对期间网站重新发布了，请再核对一次。")
    except NotReachedError as error:
        raise fail(str(error)) from None
    print_report(in_json(found, versions) if form == "json" else "\n".join(in_words(found)), form)
    context.exit(0 if found.is_equal else 2 if found.is_unsettled else 1)
