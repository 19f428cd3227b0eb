"""A province that clerks edit at random, and what a reader must be told of each commit of its main line.

The truth is kept here, thing by thing, in dictionaries of this module's own: neither the rows' keys nor places in lists
nor anything else of the product takes part. ``predicted`` knows only what each version of the province says.
"""

import subprocess
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from random import Random
from typing import NamedTuple, TypeVar

from generator.model.beijing import BEIJING
from tests.support.repository import Repository

COUNTIES = ("210101", "210102", "210103")
ITEMS = "资金用途"
WHOLE = "记录"
K = TypeVar("K")
V = TypeVar("V")
_COLUMNS = ("金额", "收款单位", "用途")
_OFFICIAL = "栏目名称: 示例\n开栏日期: 2022-03-01\n"


@dataclass(frozen=True)
class Thing:
    """A project, a plan, a policy document or a payment, in one version."""

    kind: str
    county: str
    name: str
    """The number by which people know it: project number, voucher number, ..."""
    file: str
    said: dict[str, str]
    items: dict[str, str] = field(default_factory=dict)
    """What money is for → amount."""


class Told(NamedTuple):
    """A change as the oracle words it: of a payment, ``what`` is its voucher number and the column."""

    record: str
    what: str
    old: str
    new: str


@dataclass(frozen=True)
class Version:
    """What the province says in one commit, and how it is written."""

    things: dict[int, Thing]
    styles: dict[str, int]


@dataclass
class Commit:
    version: Version
    parents: tuple[int, ...]
    time: int
    id: str = ""


class Province:
    """A repository that grows by random edits; ``tips`` are the successive heads of its main branch."""

    def __init__(self, seed: int) -> None:
        self._random = Random(seed)
        self._numbers = 0
        self._clock = datetime(2022, 3, 1, 9, tzinfo=BEIJING)
        self._gone: dict[int, Thing] = {}
        self.commits: list[Commit] = []
        self.tips: list[int] = []
        things = [self._project(code) for code in COUNTIES for _ in range(3)]
        things += [self._payment(code) for code in COUNTIES for _ in range(4)]
        things += [
            Thing("plan", code, "plan", "plan.yaml", {"标题": f"方案{code}", "文号": "一号"})
            for code in COUNTIES
        ]
        things.append(Thing("policy", "", "notice", "notice.md", {"标题": "通知", "文号": "一号"}))
        self._commit(Version(dict(enumerate(things)), {}), ())

    def grow(self, commits: int) -> None:
        """Adds commits: most of them one after the other, some in branches that are merged in either direction."""
        self.tips.append(0)
        while len(self.commits) < commits:
            chance = self._random.random()
            if chance < 0.9:
                self.tips.append(self._edited(self.tips[-1], COUNTIES))
            else:
                self._branch(is_foxtrot=chance < 0.95)

    def line(self, tip: int) -> list[Commit]:
        """The commits of the main line with this head, oldest first."""
        found = [self.commits[tip]]
        while found[-1].parents:
            found.append(self.commits[found[-1].parents[0]])
        return found[::-1]

    def write(self, repository: Repository) -> None:
        """Writes all commits, and the last tip as the one that is checked out."""
        stream = bytearray()
        for number, commit in enumerate(self.commits):
            by = f"clerk <clerk@example.gov.cn> {commit.time} +0800\n"
            head = f"commit refs/heads/all\nmark :{number + 1}\nauthor {by}committer {by}data 4\nedit"
            links = "".join(
                f"\n{'merge' if place else 'from'} :{parent + 1}"
                for place, parent in enumerate(commit.parents)
            )
            stream += f"{head}{links}\ndeleteall\n".encode()
            for path, text in _files(commit.version).items():
                data = text.encode()
                stream += f"M 100644 inline content_data/{path}\ndata {len(data)}\n".encode() + data + b"\n"
            stream += b"\n"
        stream += f"reset refs/heads/main\nfrom :{self.tips[-1] + 1}\n\n".encode()
        marks = repository.root / ".git/marks"
        command = ["git", "-C", str(repository.root), "fast-import", "--quiet", f"--export-marks={marks}"]
        subprocess.run(command, input=bytes(stream), check=True)
        for line in marks.read_text("utf-8").splitlines():
            mark, id_ = line.split()
            self.commits[int(mark[1:]) - 1].id = id_
        repository.git("reset", "--quiet", "--hard", "main")

    def _branch(self, *, is_foxtrot: bool) -> None:
        """One county works in a branch while the others go on; merged, or pulled (foxtrot) and pushed."""
        own = self._random.choice(COUNTIES)
        others = tuple(code for code in COUNTIES if code != own)
        base = main = branch = self.tips[-1]
        for _ in range(self._random.randint(1, 3)):
            branch = self._edited(branch, (own,))
            main = self._edited(main, others)
            self.tips.append(main)
        first, second = (branch, main) if is_foxtrot else (main, branch)
        merged = _merged(*(self.commits[number].version for number in (base, first, second)))
        self.tips.append(self._commit(merged, (first, second)))

    def _commit(self, version: Version, parents: tuple[int, ...]) -> int:
        self._clock += timedelta(hours=1)
        moment, chance = self._clock, self._random.random()
        if parents and chance < 0.03:
            moment = datetime(2099, 1, 1, tzinfo=BEIJING)
        elif parents and chance < 0.06:
            moment = datetime(1999, 1, 1, tzinfo=BEIJING)
        elif parents and chance < 0.12:
            moment -= timedelta(hours=self._random.randint(1, 60))
        self.commits.append(Commit(version, parents, int(moment.timestamp())))
        return len(self.commits) - 1

    def _edited(self, parent: int, counties: tuple[str, ...]) -> int:
        version = self.commits[parent].version
        things, styles = dict(version.things), dict(version.styles)
        for _ in range(self._random.choice((1, 1, 1, 2, 4))):
            number = self._edit(things, counties)
            if number is not None:
                styles[_path(things.get(number) or self._gone[number])] = self._random.randrange(1 << 30)
        return self._commit(Version(things, styles), (parent,))

    def _edit(self, things: dict[int, Thing], counties: tuple[str, ...]) -> int | None:
        """Edits one thing; returns its number, None if nothing was to be edited."""
        random = self._random
        back = [
            number
            for number, thing in self._gone.items()
            if number not in things and thing.county in counties
        ]
        own = [number for number, thing in things.items() if thing.county in counties or not thing.county]
        if counties != COUNTIES:
            own = [number for number in own if things[number].county]
        chance = random.random()
        if back and chance < 0.2:
            number = random.choice(back)
            thing = self._gone[number]
            if random.random() < 0.7:
                thing = self._otherwise(thing)
            if random.random() < 0.5:
                thing = self._moved(thing)
            things[number] = thing
        elif chance < 0.27:
            code = random.choice(counties)
            number = 1000 + self._number()
            things[number] = self._project(code) if random.random() < 0.3 else self._payment(code)
        elif not own:
            return None
        elif chance < 0.42:
            number = random.choice(own)
            self._gone[number] = things.pop(number)
        elif chance < 0.5:
            number = random.choice(own)
            things[number] = self._moved(things[number])
        elif chance < 0.6:
            number = random.choice(own)  # only written otherwise
        else:
            number = random.choice(own)
            things[number] = self._otherwise(things[number])
        return number

    def _otherwise(self, thing: Thing) -> Thing:
        """The same thing with another value, one more, or one less."""
        random, chance = self._random, self._random.random()
        if thing.kind == "project" and chance < 0.5:
            items = dict(thing.items)
            if items and chance < 0.2:
                del items[random.choice(list(items))]
            elif items and chance < 0.3:
                items[random.choice(list(items))] = self._amount()
            else:
                items[random.choice(("货架", "分拣线", "冷库", "系统", "车辆", "培训"))] = self._amount()
            return replace(thing, items=items)
        said = dict(thing.said)
        if thing.kind == "project":
            label = random.choice(("扶持资金额度", "建设内容", "完成时限"))
        elif thing.kind == "row":
            label = random.choice(_COLUMNS)
        else:
            label = "文号"
        if label in said and label not in {"金额", "收款单位"} and random.random() < 0.25:
            del said[label]
        elif label in {"扶持资金额度", "金额"}:
            said[label] = self._amount()
        elif label == "完成时限":
            said[label] = f"{2023 + self._number() % 9}-{1 + self._number() % 12:02d}-01"
        else:
            said[label] = f"内容第{self._number()}版"
        return replace(thing, said=said)

    def _moved(self, thing: Thing) -> Thing:
        return replace(thing, file=f"{self._number() + 100:04d}.yaml") if thing.kind == "project" else thing

    def _project(self, code: str) -> Thing:
        number = self._number()
        said = {"项目名称": f"项目{number}号", "扶持资金额度": self._amount(), "建设内容": f"内容{number}"}
        items = {"货架": self._amount(), "分拣线": self._amount()}
        return Thing("project", code, f"{code}-2020-{number:04d}", f"{number + 100:04d}.yaml", said, items)

    def _payment(self, code: str) -> Thing:
        said = {"金额": self._amount(), "收款单位": "甲公司", "用途": "首付款"}
        return Thing("row", code, f"凭证{self._number()}号", "payments.csv", said)

    def _number(self) -> int:
        self._numbers += 1
        return self._numbers

    def _amount(self) -> str:
        return f"{self._number()}.{self._random.choice(('00', '50', '25'))}"


def predicted(line: Sequence[Version]) -> list[set[Told]]:
    """What each version of a main line changes of what was public, whatever lies between."""
    public: dict[int, Thing] = {}
    last: dict[int, Thing] = {}
    emptied: dict[tuple[int, str], str] = {}
    found: list[set[Told]] = []
    for version in line:
        told: set[Told] = set()
        for number, thing in public.items():
            if number not in version.things:
                told.add(_told(thing, WHOLE, _summary(thing), ""))
        for number, thing in version.things.items():
            before = last.get(number)
            changes = list(_changes(number, before, thing, emptied)) if before else []
            if before and not changes and number not in public:
                changes = [_told(thing, WHOLE, "", _summary(thing))]
            told.update(changes)
            last[number] = thing
        public = version.things
        found.append(told)
    return found


def _changes(number: int, before: Thing, after: Thing, emptied: dict[tuple[int, str], str]) -> list[Told]:
    found = []
    was, now = _facts(before), _facts(after)
    for label in was.keys() | now.keys():
        old, new = was.get(label, ""), now.get(label, "")
        if old == new:
            continue
        if label in after.items and label in before.items:
            label_told, old_told, new_told = f"{ITEMS} › “{label}” › 金额", old, new
        elif label in after.items or label in before.items:
            if not old:
                old = emptied.get((number, label), "")
                old = "" if old == new else old
            label_told = f"{ITEMS} › “{label}”"
            old_told, new_told = (f"金额 {value} 万元" if value else "" for value in (old, new))
        else:
            if not old:
                old = emptied.get((number, label), "")
                old = "" if old == new else old
            label_told, old_told, new_told = _label(after, label), old, new
        if not new:
            emptied[number, label] = old
        found.append(_told(after, label_told, old_told, new_told))
    return found


def _facts(thing: Thing) -> dict[str, str]:
    return thing.said | thing.items


def _label(thing: Thing, label: str) -> str:
    return f"实施方案 › {label}" if thing.kind == "plan" else label


def _told(thing: Thing, what: str, old: str, new: str) -> Told:
    if thing.kind == "row":
        return Told(f"{thing.county}/payments", f"{thing.name} {what}", old, new)
    record = {"project": thing.name, "plan": f"{thing.county}/plan", "policy": "policies/notice"}[thing.kind]
    return Told(record, what, old, new)


def _summary(thing: Thing) -> str:
    if thing.kind == "row":
        return "，".join(f"{column} {thing.said[column]}" for column in _COLUMNS if thing.said.get(column))
    return {"project": thing.said.get("项目名称", ""), "plan": "已公开", "policy": "通知"}[thing.kind]


def dates(written: Sequence[int], today: date) -> list[int]:
    """When readers could first see each commit of a main line, by the rule on odd clocks."""
    midnight = datetime(today.year, today.month, today.day, tzinfo=BEIJING)
    end = int((midnight + timedelta(days=1)).timestamp())
    found: list[int] = []
    for place, own in enumerate(written):
        known = [one for one in written[place:] if one < end]
        time = own if own < end else (known[0] if known else int(midnight.timestamp()))
        found.append(max([time, *found[-1:]]))
    return found


def _merged(base: Version, first: Version, second: Version) -> Version:
    return Version(
        _both(base.things, first.things, second.things), _both(base.styles, first.styles, second.styles)
    )


def _both(root: dict[K, V], one: dict[K, V], other: dict[K, V]) -> dict[K, V]:
    """What two branches make of ``root``; where both changed something, the first holds."""
    chosen = {
        key: other.get(key) if one.get(key) == root.get(key) else one.get(key)
        for key in dict.fromkeys([*root, *one, *other])
    }
    return {key: value for key, value in chosen.items() if value is not None}


def _path(thing: Thing) -> str:
    if not thing.county:
        return f"policies/{thing.file}"
    folder = f"counties/{thing.county}"
    return f"{folder}/projects/{thing.file}" if thing.kind == "project" else f"{folder}/{thing.file}"


def _files(version: Version) -> dict[str, str]:
    """The files of a version, in the style of each: order, quotes, comments and zeros are the clerk's whim."""
    found = {"site.yaml": _OFFICIAL}
    found |= {f"counties/{code}/county.yaml": f"名称: 示例{code[-1]}县\n" for code in COUNTIES}
    rows: dict[str, list[Thing]] = {f"counties/{code}/payments.csv": [] for code in COUNTIES}
    for thing in version.things.values():
        path = _path(thing)
        if thing.kind == "row":
            rows[path].append(thing)
        else:
            found[path] = _record(thing, Random(version.styles.get(path, 0)))
    for path, own in rows.items():
        random = Random(version.styles.get(path, 0))
        random.shuffle(own)
        lines = [
            f"2022-01-10,{row.county}-2020-0001,{','.join(_cell(row.said.get(column, ''), random) for column in _COLUMNS)},{row.name}"
            for row in own
        ]
        found[path] = "\n".join(["日期,项目编号,金额,收款单位,用途,凭证号", *lines, ""])
    return found


def _cell(text: str, random: Random) -> str:
    return f'"{text}"' if text and random.random() < 0.3 else _amount_as_written(text, random)


def _amount_as_written(text: str, random: Random) -> str:
    is_whole = text.endswith(".00") and text[:-3].isdigit()
    return text[:-3] if is_whole and random.random() < 0.4 else text


def _record(thing: Thing, random: Random) -> str:
    def value(text: str) -> str:
        return f"'{text}'" if random.random() < 0.3 else _amount_as_written(text, random)

    lines = [f"{label}: {value(text)}" for label, text in thing.said.items()]
    random.shuffle(lines)
    if thing.kind == "plan":
        return "\n".join(["实施方案:", *(f"  {line}" for line in lines), ""])
    if thing.kind == "policy":
        return "\n".join(["---", *lines, "---", "", "正文。", ""])
    items = list(thing.items.items())
    random.shuffle(items)
    block = [f"  - {{用途: {value(use)}, 金额: {value(amount)}}}" for use, amount in items]
    head = [f"项目编号: {thing.name}", "支持方向: 物流配送", "状态: 在建"]
    comment = [f"# 整理{random.randrange(99)}"] if random.random() < 0.3 else []
    return "\n".join([*comment, *head, *lines, *([f"{ITEMS}:", *block] if block else []), ""])
