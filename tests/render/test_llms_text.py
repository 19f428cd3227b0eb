"""/llms.txt and the schema.org descriptions: every address is there, and no text can end what holds it."""

import json
import re
from pathlib import Path

import pytest

from generator.render.linked_data import dataset, linked_data, organisation
from generator.render.llms_text import llms_text
from tests.support.overviews import overview
from tests.support.portal import HOSTILE, PORTAL, artifacts, spoiled

BLOCK = re.compile(r'<script type="application/ld\+json">(.*?)</script>')
LINK = re.compile(r"^- \[[^\]]*\]\(([^)]+)\)", re.MULTILINE)


def test_every_address_of_the_demonstration_is_there(demonstration: Path) -> None:
    text = (demonstration / "llms.txt").read_text("utf-8")
    addresses = LINK.findall(text)
    assert len(addresses) == len(set(addresses)) == text.count("\n- [")
    assert [address for address in addresses if not (demonstration / address).is_file()] == []
    assert {"counties/210197.md", "counties/210197.json", "funds.html", "data/changes.csv"} <= set(addresses)


def test_it_has_the_form_of_the_proposal(demonstration: Path) -> None:
    """One title, a quoted summary, then only lists below headings of the second level."""
    lines = (demonstration / "llms.txt").read_text("utf-8").splitlines()
    assert next(line[:2] for line in lines if line.startswith("#")) == "# "
    assert lines[2].startswith("> ")
    assert all(line[:2] in {"", "# ", "> ", "- ", "##"} for line in lines)


def test_a_hostile_name_is_no_link_and_no_heading() -> None:
    summary = artifacts(spoiled(HOSTILE)).summary
    text = llms_text(overview((summary,))).decode()
    assert "javascript:alert" not in "".join(LINK.findall(text))
    assert not [line for line in text.splitlines() if line.startswith("# ") and "script" in line]


@pytest.mark.parametrize(
    "text", [HOSTILE, "</script><script>alert(1)</script>", "a\u2028b", "<!--", "&amp;", '"\\']
)
def test_no_text_ends_a_block_of_data(text: str) -> None:
    line = linked_data(organisation(text))
    (held,) = BLOCK.findall(line)
    assert "\n" not in line
    assert not set("<>&\u2028\u2029") & set(held)
    (found,) = json.loads(held)["@graph"]
    assert "".join(found["name"].split()) == "".join(text.split())


def test_the_page_of_data_describes_it(demonstration: Path) -> None:
    page = (demonstration / "data/index.html").read_text("utf-8")
    (held,) = BLOCK.findall(page)
    kinds = {thing["@type"]: thing for thing in json.loads(held)["@graph"]}
    assert kinds.keys() == {"Dataset", "BreadcrumbList"}
    assert kinds["Dataset"]["creator"]["@type"] == "GovernmentOrganization"
    assert 50 <= len(kinds["Dataset"]["description"]) <= 5000
    base = "https://example.gov.cn/zhsf/"
    for file in kinds["Dataset"]["distribution"]:
        assert (demonstration / file["contentUrl"].removeprefix(base)).is_file()
    assert dataset(PORTAL.site, "2022-06-30", ())["distribution"] == []
