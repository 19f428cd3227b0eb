"""The manifest of what is published at the column's own address (网址 in site.yaml), for ``build --published``.

    python scripts/published.py OUT

Nothing is written where nothing was published yet (the host says 404), nor for a demonstration whose host cannot be
asked. For any other column that is an error: what nobody could compare is not published over what stands.
"""

import sys
from pathlib import Path

import click

from generator.intake import read_portal
from generator.site.published import NotThereError, published_bytes


def main(out: Path) -> int:
    site = read_portal(Path("content_data")).site
    if site is None:
        click.echo("gongkai：栏目设置 site.yaml 无法读取，不知道网址。", err=True)
        return 1
    try:
        data = published_bytes(site.base_url)
    except NotThereError as error:
        click.echo(f"gongkai：{error}", err=True)
        if error.is_absent or site.is_demo:
            click.echo("gongkai：按第一次公开处理，没有与上一次比较。", err=True)
            return 0
        return 1
    out.write_bytes(data)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
