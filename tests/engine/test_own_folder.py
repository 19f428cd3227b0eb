"""Folders of the cache, made by several processes at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from generator.engine.store.disk import own_folder


def test_processes_that_make_a_folder_at_once_do_not_meet(tmp_path: Path) -> None:
    """Both workers of a first build keep their first county at the same moment."""
    with ThreadPoolExecutor(4) as pool:
        for number in range(200):
            folder, together = tmp_path / str(number) / "texts", Barrier(4)

            def make(folder: Path = folder, together: Barrier = together) -> None:
                together.wait()
                own_folder(folder)

            for made in [pool.submit(make) for _ in range(4)]:
                made.result()
            assert folder.is_dir()


def test_a_file_in_the_place_of_a_folder_is_replaced(tmp_path: Path) -> None:
    folder = tmp_path / "texts"
    folder.write_bytes(b"in the way")
    own_folder(folder)
    assert folder.is_dir()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    own_folder(tmp_path / "link")
    assert (tmp_path / "link").is_dir()
