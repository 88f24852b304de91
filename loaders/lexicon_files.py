"""Reading a lexicon file: typed terms, links of chains, name endings and cue words from YAML text, validated.

A term's entry is one string, ``name|form|form*``: the canonical name, then the short forms that texts use. A star marks
a form that is also an ordinary word or another thing (大众*, 平安*): it needs support from its context. Every file and
every group says where its knowledge comes from. What is wrong (a form that two entries claim, a wrong type, a missing
source, a label unknown to the schema) raises :class:`SchemaError` naming file, group and entry.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

import yaml

from ..graph.errors import SchemaError
from ..graph.schema import schema

POSITIONS = ("上游", "中游", "下游")
_NO_STARS: frozenset[str] = frozenset()
STRENGTHS = ("strong", "weak")


@dataclass(frozen=True, slots=True)
class Term:
    """A name of the field with every form that texts use for it; ``forms`` starts with the name."""

    name: str
    forms: tuple[str, ...]
    label: str
    source: str
    group: str
    ambiguous: frozenset[str] = frozenset()
    level: str = ""
    parent: str = ""


@dataclass(frozen=True, slots=True)
class SegmentTerm:
    """A usual link of a well-known chain with its position: 上游, 中游 or 下游."""

    name: str
    forms: tuple[str, ...]
    chain: str
    position: str
    source: str


@dataclass(frozen=True, slots=True)
class Suffix:
    """An ending by which a name's label is recognised; a weak one needs a proper name or a cue before it."""

    text: str
    label: str
    strong: bool
    group: str
    source: str


@dataclass(frozen=True, slots=True)
class Collective:
    """A nickname of several companies at once (三通一达) with its members' canonical names."""

    name: str
    members: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class WordGroup:
    """Cue words of one function in a sentence, longest first."""

    name: str
    meaning: str
    words: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The terms of one file, in file order, with an index from each form to the terms that claim it."""

    name: str
    terms: tuple[Term, ...]
    by_form: Mapping[str, tuple[Term, ...]]

    def find(self, form: str) -> tuple[Term, ...]:
        """Return the terms that a form may mean: none, one, or several homonyms."""
        return self.by_form.get(form, ())

    def is_ambiguous(self, form: str) -> bool:
        """Tell whether a form alone does not settle what is meant."""
        found = self.find(form)
        return len(found) > 1 or any(form in term.ambiguous for term in found)


def parse_terms(file: str, text: str) -> Lexicon:
    """Build a lexicon from YAML text.

    Places may share a name under different parents: such forms become ambiguous by themselves. In every other file a
    form that two entries claim must carry the star in both.
    """
    raw = _Entry(file, "", _load(file, text))
    default_label = raw.optional_text("label")
    starred = frozenset(raw.texts("ambiguous", required=False))
    terms: list[Term] = []
    labels = schema().core_labels
    for group in raw.groups("groups"):
        label = group.optional_text("label") or default_label
        if label not in labels:
            raise group.error(f"标签“{label}”不在图谱结构中")
        level, parent, source = group.optional_text("level"), group.optional_text("parent"), group.text("source")
        drop = group.texts("drop", required=False)
        for entry in group.texts("terms"):
            forms, stars = _forms(group, entry, drop)
            ambiguous = stars if starred.isdisjoint(forms) else stars | (starred & set(forms))
            terms.append(Term(forms[0], forms, label, source, group.name, ambiguous, level, parent))
    by_form = _index(raw, terms)
    unknown = starred - by_form.keys()
    if unknown:
        raise raw.error(f"ambiguous 列出的“{sorted(unknown)[0]}”不是任何条目的写法")
    for term in terms:
        if term.parent and term.parent not in by_form:
            raise raw.error(f"上级“{term.parent}”没有条目", term.name)
    return Lexicon(file.removesuffix(".yaml"), tuple(terms), MappingProxyType(by_form))


def parse_segments(file: str, text: str, chains: Lexicon) -> tuple[SegmentTerm, ...]:
    """Build the links of chains; refuses a chain that is no industry term and a link that a chain names twice."""
    found: list[SegmentTerm] = []
    for group in _Entry(file, "", _load(file, text)).groups("segments"):
        if not any(term.name == group.name for term in chains.find(group.name)):
            raise group.error("该产业链不是 industries.yaml 的规范名称")
        source, seen = group.text("source"), set[str]()
        for position in POSITIONS:
            for entry in group.texts(position, required=False):
                forms, _ = _forms(group, entry, ())
                if seen & set(forms):
                    raise group.error("同一产业链中重复", entry)
                seen |= set(forms)
                found.append(SegmentTerm(forms[0], forms, group.name, position, source))
    return tuple(found)


def parse_suffixes(file: str, text: str) -> tuple[Suffix, ...]:
    """Build name endings, longest first; an ending has one label."""
    found: dict[str, Suffix] = {}
    for group in _Entry(file, "", _load(file, text)).groups("suffixes"):
        label, strength, source = group.text("label"), group.text("strength"), group.text("source")
        if label not in schema().core_labels:
            raise group.error(f"标签“{label}”不在图谱结构中")
        if strength not in STRENGTHS:
            raise group.error(f"strength 应为 {' 或 '.join(STRENGTHS)}，得到“{strength}”")
        for word in group.texts("words"):
            if word in found:
                raise group.error(f"后缀已在组“{found[word].group}”中", word)
            found[word] = Suffix(word, label, strength == "strong", group.name, source)
    return tuple(sorted(found.values(), key=lambda suffix: _longest_first(suffix.text)))


def parse_collectives(file: str, text: str, known: Lexicon) -> tuple[Collective, ...]:
    """Build nicknames of several companies; every member must be a canonical company name."""
    found: list[Collective] = []
    for group in _Entry(file, "", _load(file, text)).groups("collectives"):
        members = group.texts("members")
        for member in members:
            if not any(term.name == member for term in known.find(member)):
                raise group.error("成员不是企业条目的规范名称", member)
        found.append(Collective(group.name, members, group.text("source")))
    return tuple(found)


def parse_words(file: str, text: str) -> Mapping[str, WordGroup]:
    """Build groups of cue words; refuses a word twice in one group (groups may share words)."""
    found: dict[str, WordGroup] = {}
    for group in _Entry(file, "", _load(file, text)).groups("words"):
        entries = group.texts("words")
        if len(set(entries)) != len(entries):
            raise group.error("词语重复", next(word for word in entries if entries.count(word) > 1))
        ordered = tuple(sorted(entries, key=_longest_first))
        found[group.name] = WordGroup(group.name, group.text("meaning"), ordered, group.text("source"))
    return MappingProxyType(found)


def _index(raw: _Entry, terms: list[Term]) -> dict[str, tuple[Term, ...]]:
    by_form: dict[str, tuple[Term, ...]] = {}
    for term in terms:
        for form in term.forms:
            others = by_form.get(form)
            if others is None:
                by_form[form] = (term,)
                continue
            for other in others:
                if other.name == term.name and other.parent == term.parent:
                    raise raw.error("条目重复", term.name)
                homonym = bool(term.level and other.level)
                if not homonym and not (form in term.ambiguous and form in other.ambiguous):
                    raise raw.error(f"写法“{form}”同时属于“{other.name}”，两处都应加 * 标记歧义", term.name)
            by_form[form] = (*others, term)
    return by_form


def _forms(group: _Entry, entry: str, drop: tuple[str, ...]) -> tuple[tuple[str, ...], frozenset[str]]:
    """Split an entry into its forms and the starred ones; add the short form that a group's ``drop`` gives."""
    parts = [part.strip() for part in entry.split("|")]
    forms = [part.rstrip("*") for part in parts]
    if not all(forms) or len(set(forms)) != len(forms):
        raise group.error("写法为空或重复", entry)
    stars = _NO_STARS
    if "*" in entry:
        stars = frozenset(form for form, part in zip(forms, parts, strict=True) if part.endswith("*"))
    for suffix in drop:
        short = forms[0].removesuffix(suffix)
        if short != forms[0] and len(short) >= 2:
            if short not in forms:
                forms.insert(1, short)
            break
    return tuple(forms), stars


def _longest_first(text: str) -> tuple[int, str]:
    return (-len(text), text)


@lru_cache(maxsize=16)
def _load(file: str, text: str) -> object:
    # One file holds terms, endings and words: it is parsed once. libyaml is ten times faster where the wheel has it.
    try:
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506
    except yaml.YAMLError as error:
        raise SchemaError("词表不是合法的 YAML", where=file, hint=str(error)) from error


@dataclass(frozen=True, slots=True)
class _Entry:
    """A mapping of a data file whose values are asked for by type; mistakes name file and entry."""

    file: str
    name: str
    raw: object

    def error(self, what: str, entry: str = "") -> SchemaError:
        where = "，".join(part for part in (self.file, self.name, entry) if part)
        return SchemaError(f"词表有误：{what}", where=where, hint="修改 loaders/data 下的词表文件")

    def _get(self, key: str) -> object:
        if not isinstance(self.raw, dict):
            raise self.error("应为键值结构")
        return self.raw.get(key)

    def text(self, key: str) -> str:
        value = self._get(key)
        if not isinstance(value, str) or not value.strip():
            raise self.error(f"缺少 {key} 或不是文字")
        return value

    def optional_text(self, key: str) -> str:
        return "" if self._get(key) is None else self.text(key)

    def texts(self, key: str, *, required: bool = True) -> tuple[str, ...]:
        value = self._get(key)
        if value is None and not required:
            return ()
        if not isinstance(value, list) or not value:
            raise self.error(f"{key} 应为非空列表")
        for item in value:
            if not isinstance(item, str) or not item.strip():
                raise self.error(f"{key} 中有非文字条目", str(item))
        return tuple(value)

    def groups(self, key: str) -> Iterator[_Entry]:
        """Yield the named groups of a list; every file and every group must tell its source."""
        self.text("source")
        value, seen = self._get(key), set[str]()
        if not isinstance(value, list) or not value:
            raise self.error(f"{key} 应为非空列表")
        for item in value:
            group = _Entry(self.file, f"{key}", item)
            group = _Entry(self.file, group.text("name"), item)
            group.text("source")
            if group.name in seen:
                raise group.error(f"{key} 中组名重复")
            seen.add(group.name)
            yield group
