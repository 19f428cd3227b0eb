"""Why the system would not read or write is told in Chinese."""

import errno
import os

from generator.model.reasons import _REASONS, reason


def test_every_reason_is_in_chinese() -> None:
    for number, words in _REASONS.items():
        assert reason(OSError(number, os.strerror(number))) == words
        assert not words.isascii()


def test_what_is_hardly_met_is_told_in_the_system_s_words() -> None:
    assert reason(OSError(errno.ELOOP, os.strerror(errno.ELOOP))) == os.strerror(errno.ELOOP)
    assert reason(OSError("no number")) == "no number"
