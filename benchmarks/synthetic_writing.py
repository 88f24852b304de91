"""The parts of a synthetic document: our own templates in the genre, each with the facts that its words state.

A part writes lines and notes facts in the same breath, so that what is known of a text cannot drift from the text.
Facts have the shape of ``tests/loaders/gold``: entities by type and name, relations by type and the names of their
ends, values by subject, indicator, year and figure; all as this document writes them.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from random import Random

from synthetic_names import CHAINS, SEGMENTS, Company, District, park, pick, platform, several

_DIGITS = "〇一二三四五六七八九"
OFFICES = (
    "经信局 科技局 发改局 商务局 财政局 数据局 人社局 "
    "市场监管局 投资促进中心 住建局 交通局 农业农村局 文旅局 教育局 卫健局"
).split()
_INDICATORS = (
    ("数字经济核心产业规模", "亿元", 120, 2800), ("规上工业总产值", "亿元", 200, 4000), ("研发投入占比", "%", 2, 9),
    ("高新技术企业数量", "家", 80, 900), ("数字工厂数量", "家", 10, 120), ("算力规模", "PFLOPS", 20, 900),
    ("5G基站数", "个", 300, 5000), ("技能人才数", "万人", 1, 30),
)  # fmt: skip
_CHAPTERS = ("主要任务", "重点任务", "重点举措", "专项行动")
_DEEDS = "聚能 强链 登云 启航 跃升 焕新 织网 育林 筑巢 添翼 领航 固本".split()
_THINGS = "制造 数据 算力 人才 场景 产品 平台 企业 园区 工业".split()
_VERBS = "推进 加快 支持 深化 完善 扩大 提升 促进".split()
_OBJECTS = (
    "企业设备联网改造 中小企业数字化转型 公共数据授权运营 "
    "智能工厂梯度培育 关键技术联合攻关 检验检测能力共享 高技能人才引育 "
    "首台套装备推广应用 应用场景开放 产学研用协同 知识产权快速保护 "
    "绿色工厂创建 外贸企业数字化赋能 老旧厂区更新 供应链协同采购 "
    "标准研制与推广"
).split()
_MEANS = (
    "强化要素保障 优化服务流程 健全工作机制 加大政策支持 压实各方责任 拓宽融资渠道 细化工作清单 做好跟踪服务".split()
)
_ENDS = (
    "形成可复制的经验 切实增强企业获得感 推动各项任务落地见效 确保按时序推进 不断提高治理水平 为高质量发展提供支撑"
).split()
_LINKS = ("{where}重点发展{links}", "补强{links}等{where}环节", "{where}{links}")
_BUILT = "生产线 研发总部 智能工厂 检测中心 物流基地 产线扩建工程".split()
_PEOPLE = "沈顾陆郑钱俞邵骆柳韩"
_GIVEN = "听澜 砚秋 知微 怀瑾 予安 望舒 景行 思齐 若谷 清扬".split()


def chinese(number: int) -> str:
    """Return 1..99 as headings count."""
    tens, ones = divmod(number, 10)
    return ("十" if tens == 1 else f"{_DIGITS[tens]}十" if tens else "") + (_DIGITS[ones] if ones else "")


@dataclass(slots=True)
class Draft:
    """A document under construction: its words, what they state, and the names that it may draw on."""

    rng: Random
    district: District
    title: str
    year: int
    zone: str
    companies: list[Company]
    lines: list[str] = field(default_factory=list)
    facts: list[dict[str, object]] = field(default_factory=list)
    size: int = 0
    headings: int = 0
    _seen: set[tuple[object, ...]] = field(default_factory=set)

    @property
    def area(self) -> str:
        """What the document's figures belong to."""
        return self.district.name

    def say(self, line: str) -> None:
        """Write a line."""
        self.lines.append(line)
        self.size += len(line.encode()) + 1

    def heading(self, title: str) -> None:
        """Open the next chapter."""
        self.headings += 1
        self.say(f"{chinese(self.headings)}、{title}")

    def know(self, kind: str, **stated: object) -> None:
        """Note a fact once."""
        mark = (kind, *stated.items())
        if mark not in self._seen:
            self._seen.add(mark)
            self.facts.append({"kind": kind, **stated})

    def entity(self, type_: str, name: str) -> str:
        """Note that the text names a thing; returns the name."""
        self.know("entity", type=type_, name=name)
        return name

    def relation(self, type_: str, head: str, tail: str) -> None:
        """Note that the text states a relation."""
        self.know("relation", type=type_, head=head, tail=tail)

    def company(self) -> str:
        """Name one of the document's companies, by its legal name or its short form."""
        one = pick(self.rng, self.companies)
        return self.entity("Company", one.legal if self.rng.random() < 0.55 else one.short)

    def office(self) -> str:
        """Name a department of the district as its documents do."""
        return self.entity("Organization", self.district.unit + pick(self.rng, OFFICES))

    def filler(self) -> str:
        """Return a sentence that names nothing."""
        rng = self.rng
        return f"{pick(rng, _MEANS)}，{pick(rng, _MEANS)}，{pick(rng, _ENDS)}。"


def head(d: Draft) -> None:
    """The red head, the notice, and the title."""
    issuer = f"{d.district.city}{d.district.name}人民政府办公室"
    short = d.title.split("（", maxsplit=1)[0]
    number = 1 + int(d.rng.random() * 90)
    for line in (
        f"{issuer}文件", f"{d.district.root[0]}政办发〔{d.year}〕{number}号", "",
        f"{issuer}关于印发《{d.title}》的通知", f"各镇人民政府、街道办事处，{d.district.unit}政府各部门：",
        f"《{d.title}》已经{d.district.unit}政府同意，现印发给你们，请认真组织实施。", issuer,
        f"{d.year}年{1 + number % 12}月{1 + number % 28}日", "", short, d.title[len(short) :], "",
        f"为落实国家和省、市部署，加快{d.zone}建设，结合实际，制定本方案。", "",
    ):  # fmt: skip
        d.say(line)
    d.entity("Document", d.title)
    d.entity("Place", d.district.name)
    d.entity("Organization", issuer)
    d.relation("ISSUED_BY", d.title, issuer)


def goals(d: Draft) -> None:
    """Figures in sentences."""
    d.heading("发展目标")
    said = []
    for name, unit, least, most in several(d.rng, _INDICATORS, 2, 4):
        value = _figure(d.rng, least, most)
        said.append(f"{name}达到{value}{unit}")
        _know_value(d, name, d.year + 2, "target", value, unit)
    d.say(f"到{d.year + 2}年，" + "，".join(said) + "。")
    d.say(d.filler())


def indicators(d: Draft) -> None:
    """An indicator table: a year reached, a year aimed at, a department for each."""
    d.heading("主要指标")
    d.say(f"表1 {d.district.name}主要指标")
    d.say(f"序号\t指标名称\t单位\t{d.year}年（完成）\t{d.year + 2}年目标\t责任单位")
    for number, (name, unit, least, most) in enumerate(several(d.rng, _INDICATORS, 4, 8), 1):
        done, aimed, office = _figure(d.rng, least, most), _figure(d.rng, least, most), d.office()
        d.say(f"{number}\t{name}\t{unit}\t{done}\t≥{aimed}\t{office}")
        _know_value(d, name, d.year, "actual", done, unit)
        _know_value(d, name, d.year + 2, "target", aimed, unit)
        d.relation("RESPONSIBLE_FOR", office, name)
    d.say("")


def spaces(d: Draft) -> None:
    """The parks that carry the plan, as a counted list of the zone."""
    parks = [park(d.district, n) for n in several(d.rng, range(12), 2, 5)]
    d.heading("空间布局")
    d.say(f"（一）{'〇一两三四五'[len(parks)]}个基座")
    d.entity("Zone", d.zone)
    for number, name in enumerate(parks, 1):
        chain = pick(d.rng, CHAINS)
        d.say(f"{number}. {d.entity('Park', name)}")
        d.say(f"重点发展{d.entity('IndustryChain', chain)}产业，集聚{d.company()}、{d.company()}等企业。")
        if d.zone in d.title:  # else it is open whose parks these are
            d.relation("PART_OF", name, d.zone)
        d.relation("FOCUSES_ON", name, chain)


def measures(d: Draft) -> None:
    """A chapter of programmes with their tasks; each task names whom it relies on and, in brackets, who answers."""
    d.heading(_CHAPTERS[d.headings % len(_CHAPTERS)])
    for number in range(1, 2 + int(d.rng.random() * 2)):
        programme = d.entity("Programme", f"“{pick(d.rng, _THINGS)}{pick(d.rng, _DEEDS)}”行动")
        d.say(f"（{chinese(number)}）实施{programme}")
        for order in range(1, 3 + int(d.rng.random() * 3)):
            _task(d, order, programme)


def _task(d: Draft, order: int, programme: str) -> None:
    task = d.entity("Task", f"{pick(d.rng, _VERBS)}{pick(d.rng, _OBJECTS)}")
    offices = list(dict.fromkeys(d.office() for _ in range(1 + int(d.rng.random() * 3))))
    d.say(f"{order}. {task}。{_relying(d, task)}{d.filler()}（责任单位：{'、'.join(offices)}）")
    d.relation("PART_OF", task, programme)
    for office in offices:
        d.relation("RESPONSIBLE_FOR", office, task)


def _relying(d: Draft, task: str) -> str:
    """A sentence of a task that names companies, a park or a platform."""
    one, other, chance = d.company(), d.company(), d.rng.random()
    d.relation("INVOLVES", task, one)
    if chance < 0.4:
        built = d.entity("Platform", platform(d.district, int(d.rng.random() * 40)))
        d.relation("INVOLVES", task, built)
        d.relation("BUILDS", one, built)
        return f"支持{one}建设{built}，带动{other}等企业协同发展。"
    d.relation("INVOLVES", task, other)
    if chance < 0.7:
        site = d.entity("Park", park(d.district, int(d.rng.random() * 12)))
        d.relation("INVOLVES", task, site)
        return f"依托{site}，引进{one}、{other}等企业。"
    return f"发挥{one}、{other}等龙头企业作用。"


def chains(d: Draft) -> None:
    """A section about chains: links by position, leaders, the park that carries each."""
    d.heading("重点产业链")
    for number, name in enumerate(several(d.rng, CHAINS, 2, 3), 1):
        site, leader = d.entity("Park", park(d.district, int(d.rng.random() * 12))), d.company()
        links = {where: several(d.rng, known, 1, 2) for where, known in SEGMENTS.items()}
        d.say(f"（{chinese(number)}）{d.entity('IndustryChain', name)}产业链")
        form = pick(d.rng, _LINKS)
        d.say("，".join(form.format(where=where, links="、".join(found)) for where, found in links.items()) + "。")
        d.say(f"以{leader}为链主，依托{site}，推动{d.company()}、{d.company()}等企业集聚。{d.filler()}")
        d.relation("LEADS", leader, name)
        d.relation("FOCUSES_ON", site, name)
        for found in links.values():
            for link in found:
                d.entity("Segment", link)
                d.relation("PART_OF", link, name)


def chain_table(d: Draft) -> None:
    """The table of chains: links, leaders, companies, parks, who heads and who answers."""
    d.heading("重点产业链清单")
    d.say("| 产业链 | 上游 | 中游 | 链主企业 | 重点企业 | 承载园区 | 链长 | 牵头部门 |")
    d.say("| --- | --- | --- | --- | --- | --- | --- | --- |")
    for name in several(d.rng, CHAINS, 3, 6):
        up, mid = pick(d.rng, SEGMENTS["上游"]), pick(d.rng, SEGMENTS["中游"])
        leader, others = d.company(), [d.company(), d.company()]
        site, office = d.entity("Park", park(d.district, int(d.rng.random() * 12))), d.office()
        person = d.entity("Person", pick(d.rng, _PEOPLE) + pick(d.rng, _GIVEN))
        d.say(f"| {name}产业链 | {up} | {mid} | {leader} | {'、'.join(others)} | {site} | {person} | {office} |")
        d.entity("IndustryChain", name)
        for link in (up, mid):
            d.entity("Segment", link)
            d.relation("PART_OF", link, name)
        d.relation("LEADS", leader, name)
        for company in others:
            d.relation("PARTICIPATES_IN", company, name)
        d.relation("FOCUSES_ON", site, name)
        for who in (person, office):
            d.relation("RESPONSIBLE_FOR", who, name)
    d.say("")


def projects(d: Draft) -> None:
    """The table of projects: who builds what where, and who answers for it."""
    d.heading("重点项目")
    d.say("表2 重点项目清单")
    d.say("序号\t项目名称\t所属产业\t建设主体\t建设地点\t建设内容及规模\t责任单位")
    for number in range(1, 5 + int(d.rng.random() * 6)):
        one = pick(d.rng, d.companies)
        name = d.entity("Project", f"{one.short}{pick(d.rng, CHAINS)}{pick(d.rng, _BUILT)}")
        builder, site, office = d.entity("Company", one.legal), park(d.district, int(d.rng.random() * 12)), d.office()
        chain, area = pick(d.rng, CHAINS), 2 + int(d.rng.random() * 30)
        d.entity("Park", site)
        d.entity("IndustryChain", chain)
        d.say(
            f"{number}\t{name}\t{chain}\t{builder}\t{site}\t新建厂房{area}万平方米，购置设备并建设配套设施。\t{office}"
        )
        d.relation("BUILDS", builder, name)
        d.relation("LOCATED_IN", name, site)
        d.relation("PARTICIPATES_IN", name, chain)
        d.relation("RESPONSIBLE_FOR", office, name)
    d.say("")


def partners(d: Draft) -> None:
    """The list of partners behind the text."""
    d.say("附件1")
    d.say(f"{d.zone}合伙人名单（第一批）")
    d.say("序号\t合伙人名称")
    for number, one in enumerate(several(d.rng, d.companies, 4, 12), 1):
        d.say(f"{number}\t{d.entity('Company', one.legal)}")
        d.relation("PARTNER_OF", one.legal, d.zone)


def safeguards(d: Draft) -> None:
    """The closing chapter that every plan has."""
    d.heading("保障措施")
    for number, title in enumerate(("加强组织领导", "强化资金支持", "严格督导考核"), 1):
        d.say(f"（{chinese(number)}）{title}。{d.filler()}（责任单位：{d.office()}）")


def _figure(rng: Random, least: int, most: int) -> str:
    value = least + rng.random() * (most - least)
    return f"{value:.1f}" if most < 50 else str(int(value))


def _know_value(d: Draft, indicator: str, year: int, kind: str, value: str, unit: str) -> None:
    d.know("value", subject=d.area, indicator=indicator, year=year, value_kind=kind, value=float(value), unit=unit)
