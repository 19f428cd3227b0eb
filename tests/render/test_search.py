"""The index as files: the same for the same data, little of it touched by a change, an update equal to a merge."""

import json
import re
import unicodedata
from collections import defaultdict
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.disclosure import CountyDisclosure
from generator.model.documents import Policy
from generator.model.project import Project
from generator.render.search import IndexedPart, index_part, merge, shards, update
from generator.render.search import changed_index as changes
from generator.render.search.part import _MARKS, SPACE
from generator.render.search.shards import ranges
from generator.render.search.text import _UNSEEN, grams, normalise
from generator.views.contractor import contractor_views
from generator.views.rows import project_row
from generator.views.search import (
    FieldClass,
    SearchPart,
    SearchRecord,
    contractor_parts,
    county_part,
    short_name,
)
from tests.support.portal import AS_OF
from tests.support.search_province import counties

SMALL = list(counties(12, projects=6, prose=40))


def parts(disclosed: list[CountyDisclosure]) -> list[IndexedPart]:
    """Counties and contractors, as the portal puts them together."""
    rows = [project_row(county, project, (), AS_OF) for county in disclosed for project in county.projects]
    found = [*map(county_part, disclosed), *contractor_parts(contractor_views(rows))]
    return [index_part(part).part for part in found]


def changed(
    before: list[IndexedPart], after: list[IndexedPart], files: dict[str, bytes]
) -> dict[str, bytes | None] | None:
    """What an update of ``files`` writes."""
    heads = [part.head for part in before], [part.head for part in after]
    return update(*heads, before.__getitem__, after.__getitem__, files.__getitem__)


def edited(county: CountyDisclosure, at: int, **values: object) -> CountyDisclosure:
    """The county with one project changed."""
    projects: list[Project] = list(county.projects)
    projects[at] = projects[at].model_copy(update=values)
    return replace(county, projects=tuple(projects))


def test_a_mark_is_the_character_of_its_number() -> None:
    assert "".join(map(chr, range(0xD800))) == _MARKS


def test_the_browser_is_told_of_every_record_of_a_county() -> None:
    """It numbers them by these counts: a record left out would give those after it another's address."""
    own = [
        Policy(id=f"{SMALL[1].code}-{name}", title=f"{name}办法", text="全文") for name in ("kaohe", "butie")
    ]
    disclosed = [SMALL[0], replace(SMALL[1], own_policies=tuple(own)), *SMALL[2:]]
    shares = [index_part(county_part(county)) for county in disclosed]
    files = merge([share.part for share in shares])
    told = json.loads(files["search/index.json"])["counties"]
    for (code, _, _, _, projects, cases, policies), share in zip(told, shares, strict=True):
        assert projects == "2020:1-6"
        assert 1 + 6 + cases + policies == len(json.loads(share.files[f"search/r/{code}.json"]))
        assert policies == (2 if code == SMALL[1].code else 0)


def test_records_of_a_county_in_another_order_are_refused() -> None:
    part = county_part(SMALL[0])
    turned = replace(part, records=part.records[::-1])
    with pytest.raises(ValueError, match="a county comes first"):
        merge([index_part(turned).part])


def test_equal_data_give_equal_bytes() -> None:
    assert merge(parts(SMALL)) == merge(parts(list(counties(12, projects=6, prose=40))))


def test_a_changed_title_touches_little() -> None:
    disclosed = list(counties(40))
    changed = [*disclosed[:3], edited(disclosed[3], 4, title="人参分拣中心扩建（三期）"), *disclosed[4:]]
    before, after = merge(parts(disclosed)), merge(parts(changed))
    assert before.keys() == after.keys()
    touched = {name for name in before if before[name] != after[name]}
    assert "search/index.json" in touched
    assert len(touched) <= 24
    assert not [name for name in touched if name.startswith("search/p/")]


def test_a_countys_share_looks_at_that_county_alone() -> None:
    alone = index_part(county_part(SMALL[5]))
    assert set(alone.files) == {f"search/{folder}/{SMALL[5].code}.json" for folder in "rt"}
    assert alone.part in parts(SMALL)


@pytest.mark.parametrize(("heavy", "common"), [(4096, 512), (8, 3)])
@settings(max_examples=25)
@given(
    edits=st.lists(
        st.tuples(
            st.integers(0, 11),
            st.integers(0, 5),
            st.sampled_from(["title", "description", "removed"]),
            st.text(alphabet="草莓冷链物流中心县a9-20 （", min_size=1, max_size=12),
        ),
        max_size=4,
    )
)
def test_an_update_equals_a_merge(heavy: int, common: int, edits: list[tuple[int, int, str, str]]) -> None:
    """Also where lists grow long or common, and where they cease to be."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(shards, "HEAVY", heavy)
        patch.setattr(shards, "COMMON", common)
        patch.setattr(changes, "COMMON", common)
        disclosed = list(SMALL)
        before = parts(disclosed)
        files = merge(before)
        for county, project, field, text in edits:
            own = disclosed[county].projects
            if field == "removed":
                disclosed[county] = replace(disclosed[county], projects=own[1:])
            elif own:
                disclosed[county] = edited(disclosed[county], project % len(own), **{field: text})
        after = parts(disclosed)
        written = changed(before, after, files)
        assert written is not None
        for name, data in written.items():
            if data is None:
                files.pop(name, None)
            else:
                files[name] = data
        assert files == merge(after)


def test_a_new_county_is_merged_anew() -> None:
    files = merge(parts(SMALL[:-1]))
    assert changed(parts(SMALL[:-1]), parts(SMALL), files) is None


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("２０５．００　万元", "205.00 万元"),
        ("1,234,567.00", "1234567.00"),
        ("Agri-Tech\u200b（虚构）", "agri-tech(虚构)"),
        ("  两\n行 ", "两 行"),
    ],
)
def test_what_is_compared(written: str, compared: str) -> None:
    assert normalise(written) == compared


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("，：；（）！？％　\u200b\u00a0\n1,234")))
def test_marks_replaced_beforehand_make_no_difference(text: str) -> None:
    folded = unicodedata.normalize("NFKC", _UNSEEN.sub("", text)).lower()
    plain = re.sub(r"([0-9]),(?=[0-9]{3})", r"\1", re.sub("[\\s\u0085]+", " ", folded)).strip()
    assert normalise(text) == plain


def test_a_gram_begins_at_every_character() -> None:
    assert grams("O2O店".lower()) == ["o2o", "2o", "o店", "店"]
    assert grams("91210698") == ["9121", "1210", "2106", "1069", "0698", "698", "98", "8"]
    assert grams("县") == ["县"]


TEXTS = st.text("县城物流a9.-o ", max_size=9)


@given(
    st.lists(st.lists(st.tuples(st.sampled_from(FieldClass), TEXTS), max_size=4), min_size=1, max_size=4),
)
def test_a_posting_says_where_its_gram_stands(fields: list[list[tuple[FieldClass, str]]]) -> None:
    """Record; then place in it, class, whether the gram begins and whether it ends the field, in one number."""
    records = [SearchRecord("projects", f"{at}", "", tuple(own)) for at, own in enumerate(fields)]
    expected: dict[str, set[str]] = defaultdict(set)
    for at, record in enumerate(records):
        position = 0
        for kind, field in record.fields:
            text = normalise(field)
            for offset, gram in enumerate(grams(text)):
                edges = 2 * (offset == 0) + (offset + len(gram) == len(text))
                number = SPACE + (position + offset) * 16 + kind * 4 + edges
                expected[gram].add(chr(SPACE + at) + chr(number))
            position += len(text) + 1
    lines = index_part(SearchPart("k0", tuple(records))).part.fields.split("\n")
    found = dict(line.split("\t") for line in lines if line)
    assert {
        gram: set(map("".join, zip(*[iter(own)] * 2, strict=True))) for gram, own in found.items()
    } == expected


@given(st.lists(st.tuples(st.text(), st.text()), max_size=3))
def test_what_a_result_shows_is_json(named: list[tuple[str, str]]) -> None:
    records = tuple(SearchRecord("projects", title, title, (), prose=prose) for title, prose in named)
    files = index_part(SearchPart("k0", records)).files
    shown, texts = (files[f"search/{folder}/k0.json"].decode() for folder in "rt")
    assert json.loads(shown) == [[title, title, "", "", -1, -1, [], [], [], []] for title, _ in named]
    assert texts == json.dumps(
        [prose.strip() for _, prose in named], ensure_ascii=False, separators=(",", ":")
    )


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("岫岩满族自治县", "岫岩县"),
        ("阜新蒙古族自治县", "阜新县"),
        ("湘西土家族苗族自治县", "湘西县"),
        ("青禾县", ""),
        ("莫力达瓦达斡尔族自治旗", "莫力达瓦旗"),
    ],
)
def test_the_everyday_name_of_an_autonomous_county(name: str, short: str) -> None:
    assert short_name(name) == short


def test_numbers_are_written_as_ranges() -> None:
    assert ranges(["2020-01", "2020-02", "2020-05", "2021-01"]) == "2020:1-2,5;2021:1"
    assert ranges([]) == ""
