"""The entries of a tree, read from its bytes, are those that libgit2 lists."""

import os
from pathlib import Path

import pygit2
import pytest
from pygit2.enums import FileMode

from generator.history.blobs import Blob, Entries
from generator.history.trees import differing, entries_of
from generator.history.unreadable import UnreadableError

_NAMES = {
    b"plan.yaml": FileMode.BLOB,
    "说明.md".encode(): FileMode.BLOB,
    b"run.sh": FileMode.BLOB_EXECUTABLE,
    b"old\xff\xfe.csv": FileMode.BLOB,
    b"two words\nand lines": FileMode.BLOB,
    b"100644 x": FileMode.BLOB,
    b"link": FileMode.LINK,
    b"vendor": FileMode.COMMIT,
    b"folder": FileMode.TREE,
    b"folder.txt": FileMode.BLOB,
}


@pytest.fixture
def repository(tmp_path: Path) -> pygit2.Repository:
    return pygit2.init_repository(str(tmp_path / "repository"))


def listed(tree: pygit2.Tree) -> Entries:
    """What libgit2 says."""
    return {
        (os.fsdecode(entry.raw_name or b""), entry.filemode == FileMode.TREE): Blob(
            str(entry.id), entry.filemode not in {FileMode.LINK, FileMode.COMMIT}
        )
        for entry in tree
    }


def written(repository: pygit2.Repository, names: dict[bytes, FileMode]) -> pygit2.Tree:
    """A tree with these names, in git's order: as bytes, since no binding writes a name that is no UTF-8."""
    ids = {FileMode.TREE: repository.TreeBuilder().write(), FileMode.COMMIT: pygit2.Oid(hex="a1" * 20)}
    blob = repository.create_blob(b"\0\n100644 x\0")
    parts = [
        b"%o %s\0" % (mode, name) + ids.get(mode, blob).raw
        for name, mode in sorted(names.items(), key=lambda item: item[0] + b"/" * (item[1] == FileMode.TREE))
    ]
    tree = repository[repository.odb.write(pygit2.enums.ObjectType.TREE, b"".join(parts))]
    assert isinstance(tree, pygit2.Tree)
    return tree


@pytest.mark.parametrize("names", [{}, *({name: mode} for name, mode in _NAMES.items()), _NAMES])
def test_entries_are_those_that_libgit2_lists(
    repository: pygit2.Repository, names: dict[bytes, FileMode]
) -> None:
    tree = written(repository, names)
    found = entries_of(tree.read_raw())
    assert found == listed(tree)
    assert list(found) == list(listed(tree))


def test_a_name_may_hold_what_an_id_holds(repository: pygit2.Repository) -> None:
    """Ids are any bytes: also those of a mode, a blank and the end of a name."""
    builder = repository.TreeBuilder()
    ids = [b"100644 a\0" + b"\0" * 11, b"\n" * 20, b" 40000 folder\0\0\0\0\0\0\0"]
    for number, id_ in enumerate(ids):
        builder.insert(f"{number}.yaml", pygit2.Oid(raw=id_), FileMode.COMMIT)
    tree = repository[builder.write()]
    assert isinstance(tree, pygit2.Tree)
    assert [blob.id for blob in entries_of(tree.read_raw()).values()] == [id_.hex() for id_ in ids]


def test_two_trees_are_told_by_what_only_one_has(repository: pygit2.Repository) -> None:
    old = written(repository, _NAMES)
    others = {name: mode for name, mode in _NAMES.items() if name not in {b"link", b"folder"}}
    new = written(repository, others | {b"folder": FileMode.BLOB, b"new": FileMode.BLOB})
    went, came = differing(old.read_raw(), new.read_raw())
    before, after = listed(old), listed(new)
    assert went == dict(before.items() - after.items())
    assert came == dict(after.items() - before.items())
    assert differing(b"", new.read_raw()) == ({}, after)
    assert differing(old.read_raw(), b"") == (before, {})


@pytest.mark.parametrize("cut", [1, 20, 21, 25])
def test_a_tree_that_is_none_is_no_empty_folder(repository: pygit2.Repository, cut: int) -> None:
    tree = written(repository, {b"plan.yaml": FileMode.BLOB, b"second.yaml": FileMode.BLOB}).read_raw()
    for damaged in (tree[:-cut], tree + b"x" * cut, b"\xff" + tree):
        with pytest.raises(UnreadableError):
            entries_of(damaged)
        with pytest.raises(UnreadableError):
            differing(tree, damaged)
