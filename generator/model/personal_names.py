"""Whether a text names persons where only units may stand: a person who is paid is never published by name."""

import re

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧肖尹姚邵湛汪祁毛狄米贝臧计伏成戴谈宋茅庞熊纪舒屈"
    "项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸"
    "左石崔吉龚程邢裴陆荣翁荀惠甄曲封芮储靳段富乌焦巴弓牧谷车侯全班秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司郜黎薄印白蒲从鄂索"
    "咸赖卓蔺屠蒙池乔阎闫申冉桑牛边扈燕冀尚温庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广阙东欧沃利蔚越隆师巩"
    "聂晁勾敖融冷辛阚那简饶曾沙鞠关蒯相查荆红游竺权盖益桓佟付代党初丛邸矫隋鄢战"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|端木|南宫"
_MASK = "*＊×xX某○〇□"
_NAME = re.compile(
    rf"(?:(?:{_COMPOUND})|[{_SURNAMES}])[一-鿿{re.escape(_MASK)}]{{1,2}}|[一-鿿]{{2,8}}[·•][一-鿿·•]{{2,15}}"
)
_UNIT = re.compile(r".*[司厂社店局所站院校镇乡县村组队部中心]")
"""Short names of units; other units are known by being longer than a name."""
_GROUP = re.compile(r"(?:村民|农户|学员|个人|群众|农民|经办人|户主|脱贫户|贫困户|种植户|养殖户)[：:\s]*")
_BETWEEN = re.compile(r"[、，,；;／/|\s]+")
_AND = re.compile(r"和|及(?!其)")
_FULL_NAME = re.compile(r".*(?:公司|集团|合作社|联合社|学校|学院|医院|银行)")
"""Full name of a unit, which may have 和 or 及 in it: 沈阳和平建设有限公司."""
_AND_OTHERS = re.compile(r"等?\s*\d*\s*[人户名]?$")
_NOTE = re.compile(r"[（(][^（()）]*[)）]")


def names_persons(text: str) -> bool:
    """Whether a text, or a part of a list in it, reads like a person's name: 张三, 村民李四、王五等3人, 赵某某."""
    plain = _GROUP.sub("", _NOTE.sub("", text))
    parts = [part for part in _BETWEEN.split(plain) if not _FULL_NAME.fullmatch(part)]
    return any(_is_name(name) for part in parts for name in _AND.split(part))


def _is_name(part: str) -> bool:
    alone = part.strip()
    names = {alone, _AND_OTHERS.sub("", alone)}
    return any(_NAME.fullmatch(name) and not _UNIT.fullmatch(name) for name in names)
