"""Whether a text names persons who are paid or punished: they are never published by name, in a cell or in a sentence."""

import re
from functools import lru_cache

_SURNAMES = (
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄穆萧肖尹姚邵湛汪祁毛狄米贝臧计伏成戴谈宋茅庞熊纪舒屈"
    "项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯管卢莫经房裘缪干解应宗丁宣邓郁单杭洪包诸"
    "左石崔吉龚程邢裴陆荣翁荀惠甄曲封芮储靳段富乌焦巴弓牧谷车侯全班秋仲伊宫宁仇栾甘厉祖武符刘景詹束龙叶幸司郜黎薄印白蒲从鄂索"
    "咸赖卓蔺屠蒙池乔阎闫申冉桑牛边扈燕冀尚温庄晏柴瞿阎连习艾鱼容向古易慎戈廖庾终居衡步都耿满弘匡国文寇广阙东欧沃利蔚越隆师巩"
    "聂晁勾敖融冷辛阚那简饶曾沙鞠关蒯相查荆红游竺权盖益桓佟付代党初丛邸矫隋鄢战谭覃岳翟兰涂苟井芦牟佘桂晋漆占谌楚朴迟仝苑茹宿植邝鹿"
    "丘练逯揭昝粟禹帅亓仉逄敬麦欣郗"
)
_COMPOUND = "欧阳|上官|司马|诸葛|东方|皇甫|尉迟|公孙|慕容|令狐|宇文|长孙|司徒|夏侯|端木|南宫"
_MASK = "*＊×xX某○〇□"
_NAME = re.compile(
    rf"(?:(?:{_COMPOUND})|[{_SURNAMES}])[一-鿿{re.escape(_MASK)}]{{1,2}}|[一-鿿]{{2,8}}[·•][一-鿿·•]{{2,15}}"
)
_UNIT = re.compile(r".*[司厂社店局所站院校镇乡县村组队部场馆处]|.*中心|..[区市]")
"""Short names of units; other units are known by being longer than a name."""
_ROLE = (
    "村民|居民|农户|学员|个人|群众|农民|经办人|户主|脱贫户|贫困户|种植户|养殖户|自然人|个体工商户|个体户|商户|摊贩|经营者|经营人|业主|店主|"
    "摊主|投资人|实际控制人|法定代表人|法人代表|负责人|责任人|当事人|行为人|被处罚人|受处罚人|违法人员"
)
_GROUP = re.compile(rf"(?:{_ROLE})[：:\s]*")
_BETWEEN = re.compile(r"[、，,；;／/|\s]+")
_BLANKS = re.compile(r"[\s\u200b-\u200d\u2060\ufeff]+")
_AND = re.compile(r"和|及(?!其)")
_FULL_NAME = re.compile(r".*(?:公司|集团|合作社|联合社|学校|学院|医院|银行)")
"""Full name of a unit, which may have 和 or 及 in it: 沈阳和平建设有限公司."""
_AND_OTHERS = re.compile(r"等?\s*\d*\s*[人户名]?$|(?:个人|本人|先生|女士|同志|师傅|夫妇)$")
_NOTE = re.compile(r"[（(][^（()）]*[)）]")


@lru_cache(maxsize=4096)  # the same contacts and payees stand in many records
def names_persons(text: str) -> bool:
    """Whether a text, or a part of a list in it, reads like a person's name: 张三, 张 三, 村民李四、王五等3人, 赵某某."""
    plain = _GROUP.sub("", _NOTE.sub("", text))
    parts = [part for part in _BETWEEN.split(plain) if not _FULL_NAME.fullmatch(part)]
    names = (name for part in parts for name in _AND.split(part))
    return names_by_role(text) or any(map(_is_name, (*names, _BLANKS.sub("", plain))))


def _is_name(part: str) -> bool:
    alone = part.strip()
    names = {alone, _AND_OTHERS.sub("", alone)}
    return any(_NAME.fullmatch(name) and not _UNIT.fullmatch(name) for name in names)


_STEADY = "张王李赵刘陈杨吴孙朱胡郭何罗梁宋郑谢韩唐冯邓曹彭曾蔡潘袁吕苏卢蒋魏薛徐许姚姜崔钟谭陆汪廖贾韦傅邱侯邹熊孟秦尹阎雷龚贺倪汤殷"
"""Surnames that begin few other words."""
_WITHIN_WORDS = "于经向从应都连时成空包支解干计项平常乐安和宁居能加过单全终步别文利国通越查关付高"
"""Surnames that often end another word, as in 用于, 建成: only right after who is paid or paying do they begin a name."""
_WORDS = re.compile(
    "王牌|李[子干]|陈[列皮年醋旧设]|杨[梅树桃木]|朱砂|胡[椒萝桃]|何[时人]|罗[非汉布氏]|唐[装卡]|曾[经用]|苏[绣打木]|许[可多愿]|姜[黄片汁饼]"
    "|钟[点表]|陆[运路续地上]|熊[猫蜂掌]|秦[艽腔]|雷[达竹电]|汤[料圆包]|殷实|张[贴挂榜]|吴茱"
    "|宋[锦绣瓷代体]|唐[三代]|韩[语国文式]|魏[碑晋]|苏式|雷锋|杨柳|吴语|孙[子女]|陈[述化米酒茶粮]"
    "|王益|李[沧渡]|张[北掖湾]|陈仓|杨[浦陵凌]|吴[中兴堡忠旗桥起]|孙吴|罗[定源甸]|梁[溪平]|唐海|曹妃|彭[泽阳]|曾都|潘集|吕梁|卢[氏湾龙]|魏都"
    "|徐[水汇闻]|许昌|姚安|钟[祥]|陆[丰良]|汪清|贾汪|侯马|邹平|孟津|秦[安淮皇都]|阎良|雷波|贺兰|汤[原旺阴]|殷都|谢通|蔡甸"
)
"""Words and places that begin like a name."""
_NO_GIVEN_NAME = re.compile(
    r".家|.{1,2}[家庄楼集寨店营铺桥湾坡岭坝圩塘沟峪窝堡屯村寺庙泉河湖洼坪坑滩口头街路巷坊门城园场院山州县川江水田邑镇乡区司厂社局所站校组队部心户人员工师方总某等氏派]"
    r"|.(?:老?师傅?|经理|主任|会计|老板|书记|[站局科校院队组村镇]长|主播|出纳|医生|教练|姓)"
)
"""Villages, families of a village, units, and 王老师, which are not names in full."""
_FEE = (
    r"(?:的|老师|师傅|同志|先生|女士|教授|专家)?(?:(?:培训|讲课|授课|劳务|误工|务工|讲师|课时|主播|出场|评审|差旅|交通|食宿|住宿|伙食|生活|带货)"
    r"(?:[费酬]|补助|补贴|报酬)|(?:务工|误工|临时|带货)?(?:工资|奖金)|薪酬|工钱|课酬|稿[费酬]|报酬|酬金)"
)
"""What persons are paid for."""
_WHOM = "(?:支?付给?|发放?给?|兑付|补发|补付|[转退借打]给|报销|代付|村民|农户|学员|讲师|教师|主播|司机|工人|经办人|脱贫户|贫困户|户主|农民)"
_JOINED = r"\s*[、，,和及]\s*"
_FULL = rf"(?:(?:{_COMPOUND})[一-鿿]{{1,2}}|[{_STEADY}][一-鿿]{{1,2}}?)"
_OTHERS = r"(?:等(?:\s*\d+\s*)?[人户名位]?|\s*\d+\s*[人户名位])?"
_PAID = re.compile(
    rf"(?:^|{_WHOM}|[、，,；;。：:（(\s])(?P<names>{_FULL}(?:{_JOINED}{_FULL})*){_OTHERS}(?:{_FEE}|报销|借支|领取|领款)"
    rf"|给(?P<given>{_FULL}(?:{_JOINED}{_FULL})*){_OTHERS}(?=$|[\d，,；;。（(])"
)
_ANY = rf"(?:{_COMPOUND}|[{_SURNAMES}])"
_SIGN = f"[{re.escape('*＊×○〇□')}]"
_MASKED = re.compile(
    rf"(?:(?:{_WHOM}|(?<![一-鿿])){_ANY}(?:某某?|{_SIGN}{{1,2}}|{_SIGN}[一-鿿](?={_OTHERS}{_FEE}))"
    rf"|(?:{_COMPOUND}|(?![{_WITHIN_WORDS}])[{_SURNAMES}])某某)"
    rf"(?={_OTHERS}(?:{_FEE}|$|[、，,；;。：:）)\s]|[户的]|(?:土地|房屋|青苗|场地|搬迁|占地)?(?:租金|补偿|补助|补贴)|先生|女士))"
)
_MAY = re.compile("[费酬助贴资金给报借领某*＊×○〇□]")
"""A quick look: other texts name nobody."""


def pays_persons(text: str) -> bool:
    """Whether a purpose names a person who is paid: 付张三讲课费, 付李某某等5人工资, 付给王五.

    Only what is next to certain: a name and what persons are paid for, or a name of which a part is covered. 付施工费,
    付王庄劳务费 and 付许可费 begin like names and are none.
    """
    if not _MAY.search(text):
        return False
    if _MASKED.search(text):
        return True
    found = _PAID.search(text)
    names = re.split(_JOINED, found["names"] or found["given"]) if found else []
    return any(not _WORDS.match(name) and not _NO_GIVEN_NAME.fullmatch(name) for name in names)


_COMMON = (
    "赵钱孙李周吴郑王冯陈褚蒋沈韩杨朱秦许何吕张孔曹严魏陶姜谢邹潘葛范彭鲁韦马苗袁柳唐薛雷贺汤罗毕郝邬傅齐康伍余顾孟黄萧尹姚邵汪祁"
    "贝戴谈宋庞纪舒董梁杜阮蓝季贾江童郭梅林徐邱骆高夏蔡田樊胡霍柯卢莫丁邓洪崔龚程邢裴陆翁段侯宁武刘叶黎赖乔谭温庄柴聂佟"
)
"""Surnames with which few words begin that may follow a role: 经营者应当, 当事人于当日 and 负责人全部到场 name nobody."""
_NO_NAMES = (
    "张贴|张挂|陈列|陈述|陈旧|许可|许诺|何时|马上|高价|高于|高度|高额|高档|高温|周边|周围|周转|周期|罗列|陆续|郑重|谢绝|程序|杜绝|范围|顾客|"
    "顾问|余款|余额|毕业|季度|林木|林地|林业|田间|田地|江|梅花|洪水|段|宁可|温度|武器|罗|庄稼|柴油|姜|苗|康复|舒适|齐全|齐备|严格|严重|严肃"
)
"""Words that begin like a name and may follow a role."""
_SAID = rf"{_ANY}(?:(?!某)[一-鿿]){{1,2}}"
_TOLD = rf"(?!{_NO_NAMES})(?:{_COMPOUND}|[{_COMMON}])(?:(?!某)[一-鿿]){{1,2}}"
_AFTER = r"(?=$|[^\w]|[的对将在因被等和与及销生罚处没违以男女])"
_BY_ROLE = re.compile(rf"(?:{_ROLE})\s*(?:[：:（(“\"]\s*{_SAID}|(?:姓名)?(?:为|系|是|叫)?\s*{_TOLD}){_AFTER}")


def names_by_role(text: str) -> bool:
    """Whether a text names a person after a word for what the person is: 经营者张三, 当事人：李四; 法定代表人李某 is no name.

    A name without such a word cannot be told from other words.
    """
    return _BY_ROLE.search(text) is not None
