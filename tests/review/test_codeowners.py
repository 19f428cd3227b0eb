"""CODEOWNERS as every platform reads it, from the one list; and the list itself."""

import re

import pytest
import yaml

from generator import intake
from generator.intake import read_maintainers
from generator.model.maintainers import MaintainerList
from generator.review.codeowners import codeowners
from tests.review.conftest import MAINTAINERS
from tests.support.project import ROOT
from tests.support.repository import Repository

PLACES = (
    ".github/CODEOWNERS",
    ".gitlab/CODEOWNERS",
    ".gitee/CODEOWNERS",
    ".gitcode/CODEOWNERS",
    ".gitea/CODEOWNERS",
)


def listed(text: str) -> MaintainerList:
    found = read_maintainers(text.encode())
    assert found is not None
    return found


def rules(text: str) -> list[tuple[str, list[str]]]:
    lines = [line.split() for line in text.splitlines() if not line.startswith("#")]
    return [(pattern, owners) for pattern, *owners in lines]


def test_the_files_of_this_repository_agree_with_its_list() -> None:
    written = codeowners(listed((ROOT / "content_data/maintainers.yaml").read_text("utf-8")))
    assert {place: (ROOT / place).read_text("utf-8") for place in written} == written
    assert tuple(written) == PLACES


def test_none_lies_where_two_platforms_read_it_differently() -> None:
    """Gitea takes the first of ./, ./docs/ and ./.gitea/ and reads regular expressions, the others patterns."""
    for place in ("CODEOWNERS", "docs/CODEOWNERS"):
        assert place not in PLACES
        assert not (ROOT / place).exists()


@pytest.mark.parametrize("place", PLACES)
def test_the_last_rule_that_fits_names_the_countys_own_and_the_province(place: str) -> None:
    found = rules(codeowners(listed(MAINTAINERS))[place])

    def owners(path: str) -> list[str]:
        if place.startswith(".gitea"):
            fitting = [names for pattern, names in found if re.fullmatch(pattern, path)]
        else:
            fitting = [names for pattern, names in found if _fits(pattern, path)]
        return fitting[-1]

    province = ["@province-admin", "@province/maintainers"]
    for own in (
        "content_data/site.yaml",
        ".github/workflows/check.yml",
        "content_data/counties/210298/plan.yaml",
    ):
        assert owners(own) == province
    assert owners("content_data/counties/210198/plan.yaml") == [
        "@Qinghe-SWJ",
        "@second",
        "@shenyang",
        *province,
    ]
    assert owners("content_data/counties/210197/projects/01.yaml") == ["@other", "@shenyang", *province]
    assert owners("content_data/counties/210112/county.yaml") == ["@shenyang", *province]


def _fits(pattern: str, path: str) -> bool:
    if pattern == "*":
        return True
    assert pattern.startswith("/") and pattern.endswith("/")
    return re.match(pattern[1:].replace("?", "[^/]"), path) is not None


def test_an_account_may_stand_with_or_without_its_sign() -> None:
    found = listed("维护人:\n  - 范围: 全省\n    账号: ['@a', b, '@组']\n".replace(", '@组'", ""))
    assert found.entries[0].accounts == ("a", "b")


@pytest.mark.parametrize(
    "entry",
    [
        {"范围": "全国", "账号": "a"},
        {"范围": "21", "账号": "a"},
        {"范围": "2101980", "账号": "a"},
        {"范围": "沈阳", "账号": "a"},
        {"范围": "全省", "账号": "a b"},
        {"范围": "全省", "账号": "青禾"},
        {"范围": "全省", "账号": "a@b.cn"},
        {"范围": "全省", "账号": "a\n* @b"},
        {"范围": "全省", "账号": "@"},
        {"范围": "全省", "账号": ""},
        {"范围": "全省"},
        {"账号": "a"},
        {"范围": "全省", "账号": "a", "备注": "甲"},
    ],
)
def test_a_wrong_entry_is_no_list(entry: dict[str, str]) -> None:
    assert read_maintainers(yaml.safe_dump({"维护人": [entry]}, allow_unicode=True).encode()) is None


def test_a_wrong_entry_is_told_where_it_stands(repository: Repository) -> None:
    repository.write("maintainers.yaml", "维护人:\n  - 范围: 全国\n    账号: 青禾县\n")
    found = [
        (one.code, one.place.line)
        for one in intake.read_portal(repository.content).problems
        if one.place.file == "maintainers.yaml"
    ]
    assert found == [("E004", 2), ("E004", 3)]
