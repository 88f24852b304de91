"""The lexicons are whole: typed, sourced, without contradictions, and as broad as the loaders need."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest

from deltatrunk.graph.errors import SchemaError
from deltatrunk.graph.schema import schema
from deltatrunk.loaders import lexicon, lexicon_files
from deltatrunk.loaders.lexicon import Lexicon

LEXICONS: dict[str, tuple[Callable[[], Lexicon], int]] = {
    "places": (lexicon.places, 3800),
    "organizations": (lexicon.organizations, 1500),
    "companies": (lexicon.companies, 3500),
    "industries": (lexicon.industries, 900),
    "technologies": (lexicon.technologies, 700),
    "scenarios": (lexicon.scenarios, 900),
    "spaces": (lexicon.spaces, 1000),
}

CUE_GROUPS = {
    "leading_roles", "rely", "build", "develop_industry", "gather", "cooperate", "apply", "participate",
    "responsibility_labels", "role_lead", "role_support", "construct_labels", "located_labels", "list_closers",
    "list_openers", "borderline", "negations", "comparators_at_least", "comparators_at_most", "comparators_about",
    "comparators_reach", "target_phrases", "actual_phrases", "time_words", "units_money", "units_count", "units_area",
    "units_percent", "units_digital", "document_types", "cites", "task_verbs",
}  # fmt: skip

HEAD = "source: 测试\nlabel: Company\n"


@pytest.fixture(params=LEXICONS, ids=str)
def terms(request: pytest.FixtureRequest) -> Lexicon:
    return LEXICONS[request.param][0]()


def test_terms_have_label_and_source_when_loaded(terms: Lexicon) -> None:
    assert {term.label for term in terms.terms} <= set(schema().core_labels)
    assert [term.name for term in terms.terms if not term.source.strip()] == []


def test_form_belongs_to_one_term_unless_ambiguous(terms: Lexicon) -> None:
    shared = [form for form, found in terms.by_form.items() if len(found) > 1]
    assert [form for form in shared if not terms.is_ambiguous(form)] == []
    if terms.name != "places":
        assert [form for form in shared if any(form not in term.ambiguous for term in terms.find(form))] == []


def test_forms_are_clean_when_loaded(terms: Lexicon) -> None:
    dirty = [form for form in terms.by_form if form != form.strip() or set("*|,，、。；\n") & set(form)]
    assert dirty == []


def test_single_characters_are_ambiguous_when_loaded(terms: Lexicon) -> None:
    assert [form for form in terms.by_form if len(form) == 1 and not terms.is_ambiguous(form)] == []


@pytest.mark.parametrize("name", LEXICONS, ids=str)
def test_lexicon_is_broad_when_loaded(name: str) -> None:
    load, least = LEXICONS[name]
    assert len(load().terms) >= least


def test_places_of_the_delta_when_counted() -> None:
    by_parent = Counter((term.parent, term.level) for term in lexicon.places().terms)
    assert sum(1 for term in lexicon.places().terms if term.level == "省") == 34
    assert [by_parent[province, "市"] for province in ("江苏省", "浙江省", "安徽省")] == [13, 11, 16]
    assert by_parent["上海市", "区县"] == 16
    assert by_parent["青浦区", "街镇"] == 11
    assert by_parent["嘉善县", "街镇"] == 9


@pytest.mark.parametrize(
    ("form", "name", "parent"),
    [
        ("青浦", "青浦区", "上海市"),
        ("浦东", "浦东新区", "上海市"),
        ("金泽", "金泽镇", "青浦区"),
        ("吴江", "吴江区", "苏州市"),
    ],
)
def test_place_is_found_when_given_by_its_short_form(form: str, name: str, parent: str) -> None:
    assert [(term.name, term.parent) for term in lexicon.places().find(form)] == [(name, parent)]


def test_homonym_places_are_ambiguous_when_parents_differ() -> None:
    assert {term.parent for term in lexicon.places().find("普陀区")} == {"上海市", "舟山市"}
    assert lexicon.places().is_ambiguous("普陀区")


def test_places_of_the_country_are_whole_when_counted() -> None:
    terms = lexicon.places().terms
    province = {term.name: term.parent for term in terms if term.level == "市"}
    counties = Counter(province.get(term.parent, term.parent) for term in terms if term.level == "区县")
    assert len(province) == 333
    assert [counties[name] for name in ("四川省", "河南省", "云南省", "西藏自治区", "宁夏回族自治区")] == [
        183,
        157,
        129,
        74,
        22,
    ]


@pytest.mark.parametrize(
    ("name", "parents"),
    [
        ("鼓楼区", {"南京市", "徐州市", "福州市", "开封市"}),
        ("长安区", {"石家庄市", "西安市"}),
        ("江北区", {"宁波市", "重庆市"}),
    ],
)
def test_districts_of_one_name_keep_their_parents_when_found(name: str, parents: set[str]) -> None:
    assert {term.parent for term in lexicon.places().find(name)} == parents


@pytest.mark.parametrize(
    "word", ["南山", "大同", "长寿", "和平", "朝阳", "白银", "东方", "合作", "延长", "城区", "老城区", "新兴区"]
)
def test_ordinary_word_names_no_place_for_sure_when_alone(word: str) -> None:
    places = lexicon.places()
    assert places.is_ambiguous(word) or not places.find(word)


def test_narrower_industry_stays_apart_when_both_are_known() -> None:
    industries = lexicon.industries()
    for one, other in [("光伏", "先进光伏"), ("新材料", "硅基新材料"), ("陶瓷", "先进陶瓷材料"), ("白酒", "酱酒")]:
        assert industries.find(one)[0].name != industries.find(other)[0].name


def test_different_companies_stay_apart_when_one_owns_the_other() -> None:
    companies = lexicon.companies()
    for one, other in [("华为", "海思"), ("中核集团", "中国核建"), ("上汽集团", "上汽大众"), ("阿里巴巴", "蚂蚁集团")]:
        assert companies.find(one)[0].name != companies.find(other)[0].name


def test_ordinary_word_is_ambiguous_when_it_names_a_company() -> None:
    companies = lexicon.companies()
    assert all(companies.is_ambiguous(form) for form in ("大众", "平安", "小米", "地平线"))
    assert not companies.is_ambiguous("中国移动")


def test_collective_names_its_members_when_loaded() -> None:
    members = {item.name: item.members for item in lexicon.collectives()}
    names = [lexicon.companies().find(form)[0].name for form in ("申通", "圆通", "中通", "韵达")]
    assert sorted(members["三通一达"]) == sorted(names)


def test_every_chain_has_three_positions_when_loaded() -> None:
    found = Counter((item.chain, item.position) for item in lexicon.segments())
    chains = {chain for chain, _ in found}
    assert len(chains) >= 14
    assert [chain for chain in chains if any(not found[chain, position] for position in lexicon_files.POSITIONS)] == []


@pytest.mark.parametrize("name", ["organizations", "companies", "spaces"])
def test_suffixes_are_longest_first_and_labelled_when_loaded(name: str) -> None:
    found = lexicon.suffixes(name)
    lengths = [len(suffix.text) for suffix in found]
    assert lengths == sorted(lengths, reverse=True)
    assert {suffix.label for suffix in found} <= set(schema().core_labels)
    assert {suffix.strong for suffix in found} == {True, False}


def test_strength_of_suffixes_when_looked_up() -> None:
    strong = {suffix.text: suffix.strong for suffix in lexicon.suffixes("spaces")}
    assert all(strong[text] for text in ("产业园", "科创走廊", "经济技术开发区", "实验室", "博览会"))
    assert not any(strong[text] for text in ("中心", "平台", "基地", "区", "园", "展"))


def test_cue_groups_are_complete_and_sourced_when_loaded() -> None:
    groups = lexicon.words("verbs")
    assert set(groups) == CUE_GROUPS
    assert [name for name, group in groups.items() if not (group.source and group.meaning)] == []
    assert groups["list_closers"].words[-1] == "等"


@pytest.mark.parametrize(
    ("text", "where"),
    [
        (HEAD + "groups: [{name: 甲, source: 测试, terms: [华为|华为技术, 海思|华为]}]", "bad.yaml，海思"),
        (HEAD + "groups: [{name: 甲, source: 测试, terms: [华为, 华为]}]", "bad.yaml，华为"),
        (HEAD + "groups: [{name: 甲, source: 测试, terms: [华为|华为*]}]", "bad.yaml，甲，华为|华为*"),
        (HEAD + "groups: [{name: 甲, source: 测试, terms: [360]}]", "bad.yaml，甲，360"),
        (HEAD + "groups: [{name: 甲, source: 测试, terms: 华为}]", "bad.yaml，甲"),
        (HEAD + "groups: [{name: 甲, terms: [华为]}]", "bad.yaml，甲"),
        (HEAD + "groups: [{name: 甲, source: 测试, label: Firm, terms: [华为]}]", "bad.yaml，甲"),
        (HEAD + "groups: [{name: 甲, source: 测试, parent: 无此地, terms: [华为]}]", "bad.yaml，华为"),
        (HEAD + "ambiguous: [小米]\ngroups: [{name: 甲, source: 测试, terms: [华为]}]", "bad.yaml"),
        ("label: Company\ngroups: [{name: 甲, source: 测试, terms: [华为]}]", "bad.yaml"),
        (HEAD + "groups: [", "bad.yaml"),
        ("- 华为", "bad.yaml"),
    ],
    ids=[
        "form-of-two", "same-entry", "form-twice", "number", "no-list", "no-source", "label", "parent", "ambiguous",
        "no-file-source", "no-yaml", "no-mapping",
    ],
)  # fmt: skip
def test_wrong_terms_are_named_when_parsed(text: str, where: str) -> None:
    with pytest.raises(SchemaError) as caught:
        lexicon_files.parse_terms("bad.yaml", text)
    assert caught.value.where == where


def test_starred_form_may_be_shared_when_both_carry_the_star() -> None:
    found = lexicon_files.parse_terms(
        "x.yaml", HEAD + "groups: [{name: 甲, source: 测试, terms: [大众汽车|大众*, 大众公用|大众*]}]"
    )
    assert [term.name for term in found.find("大众")] == ["大众汽车", "大众公用"]


def test_short_form_is_added_when_the_group_drops_a_suffix() -> None:
    group = "{name: 甲, source: 测试, level: 区县, drop: [新区, 区, 县], terms: [浦东新区, 泾县, 青浦区]}"
    text = f"source: 测试\nlabel: Place\ngroups: [{group}]"
    found = lexicon_files.parse_terms("x.yaml", text)
    assert [term.forms for term in found.terms] == [("浦东新区", "浦东"), ("泾县",), ("青浦区", "青浦")]


def test_unknown_chain_is_named_when_segments_are_parsed() -> None:
    text = "source: 测试\nsegments: [{name: 无此链, source: 测试, 上游: [芯片]}]"
    with pytest.raises(SchemaError) as caught:
        lexicon_files.parse_segments("bad.yaml", text, lexicon.industries())
    assert caught.value.where == "bad.yaml，无此链"


@pytest.mark.parametrize(
    "text",
    [
        "source: 测试\nsuffixes: [{name: 甲, source: 测试, label: Park, strength: medium, words: [园]}]",
        "source: 测试\nsuffixes: [{name: 甲, source: 测试, label: Park, strength: weak, words: [园, 园]}]",
        "source: 测试\nsuffixes: [{name: 甲, source: 测试, label: Garden, strength: weak, words: [园]}]",
    ],
    ids=["strength", "twice", "label"],
)
def test_wrong_suffixes_are_refused_when_parsed(text: str) -> None:
    with pytest.raises(SchemaError):
        lexicon_files.parse_suffixes("bad.yaml", text)


def test_unknown_member_is_refused_when_collectives_are_parsed() -> None:
    text = "source: 测试\ncollectives: [{name: 甲乙, source: 测试, members: [无此公司]}]"
    with pytest.raises(SchemaError, match="规范名称"):
        lexicon_files.parse_collectives("bad.yaml", text, lexicon.companies())


def test_repeated_word_is_refused_when_words_are_parsed() -> None:
    text = "source: 测试\nwords: [{name: 甲, source: 测试, meaning: 测试, words: [等, 等]}]"
    with pytest.raises(SchemaError):
        lexicon_files.parse_words("bad.yaml", text)
