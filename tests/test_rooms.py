"""Names of rooms and files: a newcomer tells from a name where something is."""

from collections import defaultdict
from pathlib import Path

ROOMS = Path(__file__).parents[1] / "generator"


def test_a_file_name_stands_in_at_most_two_rooms() -> None:
    places = defaultdict(list)
    for path in ROOMS.rglob("*.py"):
        if path.name != "__init__.py":
            places[path.name].append(path.relative_to(ROOMS).as_posix())
    assert {name: found for name, found in places.items() if len(found) > 2} == {}


def test_every_room_says_what_it_is() -> None:
    for path in ROOMS.rglob("*.py"):
        first = path.read_text("utf-8").partition("\n")[0]
        assert first.startswith(('"""', 'r"""')), path


def test_no_module_is_longer_than_four_hundred_lines() -> None:
    lengths = {
        path.relative_to(ROOMS).as_posix(): len(path.read_text("utf-8").splitlines())
        for path in ROOMS.rglob("*.py")
    }
    assert {name: lines for name, lines in lengths.items() if lines > 400} == {}
