"""Invented names for the synthetic corpus: by combination, by number, shared among documents as real ones are.

A name follows from its number alone, so any document may ask for any name and all agree. A few names stand in very
many documents and most in one or two: a rank drawn by :func:`shared_rank` falls off like Zipf's law, with a flat head,
and every district adds companies, parks and zones of its own, so that names grow with the corpus (Heaps' law).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random
from typing import TypeVar

Item = TypeVar("Item")

_FIRST = tuple("宏泰恒瑞盛华晟睿嘉禾景弘致尚拓远翰博岳峰澜汐沐辰昊朗逸轩铭毅钧鼎源润沛茂启越")
_SECOND = tuple("芯图纬川维达讯科联信创森力驰航擎光纳域微宇晖岭桥石林湾岚帆舟泽溪禹墨谷衡颂")
_FIELDS = (
    "智能 软件 微电子 数据 云算 网络 生物 医疗 机器人 新材料 "
    "光电 能源 精密 传感 通信 装备 航空 汽车电子 安防 物联 检测 "
    "显示 储能 自动化"
).split()
_FORMS = ("科技有限公司", "技术有限公司", "有限公司", "股份有限公司", "科技股份有限公司")
_CITIES = "上海 苏州 杭州 南京 宁波 无锡 合肥 嘉兴 常州 绍兴 湖州 南通 芜湖 温州 金华 扬州".split()
_ISSUING = "绍兴市 嘉兴市 湖州市 无锡市 常州市 南通市 芜湖市 金华市 扬州市 台州市 镇江市 衢州市".split()
_AREA_FIRST = tuple(
    "岚澄沅湄澹溆汀浔淙泠璞琼珩瑶璋榆梓棠桐枫槿荻芷蘅菀芸蓼荔菱苇鹭鸢雁鹤鹊凫霁霏雩霞岫嵘崧峤岑"
    "苍碧丹翠黛绛素玄皓晴霖潇涟漪淞沭洵滢漓漱涧浣瀛濂麓岱嵩崇峻峦岿柏樟楠桂杉柳槐菁蔚蕴葭鸣雎"
)
_AREA_SECOND = tuple("浦渡渚汇湾泾港滨洲坞溪塘陵原岭丘亭桥堰埠垟坪坝沙泉井田林森园苑台城关津口潭浜漾荡墅")
_SPACES = (
    "智慧医药产业园 人工智能产业园 集成电路产业园 软件园 "
    "智能装备产业园 新材料产业园 传感器产业园 科技园 数字创意产业园 "
    "跨境电商产业园 光电产业园 物流产业园"
).split()
_ZONES = "数字走廊 科创走廊 数字经济示范区 未来科技城 数字新城 科创中心 智造带 软件谷".split()
_PLATFORMS = "工业互联网平台 智算中心 数据中心 检测中心 公共服务平台 创新中心".split()
CHAINS = (
    "集成电路 人工智能 生物医药 新能源汽车 工业互联网 智能传感器 机器人 新型显示 氢能 低空经济 大数据 云计算 "
    "高端装备 新材料 光伏 储能 医疗器械 数字文化 跨境电商 卫星互联网"
).split()
SEGMENTS = {
    "上游": "芯片设计 电子材料 原料药 动力电池 传感元件 减速器 制氢装备 光学元件 精密轴承 伺服电机".split(),
    "中游": "晶圆制造 封装测试 整机制造 整车制造 系统集成 模组制造 储运装备 整机装配 平台运营 数据标注".split(),
    "下游": "终端应用 运营服务 检测认证 数据服务 智慧物流 加氢站建设 充换电服务 设备租赁 医药流通 场景运营".split(),
}


@dataclass(frozen=True, slots=True)
class Company:
    """A company: its legal name and the short form that texts use by turns."""

    legal: str
    short: str


@dataclass(frozen=True, slots=True)
class District:
    """An invented district of a real city, with the two characters that its own names open with."""

    city: str
    root: str
    name: str

    @property
    def unit(self) -> str:
        """区, 县 or 市: how its documents speak of its departments (区经信局)."""
        return self.name[-1]


def pick(rng: Random, items: Sequence[Item]) -> Item:
    """Return one of the items."""
    return items[int(rng.random() * len(items))]


def several(rng: Random, items: Sequence[Item], least: int, most: int) -> list[Item]:
    """Return ``least`` to ``most`` different items, in an order of their own."""
    left = list(items)
    number = min(len(left), least + int(rng.random() * (most - least + 1)))
    return [left.pop(int(rng.random() * len(left))) for _ in range(number)]


def shared_rank(rng: Random, head: float, tail: float = 1.25) -> int:
    """Draw the rank of a name: P(rank > r) = (1 + r / head) ** (-1 / tail)."""
    return int(head * ((1.0 - rng.random()) ** -tail - 1.0))


def shared_company(number: int) -> Company:
    """Return a company that any document of the corpus may name."""
    short = _brand(number) + _FIELDS[_spread(number, len(_FIELDS), 7)]
    return Company(_CITIES[_spread(number, len(_CITIES), 11)] + short + _FORMS[number % len(_FORMS)], short)


def own_company(district: District, of: int, number: int) -> Company:
    """Return company ``number`` of district ``of``: its district's name opens its legal name."""
    at = of * 37 + number * 101
    short = _brand(at) + _FIELDS[(of + number) % len(_FIELDS)]
    return Company(district.root + short + _FORMS[at % len(_FORMS)], short)


def district(number: int) -> District:
    """Return a district; after 3,649 of them names return with another ending."""
    size = len(_AREA_FIRST) * len(_AREA_SECOND)
    at = number * 1009 % size
    root = _AREA_FIRST[at // len(_AREA_SECOND)] + _AREA_SECOND[at % len(_AREA_SECOND)]
    return District(_ISSUING[number * 5 % len(_ISSUING)], root, root + "区县市"[number // size % 3])


def park(district: District, number: int) -> str:
    """Return the name of a park of a district."""
    return district.root + _SPACES[number % len(_SPACES)]


def zone(district: District, number: int) -> str:
    """Return the name of a zone that plans of a district are about."""
    return district.root + _ZONES[number % len(_ZONES)]


def platform(district: District, number: int) -> str:
    """Return the name of a platform of a district."""
    return district.root + _brand(number * 13 + 5) + _PLATFORMS[number % len(_PLATFORMS)]


def _brand(number: int) -> str:
    size = len(_FIRST) * len(_SECOND)
    at = number * 613 % size
    return _FIRST[at // len(_SECOND)] + _SECOND[at % len(_SECOND)]


def _spread(number: int, size: int, step: int) -> int:
    return (number * step + number // size) % size
