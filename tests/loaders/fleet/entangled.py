"""Documents whose names get in each other's way: what a wrong cut through resolution would get wrong."""

from __future__ import annotations

from pathlib import Path
from random import Random

_PLACES = (
    "上海市普陀区 舟山市普陀区 南京市鼓楼区 福州市鼓楼区 徐州市鼓楼区 绍兴市柯桥区 "
    "合肥市包河区 宁波市鄞州区 上海市青浦区 苏州市吴江区 上海市 合肥市"
).split()
_NAMED = "普陀区 鼓楼区 舟山市 上海市普陀区 江苏省 徐州市 朝阳 太湖 青浦 吴江区 长三角城市群 上海 宝山区 通州区".split()
_TITLES = (
    "{short}数字经济行动方案（2023—2025年）", "{short}数字经济行动方案（2024—2026年）",
    "{short}数字经济行动方案（草案）", "镜湖数字走廊{short}行动方案（2023—2025年）",
    "关于加快{short}人工智能产业发展的若干措施",
)  # fmt: skip
_COMPANIES = (
    "华为 华为技术有限公司 海思 海思半导体有限公司 腾讯 "
    "腾讯公司 中通 上海中通吉网络科技有限公司 中通吉网络技术 临港集团 上海临港经济发展集团有限公司 "
    "上海宏图智能科技有限公司 宏图智能 苏州宏图智能制造有限公司 宏图 "
    "华东电脑 上海华东电脑系统有限公司 科大讯飞 科大讯飞股份有限公司 "
    "上海云岚软件有限公司 云岚软件 云岚 兰亭数智科技股份有限公司 兰亭数智 网宿科技 网宿"
).split()
_UNITS = (
    "市科委 区科委 区经信委 市经信局 上海市经济和信息化委员会 市经济信息化委 "
    "经委 区府办 团市委 管委会 区发改委 市发展改革委 "
    "区投资促进中心 普陀区科委 舟山市科技局 区科技局 市政府"
).split()
_SPACES = (
    "软件园 高新区 软件产业园 科技园 "
    "示范区 长三角生态绿色一体化发展示范区 鉴水数字示范区 市西软件信息园 人工智能产业园 "
    "镜湖数字走廊 西岑科创中心 “西岑科创中心” 西岑 科创中心"
).split()
_CHAINS = "集成电路 芯片 人工智能 AI 生物医药 生物医药产业 大数据 新能源汽车 信创 G60星链 卫星互联网 北斗 氢能".split()
_PROGRAMMES = "G60星链 G60星链计划 “产业聚能”行动 “织机上云”计划 链接100计划 链接１００计划 “织机上云”工程".split()
_CITED = (
    "长三角数字干线发展规划纲要 普陀区数字经济行动方案 "
    "普陀区数字经济行动方案（2023—2025年） 浙江省数字经济促进条例 "
    "鼓楼区数字经济行动方案 镜湖数字走廊行动方案（2023—2025年）"
).split()


def write_entangled(folder: Path, number: int, seed: int) -> None:
    """Write so many documents; every name in them has a chance to stand for another document's name."""
    rng = Random(seed)
    folder.mkdir(parents=True, exist_ok=True)
    for k in range(number):
        (folder / f"{k:03d}.txt").write_text(_text(rng), "utf-8")


def _text(rng: Random) -> str:
    place = rng.choice(_PLACES)
    short = place[-3:] if place.endswith("区") else place
    title = rng.choice(_TITLES).format(short=short)
    lines = [f"{place}人民政府办公室文件", "", title, ""] if rng.random() < 0.7 else [title, ""]
    zone, alias = rng.choice(_SPACES), rng.choice(("示范区", "走廊", "园区", "科创中心"))
    lines += [
        f"为落实《{rng.choice(_CITED)}》（以下简称《规划》）和《{rng.choice(_CITED)}》，制定本方案。",
        f"{zone}（以下简称{alias}）位于{rng.choice(_NAMED)}，联动{rng.choice(_NAMED)}、{rng.choice(_NAMED)}。",
        "", "一、空间布局", "（一）三个基座", f"1. {rng.choice(_SPACES)}", f"重点发展{rng.choice(_CHAINS)}产业。",
        f"2. {short[:2]}{rng.choice(_SPACES)}", f"建设{alias}，集聚{rng.choice(_COMPANIES)}等企业。", "",
        "二、主要任务",
    ]  # fmt: skip
    for order in range(1, rng.randint(3, 6)):
        one, other = rng.sample(_COMPANIES, 2)
        units = "、".join(rng.sample(_UNITS, rng.randint(1, 3)))
        lines.append(f"（{'一二三四五六'[order - 1]}）实施{rng.choice(_PROGRAMMES)}")
        lines.append(
            f"1. 推进{rng.choice(_CHAINS)}应用。依托{rng.choice(_SPACES)}，引进{one}、{other}等企业，"
            f"与复旦大学开展合作。（责任单位：{units}）"
        )
    lines += ["", "附件1", f"{zone}合伙人名单（第一批）", "序号\t合伙人名称"]
    lines += [f"{n}\t{name}" for n, name in enumerate(rng.sample(_COMPANIES, 4), 1)]
    bracketed = rng.sample(_COMPANIES, 2)
    lines.append(f"5\t{bracketed[0]}（{bracketed[1]}）")
    return "\n".join(lines) + "\n"
