"""/manifest.json: what a build published, so that anybody can verify it and the next build can compare itself with it.

Digests are taken when files are written, and are kept with each part of the build as lines of the manifest, so that
unchanged files are not hashed again. A digest is always that of a whole published file, never of a value.
"""

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Annotated

from pydantic import Field, TypeAdapter, ValidationError

from generator.engine.output.file_digests import DIGESTS, ENTRY_IDS, id_lines
from generator.engine.output.mark import MANIFEST
from generator.engine.steps.ongoing_build import OngoingBuild
from generator.engine.store.cache import digest_of
from generator.history.delivered import Batch, Delivered
from generator.model.former_codes import NO_FORMER_CODES, FormerCodes

__all__ = ["MANIFEST", "Before", "Head", "Manifest", "add_manifest", "manifest_schema", "read_manifest"]

_COMMIT = re.compile(rb'\{\n"format":1,\n"commit":"([0-9a-f]*)"')
_RECORD = re.compile(
    rb'"((?:cases|cities|contractors|counties|notices|policies|projects)/(?!index\.html")[^/"]+)\.html":'
)

Sha256 = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
ObjectId = Annotated[str, Field(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$")]


@dataclass(frozen=True, slots=True)
class Before:
    """与之比较的上一份清单。"""

    sha256: Annotated[Sha256, Field(description="上一份清单文件的摘要值")]
    commit: Annotated[ObjectId, Field(description="上一份清单的提交")]
    as_of: Annotated[date, Field(description="上一份清单的数据截至日")]


@dataclass(frozen=True, slots=True)
class Manifest:
    """公开清单：一次生成公开了什么。"""

    format: Annotated[int, Field(description="本清单的格式，现为 1", ge=1)]
    commit: Annotated[ObjectId, Field(description="数据所在的提交；无 git 历史时为空")]
    tree: Annotated[ObjectId, Field(description="该提交的目录树；无 git 历史时为空")]
    as_of: Annotated[date, Field(description="数据截至日")]
    published: Annotated[Before | None, Field(description="--published 给出的上一份清单；未给出时为 null")]
    versions: Annotated[dict[str, str], Field(description="本软件和决定网页内容的依赖的版本")]
    records: Annotated[
        dict[str, date],
        Field(description="每个记录的网址（不带 .html）→ 最早见于哪一份清单（该清单的数据截至日）"),
    ]
    entries: Annotated[dict[str, date], Field(description="每个订阅条目的编号 → 最早见于哪一份清单")]
    files: Annotated[dict[str, Sha256], Field(description="每个文件的地址 → SHA-256，本清单自身除外")]
    incomplete: Annotated[str, Field(description="变更记录为什么不完整；完整时无此项")] = ""
    history: Annotated[
        Delivered, Field(description="变更记录里已公开的各项，下一次生成据以沿用编号和日期")
    ] = field(default_factory=Delivered)


@dataclass(frozen=True)
class Head:
    """What a manifest says of the build as a whole."""

    commit: str
    tree: str
    as_of: date
    versions: Mapping[str, str]
    before: Before | None = None
    incomplete: str = ""
    """Why the change record is not whole, in Chinese; empty if it is."""


def add_manifest(
    ongoing: OngoingBuild,
    head: Head,
    own_ids: Iterable[str],
    earlier: Manifest | None = None,
    former: FormerCodes = NO_FORMER_CODES,
    delivered: Callable[[], Delivered] = Delivered,
) -> None:
    """Adds the manifest of all parts of the ongoing build; keeps the earlier one if nothing changed.

    Args:
        own_ids: ids of feed entries that belong to no county, in the order of output.
        earlier: the manifest before this one, which has the days on which records and entries were first seen.
        former: former codes of counties; pages at such addresses are not listed as records.
        delivered: returns what the change record delivers; it depends on the head alone.
    """
    own = id_lines(own_ids)
    parts = [ongoing.digest(piece, besides=MANIFEST) for piece in (DIGESTS, ENTRY_IDS)]
    key = digest_of(head, own, parts)

    def files() -> Iterator[tuple[str, bytes]]:
        lines = _lines(ongoing.each(DIGESTS, besides=MANIFEST))
        ids = [*_lines(ongoing.each(ENTRY_IDS, besides=MANIFEST)), *_lines([own])]
        yield MANIFEST, _document(head, ids, sorted(lines), earlier, former, delivered())

    ongoing.make(MANIFEST, key, files)


def _lines(pieces: Iterable[bytes]) -> list[bytes]:
    return b"\n".join(piece for piece in pieces if piece).split(b"\n")


def _document(
    head: Head,
    ids: list[bytes],
    files: list[bytes],
    earlier: Manifest | None,
    former: FormerCodes,
    delivered: Delivered,
) -> bytes:
    records = [b'"%s"' % stem for line in files if line for stem in _RECORD.findall(line)]
    known: Mapping[str, date] = earlier.records if earlier else {}
    if former.heirs:
        records = [record for record in records if former.path(name := json.loads(record)) == name]
        known = _under_codes_of_today(known, former)
    members = {
        "format": b"1",
        "commit": _json(head.commit),
        "tree": _json(head.tree),
        "as_of": _json(head.as_of),
        "published": _json(asdict(head.before) if head.before else None),
        **({"incomplete": _json(head.incomplete)} if head.incomplete else {}),
        "versions": _json(dict(sorted(head.versions.items()))),
        "records": _object(_dated(records, head.as_of, known)),
        "entries": _object(_dated(filter(None, ids), head.as_of, earlier.entries if earlier else {})),
        "files": _object(filter(None, files)),
        "history": _object(_history(delivered)),
    }
    return (
        b"{\n" + b",\n".join(b'"%s":%s' % (name.encode(), text) for name, text in members.items()) + b"\n}\n"
    )


def _dated(names: Iterable[bytes], as_of: date, known: Mapping[str, date]) -> Iterator[bytes]:
    """Yields ``"name":"YYYY-MM-DD"`` for each JSON string: the day on which it was first seen."""
    new = b'"%s"' % as_of.isoformat().encode()
    if not known:
        yield from (b"%s:%s" % (name, new) for name in names)
        return
    for name in names:
        first = known.get(json.loads(name))
        yield b'%s:"%s"' % (name, first.isoformat().encode()) if first else b"%s:%s" % (name, new)


def _history(delivered: Delivered) -> Iterator[bytes]:
    yield b'"is_kept":' + _json(delivered.is_kept)
    yield b'"begins":' + _json(delivered.begins)
    batches = b",\n".join(_json(_batch(batch)) for batch in delivered.batches)
    yield b'"batches":[%s]' % batches


def _batch(batch: Batch) -> dict[str, object]:
    """What of a batch is written: what is empty is left out."""
    return {name: value for name, value in asdict(batch).items() if value}


def _under_codes_of_today(known: Mapping[str, date], former: FormerCodes) -> Mapping[str, date]:
    found: dict[str, date] = {}
    for name, day in known.items():
        today = former.path(name)
        found[today] = min(day, found.get(today, day))
    return found


def _object(members: Iterable[bytes]) -> bytes:
    lines = b",\n".join(members)
    return b"{\n" + lines + b"\n}" if lines else b"{}"


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, default=_text, separators=(",", ":")).encode()


def _text(value: object) -> str:
    return value.isoformat() if isinstance(value, datetime) else str(value)


def commit_of(path: Path) -> str:
    """Returns the commit in the manifest at a path; empty if it has none or cannot be read."""
    try:
        with path.open("rb") as file:
            return commit_in(file.read(200))
    except OSError:
        return ""


def commit_in(manifest: bytes) -> str:
    """Returns the commit in a manifest, of which 200 bytes are enough; empty if it has none or is not ours."""
    found = _COMMIT.match(manifest)
    return found[1].decode() if found else ""


@cache
def _reader() -> TypeAdapter[Manifest]:
    """Made lazily, as most builds read no manifest."""
    return TypeAdapter(Manifest)


def read_manifest(data: bytes) -> Manifest:
    """Parses a manifest.

    Raises:
        ValueError: it is not a manifest; the message is the end of a Chinese sentence.
    """
    try:
        return _reader().validate_json(data)
    except ValidationError:
        raise ValueError("不是公开清单（网站根目录下的 manifest.json）。") from None


def manifest_schema() -> str:
    """Returns the JSON Schema (2020-12) of ``Manifest``, the text of docs/manifest.schema.json."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **_reader().json_schema(),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
