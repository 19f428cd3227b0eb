"""For tests of this room: libraries are asked anew, and the program's folder is not filled with shapes of examples."""

from collections.abc import Iterator

import pytest

from generator.render import kept


@pytest.fixture(autouse=True, scope="module")
def _nothing_kept() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(kept, "bytecode_folder", lambda: None)
        yield
