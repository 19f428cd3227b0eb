"""/llms.txt (llmstxt.org): the parts of the portal and their texts and data, for assistants that read rather than browse."""

from collections.abc import Iterator, Sequence

from generator.model.programme import DEMONSTRATION_COUNTY
from generator.render.escape import Markdown, markdown_link, markdown_text
from generator.render.open_contracting import INDEX_SCHEMA
from generator.render.open_data_files import FORMS, open_data
from generator.render.overviews import OVERVIEW_PAGES, Overview

ADDRESS = "llms.txt"


def llms_text(drawn: Overview) -> bytes:
    """Makes the file; its links are relative to it."""
    return ("\n".join(_lines(drawn)) + "\n").encode()


def _lines(drawn: Overview) -> Iterator[str]:
    site, portal = drawn.portal.site, drawn.portal
    yield f"# {markdown_text(site.title)}"
    yield ""
    demo = "示例数据，均为虚构。" if portal.is_demo else ""
    yield f"> {markdown_text(site.publisher)}公开电子商务进农村综合示范的项目、资金、进度、验收、整改和变更。数据截至 {portal.as_of}。{demo}"
    yield ""
    yield from (
        "- 每个项目（projects/）、示范县（counties/）和承办单位（contractors/）的网页都有同名的 Markdown，把地址末尾的 .html 换成 .md。",
        "- 每个项目、示范县的网页还有同名的 JSON，把 .html 换成 .json；格式见下面的 JSON Schema。",
        "- 金额的单位是万元。写明“未公开”的是应当公开而未公开，写明“暂不计算”“暂不下结论”的是依据的记录未通过核对，都不是 0。",
        "- 引用时写明来源、数据截至日和网址；数字的算法以“统计口径”一页为准。",
    )
    if portal.incomplete:
        yield f"- {portal.incomplete}"
    pages = [
        (page.title, f"{page.stem}.html", page.description) for page in OVERVIEW_PAGES if page.stem != "index"
    ]
    yield from _section("总览", [("首页", "index.html", "全省的数字和最新动态"), *pages])
    yield from _section(
        DEMONSTRATION_COUNTY,
        [
            (f"{summary.name}（{form}）", f"counties/{summary.code}.{ending}", "")
            for summary in drawn.summaries
            for form, ending in (("Markdown", "md"), ("JSON", "json"), ("xlsx", "xlsx"))
        ],
    )
    yield from _section(
        "数据",
        [
            *((f"{name}（{FORMS[kind]}）", address, "") for name, kind, address in open_data()),
            ("项目的 JSON Schema", "data/schemas/published-project.schema.json", ""),
            (f"{DEMONSTRATION_COUNTY}的 JSON Schema", "data/schemas/published-county.schema.json", ""),
            ("变更记录的 JSON Schema", "data/schemas/changes.schema.json", ""),
            ("OC4IDS 目录的 JSON Schema", f"data/schemas/{INDEX_SCHEMA}", ""),
            ("公开清单的 JSON Schema", "data/schemas/manifest.schema.json", ""),
        ],
    )
    yield from _section(
        "Optional",
        [("全部动态（JSON Feed）", "feed.json", ""), ("新闻素材（Markdown）", "data/press.md", "")],
    )


def _section(title: str, links: Sequence[tuple[str, str, str]]) -> Iterator[str]:
    """Yields a heading and its list; nothing without links."""
    if links:
        yield from ("", f"## {title}", "")
        yield from (_entry(*link) for link in links)


def _entry(name: str, address: str, told: str) -> Markdown:
    link = markdown_link(name, address)
    return Markdown(f"- {link}: {markdown_text(told)}" if told else f"- {link}")
