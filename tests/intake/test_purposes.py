"""What was paid for names no person who was paid: 付张某某培训费. Whatever only begins like a name is published."""

from pathlib import Path

import pytest

from generator import intake
from generator.model.personal_names import pays_persons
from tests.intake.conftest import write

NAMED = (
    "付张某某培训费", "支付李某劳务费", "付王**误工补贴", "付赵*明讲课费", "发放刘某某等5人务工工资", "付给陈×土地租金", "付给杨○○等3户青苗补偿款",
    "村民周某某搬迁补偿款", "支付欧阳某某授课费", "付张三讲课费", "支付李四劳务费", "付王小明等3人误工费", "发放赵六、孙小梅工资", "付给郭大勇5000元",
    "付给罗平生，讲课费", "王小明讲课费", "报销陈刚差旅费", "补发宋玉兰培训补贴", "付张伟老师讲课费", "支付讲师谢晓东课酬", "付学员韩雪交通补贴",
    "直播培训，付梁红劳务费", "培训班讲课费（付曹刚授课费）", "付彭丽丽、曾强专家评审费", "付主播苏小小劳务报酬", "付于某某工资", "付万某劳务费",
    "司机吕建国工资", "邓超领取稿费", "付贺晓燕的讲课费", "付高×劳务费", "付王芳、李娜培训费", "付给张小凡2000元", "讲师郑凯授课费",
    "付胡一刀带货奖金", "付朱某等3人务工工资", "姚远报销差旅费", "付贺*讲课费",
)  # fmt: skip
ORDINARY = (
    "首付款", "进度款", "验收尾款", "付施工费", "付施工工资", "付安装费", "付安保工资", "付包装费", "付方案设计费", "付高级讲师讲课费",
    "付管理员工资", "付安全员工资", "付解说员讲课费", "付季度工资", "付元月工资", "付全年工资", "付陈列费", "付杨梅采摘劳务费", "付李子采摘工资",
    "付王庄劳务费", "付张家沟误工补贴", "付李家村村民误工补贴", "付苏州培训费", "付郑州培训交通费", "付徐州住宿费", "付唐山差旅费", "付钟点工工资",
    "付陆运劳务费", "付苏绣培训费", "付许可费", "向某某公司支付货款", "关于某某活动的宣传费", "用于某村站点改造", "支付某某公司设备款", "付申通运费",
    "付给申通快递", "付给李宁公司", "付给张裕葡萄酒公司货款", "付村民安置费", "付农户种植补贴", "付学员食宿费", "付全体学员交通补贴", "付外聘老师讲课费",
    "付培训班老师讲课费", "付王老师讲课费", "付时任负责人差旅费", "建成某某站点", "完成某某工程进度款", "货架高*宽定制费", "纸箱包×20个",
    "验收不合格退回部分进度款", "4月份上行补贴", "付曹县培训费", "付李楼劳务费", "付张北差旅费", "付郭家屯工资", "付陈皮加工培训费", "付王牌主播培训费",
    "付汪清县培训费", "唐装培训费", "苏绣培训费", "付胡萝卜分拣工资", "付罗非鱼养殖培训费", "付郑州、苏州差旅费", "付何时发放误工补贴说明费", "杨树苗款",
    "付赵县培训费", "付三方机构评审费", "付评审专家劳务费", "电商培训讲师费", "付马铃薯分拣工资", "姜黄种植培训费", "付陶瓷培训费", "付李主任差旅费",
    "付王经理工资", "付张会计工资", "付刘站长工资", "付宋锦培训费", "付韩语主播培训费", "韩语培训费", "付陈氏食品公司货款", "供给李子包装费",
    "货车×2辆租金", "付唐三彩培训费", "付梁山差旅费", "退给农户质保金", "分配给朱集站点补助", "付给杨梅种植户补贴", "付第一期培训费（含讲师费、场地费）",
    "付县职业学校培训费", "付罗布麻种植培训费", "付王姓农户误工费", "付张湾镇劳务费", "付曾用名变更费", "付成都培训费", "付应某某要求增加设备费",
    "经某某会议研究支付工程款", "5月工资", "带货奖金", "主播工资", "讲师费", "付赵家菜馆伙食费", "付何庄村务工工资",
)  # fmt: skip


@pytest.mark.parametrize("purpose", NAMED)
def test_a_person_who_is_paid_is_named(purpose: str) -> None:
    assert pays_persons(purpose)
    assert pays_persons(f"三期，{purpose}")


@pytest.mark.parametrize("purpose", ORDINARY)
def test_an_ordinary_purpose_names_nobody(purpose: str) -> None:
    assert not pays_persons(purpose)
    assert not pays_persons(f"三期，{purpose}")


PAYMENTS = "日期,项目编号,金额,收款单位,用途,凭证号\n2021-06-03,210198-2020-01,7.40,甲公司,{},1号\n"
SPENT = "日期,项目编号,类别,用途,金额\n2021-06-03,210198-2020-01,服务,{},7.40\n"


@pytest.mark.parametrize(("file", "text"), [("payments.csv", PAYMENTS), ("expenditures.csv", SPENT)])
def test_the_row_is_refused_and_the_name_not_repeated(column: Path, file: str, text: str) -> None:
    for purpose, name in (("付张某某培训费", "张某某"), ("付给王小明5000元", "王小明")):
        write(column / f"counties/210198/{file}", text.format(purpose))
        found = intake.read_county(column, "210198", frozenset({"2020-226"}))
        (problem,) = found.problems
        assert problem.code == "P006"
        assert name not in problem.message + problem.cure
        assert found.disclosure is not None
        rows = (*found.disclosure.payments, *found.disclosure.expenditures)
        assert purpose not in str(rows)
    write(column / f"counties/210198/{file}", text.format("付王庄劳务费"))
    assert not intake.read_county(column, "210198", frozenset({"2020-226"})).problems
