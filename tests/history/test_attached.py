"""Attachments that were replaced, added or removed, told by size and digest; what may not be published is never named."""

import io
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from generator.history import PortalHistory, read_history
from generator.model.change import Weight, with_keys
from tests.intake.conftest import COUNTY, PROJECT, SITE
from tests.support.pdf_files import pdf
from tests.support.repository import Repository

FOLDER = "counties/210198/attachments"
ONE, TWO, THREE = (pdf(f"version {word}") for word in ("one", "two", "three"))
PRIVATE = pdf("call 13800138000")
MAJOR, ORDINARY = Weight.MAJOR, Weight.ORDINARY
Told = tuple[str, str, str, Weight]
"""Name, old and new value, weight."""


def told(data: bytes) -> str:
    return f"{len(data)} 字节，sha256 {sha256(data).hexdigest()}"


def picture(comment: str = "", colour: str = "red") -> bytes:
    made, exif = io.BytesIO(), Image.Exif()
    exif[0x010E] = comment
    Image.new("RGB", (16, 16), colour).save(made, "JPEG", exif=exif)
    return made.getvalue()


def put(**files: bytes | None) -> Callable[[Path], None]:
    """A step that writes attachments (``a`` is a.pdf), or removes them (None)."""

    def step(folder: Path) -> None:
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            path = folder / (f"{name}.pdf" if "_" not in name else name.replace("_", "."))
            if data is None:
                path.unlink()
            else:
                path.write_bytes(data)

    return step


CASES: dict[str, tuple[list[Callable[[Path], None]], list[Told]]] = {
    "replaced twice": (
        [put(a=ONE), put(a=TWO), put(a=THREE)],
        [("a.pdf", told(ONE), told(TWO), MAJOR), ("a.pdf", told(TWO), told(THREE), MAJOR)],
    ),
    "added to the others": ([put(a=ONE), put(b=TWO)], [("b.pdf", "", told(TWO), ORDINARY)]),
    "removed": ([put(a=ONE, b=TWO), put(a=None)], [("a.pdf", told(ONE), "", MAJOR)]),
    "the same bytes under another name": (
        [put(a=ONE), put(a=None, b=ONE)],
        [("a.pdf", told(ONE), "", MAJOR), ("b.pdf", "", told(ONE), ORDINARY)],
    ),
    "another kind of file instead": (
        [put(a=ONE), put(a=None, a_jpg=picture())],
        [("a.jpg", "", told(picture()), ORDINARY), ("a.pdf", told(ONE), "", MAJOR)],
    ),
    "removed, and later another under its name": (
        [put(a=ONE, b=ONE), put(a=None), put(b=TWO), put(a=THREE)],
        [
            ("a.pdf", told(ONE), "", MAJOR),
            ("b.pdf", told(ONE), told(TWO), MAJOR),
            ("a.pdf", told(ONE), told(THREE), MAJOR),
        ],
    ),
    "removed, and later back": (
        [put(a=ONE, b=ONE), put(a=None), put(a=ONE)],
        [("a.pdf", told(ONE), "", MAJOR), ("a.pdf", "", told(ONE), ORDINARY)],
    ),
    "removed with its folder, and another in it": (
        [put(a=ONE), put(a=None), put(a=TWO)],
        [("a.pdf", told(ONE), "", MAJOR), ("a.pdf", told(ONE), told(TWO), MAJOR)],
    ),
    "first one that may not be published": (
        [put(b=ONE), put(a=PRIVATE), put(a=TWO)],
        [("a.pdf", "", told(TWO), ORDINARY)],
    ),
    "one in between that may not be published": (
        [put(a=ONE), put(a=PRIVATE), put(b=TWO), put(a=THREE)],
        [("b.pdf", "", told(TWO), ORDINARY), ("a.pdf", told(ONE), told(THREE), MAJOR)],
    ),
    "one in between, and the first again": ([put(a=ONE), put(a=PRIVATE), put(a=ONE)], []),
    "removed while an earlier one stands": (
        [put(a=ONE), put(a=PRIVATE), put(a=None)],
        [("a.pdf", told(ONE), "", MAJOR)],
    ),
    "back as one that may not be published": (
        [put(a=ONE), put(a=None), put(a=PRIVATE), put(a=TWO)],
        [("a.pdf", told(ONE), "", MAJOR), ("a.pdf", told(ONE), told(TWO), MAJOR)],
    ),
    "never one that may be published": ([put(b=ONE), put(a=PRIVATE), put(a=None)], []),
    "a name with private data": ([put(b=ONE), put(**{"call13800138000": TWO}), put(**{"call13800138000": None})], []),
    "a kind of file that may not be attached": ([put(b=ONE), put(a_txt=b"one"), put(a_txt=b"two")], []),
    "not what its name says": ([put(b=ONE), put(a=b"no PDF"), put(a=b"no PDF at all")], []),
    "a picture with other remarks of the camera": ([put(a_jpg=picture("one")), put(a_jpg=picture("two"))], []),
    "another picture": (
        [put(a_jpg=picture()), put(a_jpg=picture("", "blue"))],
        [("a.jpg", told(picture()), told(picture("", "blue")), MAJOR)],
    ),
}  # fmt: skip


def found(history: PortalHistory) -> list[Told]:
    county = history.county("210198")
    assert county is not None
    assert {change.record for change in county.changes} <= {"210198/attachments"}
    return [(change.field, change.old, change.new, change.weight) for change in county.changes]


@pytest.fixture(scope="module")
def begun(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    made = Repository(tmp_path_factory.mktemp("attached") / "checkout")
    made.write("site.yaml", SITE)
    made.write("counties/210198/county.yaml", COUNTY.format(code="210198"))
    made.write("counties/210198/projects/01.yaml", PROJECT.format(code="210198", number="01"))
    return made


@pytest.mark.parametrize("case", CASES)
def test_what_is_told(begun: Repository, tmp_path: Path, case: str) -> None:
    """Read anew, and commit by commit from the store: the same."""
    repository = begun.copy(tmp_path / "checkout")
    steps, expected = CASES[case]
    for number, step in enumerate(steps):
        step(repository.content / FOLDER)
        repository.commit(str(number))
        grown = found(read_history(repository.content, tmp_path / "cache"))
    assert sorted(found(read_history(repository.content, None))) == sorted(expected) == sorted(grown)


def test_ids_rest_on_the_name_and_dates_on_the_commit(begun: Repository, tmp_path: Path) -> None:
    repository = begun.copy(tmp_path / "checkout")
    steps, _ = CASES["replaced twice"]
    for number, step in enumerate(steps):
        step(repository.content / FOLDER)
        last = repository.commit(str(number))
    history = read_history(repository.content, None)
    county = history.county("210198")
    assert county is not None
    assert [key for _, key in with_keys(county.changes)] == [
        "changes/210198/attachments/a.pdf/1",
        "changes/210198/attachments/a.pdf/2",
    ]
    assert county.changes[1].commit == last
    assert last in history.mark("210198")


def test_attachments_of_a_county_whose_code_changed_are_the_same(begun: Repository, tmp_path: Path) -> None:
    repository = begun.copy(tmp_path / "checkout")
    put(a=ONE, b=ONE)(repository.content / FOLDER)
    repository.commit("first")
    put(b=TWO)(repository.content / FOLDER)
    repository.commit("replaced")
    folder = repository.content / "counties/210198"
    folder.rename(folder.with_name("210197"))
    for path in ("county.yaml", "projects/01.yaml"):
        repository.change(f"counties/210197/{path}", "210198", "210197")
    repository.change("counties/210197/county.yaml", "示例数据", "原代码: ['210198']\n示例数据")
    repository.commit("renamed")
    history = read_history(repository.content, None).county("210197")
    assert history is not None
    attached = [change for change in history.changes if change.record.endswith("/attachments")]
    assert [(change.record, change.field) for change in attached] == [("210197/attachments", "b.pdf")]


def test_attachments_go_and_come_with_their_county(begun: Repository, tmp_path: Path) -> None:
    """What stood in a county that went is told where another comes back, and nothing else."""
    repository = begun.copy(tmp_path / "checkout")
    put(a=ONE, b=ONE)(repository.content / FOLDER)
    repository.commit("first")
    county = repository.content / "counties/210198"
    county.rename(tmp_path / "away")
    repository.commit("gone")
    put(b=TWO, c=ONE)(tmp_path / "away/attachments")
    (tmp_path / "away").rename(county)
    repository.commit("back")
    history = read_history(repository.content, None).county("210198")
    assert history is not None
    attached = [change for change in history.changes if change.record.endswith("/attachments")]
    assert [(one.field, one.old, one.new) for one in attached] == [("b.pdf", told(ONE), told(TWO))]
