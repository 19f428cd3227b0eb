"""Keeps the theme's templates compiled: a process that builds again, as a preview does, compiles none that did not change."""

from types import CodeType

from jinja2 import BytecodeCache, Environment
from jinja2.bccache import Bucket


class _InMemory(BytecodeCache):
    """Keeps code in this process; Jinja compares the digest of a template's text."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, ...], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._kept.get(_key(bucket))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._kept[_key(bucket)] = bucket.code


def _key(bucket: Bucket) -> tuple[str, ...]:
    return bucket.key, bucket.checksum, *bucket.environment.extensions


_IN_MEMORY = _InMemory()


def keep_compiled(theme: Environment) -> Environment:
    """Makes an environment as MkDocs has it for its theme share compiled templates with those before it."""
    theme.bytecode_cache = _IN_MEMORY
    return theme
