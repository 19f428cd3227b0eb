"""What rules, fields and pages cite of the notice is there, and what they quote is verbatim."""

import re
from pathlib import Path

import pytest

from generator.model.dictionary import dictionary
from generator.model.programme import Clause, DisclosureItem, clause, clauses, disclosure_items, limits
from generator.model.site import StalenessDays, TimeLimits
from generator.render.prose import prose, with_anchors
from generator.rules import catalogue
from generator.rules.base import Rule
from generator.rules.basis import COMPARED, agreed, duty

POLICIES = Path("content_data/policies")
ROOT = Path("generator")
CITED = re.compile(
    r"(?:《通知》|通知|226号(?:\]\([^)]*\))?)"
    r"(第[一二三四五六七八九十]+(?:部分|条)(?:第（?[一二三四五六七八九十\d]）?[项点条])?|[一二三四五六七八九]（[^）]+）)"
)
DUTIES = [entry for entry in catalogue() if entry.basis.clause]


def _paragraphs(policy: str) -> list[str]:
    text = (POLICIES / f"{policy}.md").read_text("utf-8").split("---", 2)[2]
    return [line.replace("\\", "") for line in text.splitlines() if line and not line.startswith("#")]


def _paragraph(wanted: Clause) -> str:
    (found,) = [line for line in _paragraphs(wanted.policy) if line.startswith(wanted.begins)]
    return found


@pytest.mark.parametrize("wanted", clauses().values(), ids=clauses())
def test_a_clause_is_one_paragraph_below_the_heading_of_its_part(wanted: Clause) -> None:
    assert _paragraph(wanted)
    text = (POLICIES / f"{wanted.policy}.md").read_text("utf-8").replace("\\", "")
    above = re.findall(r"^## (.)、", text[: text.index(f"\n{wanted.begins}")], re.M)
    assert above[-1] == wanted.part
    items = re.findall(r"^[(（](.)[)）]|^(\d)\.", text[: text.index(wanted.begins) + 3], re.M)
    if wanted.item:
        assert "".join(items[-1]) == wanted.item.strip("（）")


@pytest.mark.parametrize("entry", DUTIES, ids=lambda entry: entry.code)
def test_a_duty_quotes_the_clause_that_sets_it(entry: Rule) -> None:
    assert entry.basis.clause is not None
    assert entry.basis.quoted
    assert entry.basis.quoted in _paragraph(entry.basis.clause)


@pytest.mark.parametrize("item", disclosure_items(), ids=lambda item: item.rule)
def test_an_item_to_disclose_is_called_as_the_notice_calls_it(item: DisclosureItem) -> None:
    assert item.title in _paragraph(clause("disclosure"))


def test_a_limit_of_the_notice_stands_in_its_clause() -> None:
    of_notice = [limit for limit in limits().values() if limit.clause]
    assert of_notice
    for limit in of_notice:
        text = _paragraph(clause(limit.clause)).replace(" ", "")
        assert f"{limit.label.removesuffix('率')}{limit.value}{limit.unit}以上" in text


def test_the_notice_is_quoted_nowhere_under_numbers_that_it_does_not_have() -> None:
    known = {each.in_words.removeprefix("《通知》") for each in clauses().values()}
    known |= {each.cited for each in clauses().values()}
    files = [path for name in ("generator", "docs") for path in Path(name).rglob("*") if path.is_file()]
    texts = [
        path for path in files if path.suffix in {".py", ".j2", ".md", ".yaml"} and "adr" not in path.parts
    ]
    cited = [(str(path), found[1]) for path in texts for found in CITED.finditer(path.read_text("utf-8"))]
    assert [each for each in cited if each[1] not in known] == []
    prose = {path: path.read_text("utf-8") for path in texts if path.suffix in {".j2", ".md"}}
    assert [str(path) for path, text in prose.items() if re.search("通知[一二三四五](?:（| \\d)", text)] == []


def test_fields_cite_the_clauses_of_the_notice() -> None:
    cited = {entry.clause for file in dictionary() for entry in file.entries} - {""}
    assert "五（六）" in cited
    assert cited <= {each.cited for each in clauses().values()}


def test_a_clause_that_no_notice_has_cannot_be_cited() -> None:
    with pytest.raises(KeyError):
        duty("第六条", "")


def test_a_limit_of_the_portal_names_its_setting() -> None:
    assert agreed("concentration").text == "本栏目约定（承办集中度）"
    assert duty("supervision", "", limit="statistics").text == "五（三）；本栏目约定（交易数据报送）"
    assert COMPARED.text == ""


def test_every_limit_is_the_basis_of_a_rule() -> None:
    cited = "".join(entry.basis.other for entry in catalogue())
    limits = {name: TimeLimits.label_of(name) for name in TimeLimits.model_fields if name != "disclosure"}
    assert [name for name, label in limits.items() if f"约定（{label}）" not in cited] == []
    staleness = [StalenessDays.label_of(name) for name in StalenessDays.model_fields]
    assert [label for label in staleness if f"约定（更新时限 › {label}）" not in cited] == []


def test_citations_are_written_for_tables_and_for_sentences() -> None:
    assert (clause("disclosure").cited, clause("disclosure").in_words) == (
        "五（六）",
        "《通知》第五部分第（六）项",
    )
    assert (clause("training").cited, clause("training").in_words) == ("四 4", "《通知》第四部分第4项")
    assert (clause("goals").cited, clause("goals").in_words) == ("三", "《通知》第三部分")


def test_every_clause_has_its_anchor_on_the_page_of_the_notice() -> None:
    text = (POLICIES / "2020-226.md").read_text("utf-8").split("---", 2)[2]
    page = with_anchors(prose(text), clauses().values())
    for each in clauses().values():
        assert page.count(f'<p id="{each.anchor}">{each.begins}') == 1
