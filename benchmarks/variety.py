"""Files as different as those of real counties: the same values in other orders, marks and programs' ways of saving.

What a file says stays the same but for optional keys and columns that some counties leave out. The same seed gives the
same bytes.
"""

import random
import re
from collections.abc import Iterable, Sequence

_PLAIN = re.compile(r"^(\s*(?:- )?[^\s:#'\"][^:#'\"]*: )([^\s'\"\[{&*!|>%@`#-][^'\"#:\[\]{}&*!|>%@`]*)$")
_COMMENTS = ("# 以合同为准", "# 按月更新", "# 与财政局核对过", "# 附件另存")
_LEFT_OUT = ("工作要求", "企业投入", "县级责任人", "责任人", "公告链接", "办公电话", "相关政策文件")
"""Keys of a project that nothing else in it rests on."""
_COLUMNS_LEFT_OUT = frozenset({"说明", "凭证类型", "方式", "地点", "凭证号"})
_MANY = 0.5


def varied_yaml(text: str, county: str, file: str) -> str:
    """A YAML file of top-level keys in its county's order, with comments and quotes, without some optional keys."""
    chance, habits = random.Random(f"{county} {file}"), random.Random(county)
    blocks = [block for block in _blocks(text) if not _is_left_out(block, chance)]
    first, *rest = blocks
    if habits.random() < _MANY:
        order = {block[0].partition(":")[0]: habits.random() for block in sorted(_blocks(text)[1:])}
        rest.sort(key=lambda block: order[block[0].partition(":")[0]])
    lines = [line for block in (first, *rest) for line in _varied_block(block, chance)]
    return _saved("\n".join(lines) + "\n", habits)


def varied_table(head: str, rows: Iterable[Sequence[object]], seed: str) -> str:
    """A ledger with its columns in another order, without some optional ones, with quotes as spreadsheets write them."""
    chance = random.Random(seed)
    names = head.split(",")
    kept = [name for name in names if name not in _COLUMNS_LEFT_OUT or chance.random() > 0.2]
    if chance.random() < 0.3:
        chance.shuffle(kept)
    places = [names.index(name) for name in kept]
    quote = chance.random() < 0.2
    lines = [",".join(kept)]
    for row in rows:
        cells = [str(row[place]) for place in places]
        lines.append(",".join(f'"{cell}"' if quote and cell else cell for cell in cells))
    if chance.random() < 0.1:
        lines.append("," * (len(kept) - 1))
    return _saved("\n".join(lines) + "\n", chance)


def _blocks(text: str) -> list[list[str]]:
    """The lines of each top-level key."""
    found: list[list[str]] = []
    for line in text.rstrip("\n").split("\n"):
        if line.startswith((" ", "-")):
            found[-1].append(line)
        else:
            found.append([line])
    return found


def _is_left_out(block: list[str], chance: random.Random) -> bool:
    return block[0].partition(":")[0] in _LEFT_OUT and chance.random() < 0.15


def _varied_block(block: list[str], chance: random.Random) -> list[str]:
    lines = [block[0], *(line for line in block[1:] if not _is_optional_line(line, chance))]
    found: list[str] = []
    for line in lines:
        if chance.random() < 0.02:
            found.append(chance.choice(_COMMENTS))
        found.append(_quoted(line, chance))
    if chance.random() < 0.05:
        found.append("")
    return found


def _is_optional_line(line: str, chance: random.Random) -> bool:
    return line.strip().partition(":")[0] in _LEFT_OUT and chance.random() < 0.15


def _quoted(line: str, chance: random.Random) -> str:
    found = _PLAIN.fullmatch(line)
    if not found or chance.random() > 0.1:
        return line
    mark = chance.choice("'\"")
    return f"{found[1]}{mark}{found[2].rstrip()}{mark}"


def _saved(text: str, chance: random.Random) -> str:
    """As Excel, the Windows editor and others save it."""
    if chance.random() < 0.3:
        text = text.replace("\n", "\r\n")
    return "\ufeff" + text if chance.random() < 0.15 else text
