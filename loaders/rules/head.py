"""The document itself: title, number, issuer, date, period, container, and what it cites in 《》."""

from __future__ import annotations

import re

from ...graph.ids import fold
from ..findings import Key
from ..normal import View
from ..reading import Reading, forms_of, passages_of
from ..sentences import sentences

_CITED = re.compile(r"《([^《》]{3,70}(?:[《〈][^》〉]*[》〉][^《》]*)?)》")
_NUMBER = re.compile(r"^（([\u4e00-\u9fff]{1,8}〔\d{4}〕\d{1,4}号)）")
_SHORT = re.compile(r"以下简称《([^《》]{2,30})》")
_BRACKETS = re.compile(r"（[^（）]*）")
_SURE = 0.95


def same_title(a: str, b: str) -> bool:
    """Tell whether two titles name one document: equal but for brackets that one of them leaves out.

    Two titles with other years are two documents (the rounds of an action plan).
    """
    if fold(_BRACKETS.sub("", a)) != fold(_BRACKETS.sub("", b)):
        return False
    one, two = ({fold(x) for x in _BRACKETS.findall(t)} for t in (a, b))
    return one <= two or two <= one


def read_head(reading: Reading) -> None:
    """Record the document with its properties, its issuer and its container."""
    document, recorder = reading.document, reading.recorder
    first = document.title or _first_words(reading)
    if first is None:
        return
    period = document.period
    recorder.mention(
        reading.key, first, "head.title", 1.0,
        aliases=document.aliases, loaded=True, kind=document.kind, issued=document.issued,
        number=document.number.text if document.number else None,
        period_start=period[0] if period else None, period_end=period[1] if period else None,
        file=document.file, start=document.start, end=document.end,
        sha256=document.source.sha256, encoding=document.source.encoding,
    )  # fmt: skip
    if document.issuer is not None:
        issuer = Key("Organization", document.issuer.text)
        recorder.mention(issuer, document.issuer.view, "head.issuer", _SURE)
        recorder.link("ISSUED_BY", reading.key, issuer, document.issuer.view, "head.issuer", _SURE)
    _theme(reading, first)
    if document.container:
        recorder.link(
            "PART_OF", reading.key, Key("Document", document.container), first, "head.container", 0.9, group="公报"
        )


def _theme(reading: Reading, title: View) -> None:
    """Record the zone and the place that the title, else the issuer, names: goals belong to them."""
    issuer = reading.document.issuer
    for key in dict.fromkeys(k for k in (reading.zone, reading.area) if k is not None):
        views = (title, issuer.view if issuer is not None else None)
        for view, form in ((v, f) for v in views if v is not None for f in forms_of(key)):
            at = view.text.find(form)
            if at >= 0:
                aliases = (form,) if form != key.name else ()
                reading.recorder.mention(key, view.part(at, at + len(form)), "head.theme", 0.9, aliases=aliases)
                break


def _first_words(reading: Reading) -> View | None:
    passages = passages_of(reading.root)
    return next(sentences(passages[0].view), None) if passages else None


def read_citations(reading: Reading) -> None:
    """Record every document that the text names in 《》; its own title and short forms are no citation."""
    recorder = reading.recorder
    short: dict[str, Key] = {}
    for passage in passages_of(reading.root):
        text = passage.view.text
        previous: Key | None = None
        for match in _CITED.finditer(text):
            name = match[1].replace("〈", "《").replace("〉", "》")
            view = passage.view.part(match.start(1), match.end(1))
            abbreviates = _SHORT.search(text, max(0, match.start() - 5), match.end())
            if abbreviates and previous is not None:
                short[fold(name)] = previous
                continue
            if same_title(name, reading.document.name):
                previous = reading.key
                recorder.mention(reading.key, view, "head.own-title", _SURE, aliases=(name,))
                continue
            if fold(name) in short:
                continue
            key = previous = Key("Document", name)
            number = _NUMBER.match(text[match.end() :])
            sentence = _sentence(passage.view, match.start())
            recorder.mention(key, view, "citation", _SURE, number=number[1] if number else None)
            recorder.link("CITES", reading.key, key, sentence, "citation", _SURE)


def _sentence(view: View, at: int) -> View:
    done = 0
    for sentence in sentences(view):
        done += len(sentence)
        if at < done:
            return sentence
    return view
