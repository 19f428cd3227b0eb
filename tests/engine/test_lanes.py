"""The two lanes give the same site: shells filled by us, and every page through the theme by MkDocs."""

from pathlib import Path

from tests.support.project import build, project, tree

ALL = tuple(path.name for path in sorted((Path(__file__).parents[2] / "content_data/counties").iterdir()))


def test_both_lanes_give_the_same_bytes(tmp_path: Path) -> None:
    fast, slow = project(tmp_path / "fast", ALL), project(tmp_path / "slow", ALL, fast_lane="false")
    assert build(fast, workers=2) == 0
    assert build(slow) == 0
    ours, theirs = tree(fast / "site"), tree(slow / "site")
    assert ours.keys() == theirs.keys()
    assert sum(address.startswith("projects/") and address.endswith(".html") for address in ours) > 80
    assert [address for address in ours if ours[address] != theirs[address]] == []
