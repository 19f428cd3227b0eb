"""Every text in every writing, at every time: in nothing that is published, said or kept.

That each value is told at intake by itself is tried in ``test_private_everywhere``.
"""

import html
import json
import pickle
import random
import re
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from generator.engine import records_in_error
from generator.engine.steps.county_work import check_county
from generator.engine.steps.earlier_portal_files import portal_of
from generator.engine.steps.finding_turns import finding_turns
from generator.engine.steps.whole_portal import codes_of, ground_of, own_findings, province_of
from generator.history import read_history
from tests.support.leaks import Leaks
from tests.support.private_injections import When, crossed, one_after_another
from tests.support.private_province import AS_OF, PrivateProvince
from tests.support.private_site import SIXTY, built, leaked, shown
from tests.support.private_values import WRITINGS
from tests.support.project import ROOT

# the search itself

ESCAPES: dict[str, Callable[[str], str]] = {
    "as it is": str,
    "HTML": html.escape,
    "HTML in a feed": lambda text: html.escape(html.escape(text)),
    "JSON": json.dumps,
    "JSON of HTML": lambda text: json.dumps(html.escape(text)),
    "address": lambda text: quote(text, safe=""),
    "address in HTML": lambda text: html.escape(f"?a=1&b={quote(text)}"),
    "every character an entity": lambda text: "".join(f"&#{ord(mark)};" for mark in text),
    "calendar": lambda text: text.replace(",", "\\,").replace("\n", "\\n"),
    "parted by tags": lambda text: "<wbr>".join(re.findall(r"&#\d+;|(?s:.)", text)),
}


@pytest.mark.parametrize("escape", ESCAPES)
def test_the_search_finds_what_is_planted(escape: str) -> None:
    planted = {name: writing(random.Random(name)) for name, writing in WRITINGS.items()}
    leaks = Leaks.of(planted.items())
    page = (ROOT / "README.md").read_text("utf-8") + "2021-03-01 1234.56 万元 210198-2020-01 " * 50
    assert leaks.within(page.encode()) == set()
    unfound = [
        name
        for name, text in planted.items()
        if name not in leaks.within(f"{page}{ESCAPES[escape](text)}{page}".encode())
    ]
    assert unfound == []


# every text in every writing


WHEN = [When.TODAY, When.WITHHELD]
_FEW = 9
"""Every so many writings go the whole way: some of each kind."""


@pytest.mark.parametrize("when", WHEN, ids=lambda when: when.name.lower())
def test_no_text_in_any_writing_is_disclosed(tmp_path: Path, when: When) -> None:
    """Each text in each writing, in a record of its own: every page is drawn from what is disclosed."""
    province = PrivateProvince.make(tmp_path / "column", crossed(SIXTY, when))
    leaks = Leaks.of(province.texts())
    assert leaks.in_files(disclosed(province)) == {}


def disclosed(province: PrivateProvince) -> dict[str, bytes]:
    """All that a build has to draw from and to say: of each county, and of the province; as bytes and in words."""
    content = province.repository.content
    history = read_history(content, None)
    portal = portal_of(content, history)
    ground = ground_of(portal, content, None, AS_OF, history)
    own = own_findings(portal, ground, history)
    told: dict[str, object] = {"province": province_of(portal), "own": (ground, own, history.told(""))}
    found = [*own]
    for code in codes_of(portal, history):
        county = check_county(ground, code, history.county(code))
        found += county.findings
        told[code] = county, finding_turns(ground, code, county.history).turns
    assert records_in_error(found) == len(province.injections)
    made = {name: pickle.dumps(one) for name, one in told.items()}
    return made | {f"{name} in words": repr(one).encode() for name, one in told.items()}


@pytest.mark.parametrize("when", WHEN, ids=lambda when: when.name.lower())
def test_no_text_gets_out(tmp_path: Path, when: When) -> None:
    """The whole way, in some writings; in ``test_private_places`` all go it in turn."""
    some = {name: SIXTY[name] for name in [*SIXTY][::_FEW]}
    made = built(PrivateProvince.make(tmp_path / "column", crossed(some, when)))
    assert leaked(made) == {}
    assert f"{len(made.province.injections)} 条记录未通过核对".encode() in made.said["build"]


def test_no_text_that_was_corrected_gets_out(tmp_path: Path) -> None:
    """Each text, commit by commit in each writing, between two that are sound: the change tells of these alone."""
    made = built(PrivateProvince.make(tmp_path / "column", one_after_another(SIXTY)))
    assert leaked(made) == {}
    found = shown(made)
    unshown = [one.leaf.name for one in made.province.injections if one.marker not in found]
    assert [name for name in unshown if not is_shown_beside_another(name)] == []


def is_shown_beside_another(name: str) -> bool:
    """A reference to something else is shown as that; a national average beside a county's goal of the same name."""
    references = ("更正", "附件", "文件", "对象", "县", "相关政策文件")
    return name.endswith(references) or name.startswith("national")
