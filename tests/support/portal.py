"""A small portal for the views' and pages' tests: two counties made by the rules' example machinery."""

from dataclasses import replace
from datetime import date

from generator.model.disclosure import CountyDisclosure, Province
from generator.model.documents import Notice, Policy
from generator.model.site import Site
from generator.render.portal_artifacts import CountyArtifacts, county_artifacts
from generator.rules import check_county
from generator.rules.checklist import checklist
from generator.rules.example import scene
from generator.views.portal import Portal

AS_OF = date(2021, 6, 30)
SITE = Site.model_validate(
    {
        "栏目名称": "综合示范信息公开",
        "主办单位": "省商务厅（示例）",
        "模式": "演示",
        "网址": "https://example.gov.cn/zhsf/",
        "监督举报": [{"渠道": "电话", "号码或地址": "12345", "受理时间": "全天", "受理单位": "热线"}],
    }
)
POLICY = Policy.model_validate(
    {"id": "2020-226", "标题": "通知", "文号": "〔2020〕226号", "发文机关": "省商务厅", "发布日期": "2020-09-14", "层级": "省",
     "text": "## 一、总则\n\n按**通知**办理。\n\n<script>alert(1)</script>\n"}
)  # fmt: skip
NOTICE = Notice.model_validate(
    {
        "id": "tongbao",
        "标题": "督导通报",
        "日期": "2021-06-01",
        "类型": "督导通报",
        "涉及县": ["示例县"],
        "text": "示例县进度正常。",
    }
)
PORTAL = Portal(SITE, AS_OF, {"2020-226": "通知"})
HOSTILE = "</section>\n\n# <script>alert(1)</script> *x* [点我](javascript:alert(1)) | a"

FAULTY = """
项目: {'01': {完成时限: 2021-05-31, 建设内容: "%s"}, '02': {状态: 未开工, 承办单位: null, 扶持资金额度: null}}
方案: {答复: [{规则: G102, 对象: 210198-2020-01, 日期: 2021-06-20, 说明: 设备到货推迟}]}
"""


def spotless() -> CountyDisclosure:
    """The example county, nothing wrong with it."""
    return scene().county


def faulty() -> CountyDisclosure:
    """The same county, late and with gaps."""
    return scene(FAULTY % "分拣线 1 条").county


def spoiled(text: str) -> CountyDisclosure:
    """The same county with this text wherever a project's page shows words of the county."""
    county = spotless()
    project = county.projects[0].model_copy(update={"title": text, "description": text, "requirements": text})
    contractor = project.contractor
    assert contractor is not None
    project = project.model_copy(update={"contractor": contractor.model_copy(update={"name": text})})
    row = county.progress[0].model_copy(update={"note": text})
    return replace(county, projects=(project, *county.projects[1:]), progress=(row, *county.progress[1:]))


def artifacts(county: CountyDisclosure) -> CountyArtifacts:
    """One county's artifacts on the as-of date."""
    findings = check_county(replace(scene(), county=county))
    return county_artifacts(county, findings, checklist(county, AS_OF, findings), PORTAL)


def province(*counties: CountyDisclosure) -> Province:
    """A portal of these counties."""
    return Province(SITE, (), (POLICY,), (NOTICE,), counties)
