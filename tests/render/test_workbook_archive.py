"""Archives of pieces that are compressed alone: any program reads them, and a piece can be taken from an earlier one."""

from io import BytesIO
from zipfile import ZipFile

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.render.open_workbook.archive import Archive, Packer, Piece


def piece(data: bytes) -> Piece:
    packer = Packer()
    packer.add(data)
    return packer.piece()


CONTENTS = st.lists(st.tuples(st.booleans(), st.binary(max_size=300).map(lambda data: data * 40)), max_size=6)


@settings(max_examples=60, deadline=None)
@given(st.lists(CONTENTS, max_size=4))
def test_files_of_bytes_and_pieces_are_read_again(files: list[list[tuple[bool, bytes]]]) -> None:
    archive = Archive()
    for number, contents in enumerate(files):
        archive.add(f"f/{number}.xml", [piece(data) if is_piece else data for is_piece, data in contents])
    with ZipFile(BytesIO(archive.data())) as read:
        assert read.testzip() is None
        assert [read.read(name) for name in read.namelist()] == [
            b"".join(data for _, data in contents) for contents in files
        ]


def test_a_piece_is_taken_from_an_earlier_archive() -> None:
    own = piece("项目".encode() * 900)
    first = Archive()
    first.add("other", [b"before"])
    [start] = first.add("sheet", [b"head", own, b"tail"])
    taken = first.data()[start : start + len(own.compressed)]
    assert taken == own.compressed
    second = Archive()
    second.add("sheet", [b"another head", own._replace(compressed=taken)])
    with ZipFile(BytesIO(second.data())) as read:
        assert read.testzip() is None
        assert read.read("sheet") == b"another head" + "项目".encode() * 900
