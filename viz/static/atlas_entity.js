"use strict";
/* The entities: a search over all names, and a page for one of them. */
const SHOWN = 200, NEAR = 11;

function startEntities(book, about, open) {
  const $ = (id) => document.getElementById(id);
  const input = $("entity-search"), type = $("entity-type"), list = $("entity-hits"), told = $("entity-told"), place = $("entity-page");
  const looks = new Map(about.types.map((entry) => [entry.type, entry]));
  const weight = (card) => book.factsOf(card).length;
  const finders = new Map();
  let weights = null, current = "";

  function finder() {
    const key = type.value;
    if (!finders.has(key)) finders.set(key, new Finder(book, (card) => !key || card.type === key));
    return finders.get(key);
  }
  function hits() {
    if (input.value.trim()) return finder().find(input.value, Infinity);
    weights = weights || new Map(book.cards.map((card) => [card, weight(card)]));
    return book.cards.filter((card) => !type.value || card.type === type.value)
      .sort((a, b) => (a.type === "Document") - (b.type === "Document") || weights.get(b) - weights.get(a) || a.at - b.at).map((card) => ({ card, by: card.name }));
  }
  function fill() {
    const found = hits();
    list.replaceChildren(...found.slice(0, SHOWN).map(({ card, by }) => el("li", {},
      el("button", { type: "button", "data-id": card.id, "aria-current": String(card.id === current), onclick: () => show(card.id) },
        el("span", {}, card.name), el("small", {}, by !== card.name ? "又名 " + by : looks.has(card.type) ? looks.get(card.type).title : "")))));
    told.textContent = !found.length ? "没有这个名称，试试别名或拼音首字母"
      : found.length > SHOWN ? "找到 " + found.length + " 个，列出前 " + SHOWN + " 个" : "找到 " + found.length + " 个";
    return found;
  }
  const facts = (card) => book.factsOf(card);

  function show(id) {
    const card = book.cardOf.get(id);
    if (!card) return false;
    current = id;
    for (const button of list.querySelectorAll("button")) button.setAttribute("aria-current", String(button.dataset.id === id));
    const own = facts(card), groups = grouped(own), shows = (one) => one.cards.includes(card.at);
    const maps = about.tabs.flatMap((tab) => [...(shows(tab) ? [{ tab, part: "" }] : []), ...tab.parts.filter(shows).map((part) => ({ tab, part: part.title }))]);
    const acts = maps.map(({ tab, part }) => el("button", { type: "button", onclick: () => open.map(tab.name, id, part) }, tab.title + (part ? " · " + part : "")));
    if (acts.length) acts.unshift(el("span", {}, "在图中看"));
    const left = el("div", {}), right = el("div", {});
    place.replaceChildren(
      el("h1", {}, card.name),
      el("div", { class: "tags" }, ...card.types.map((title) => el("span", {}, title)),
        card.aliases.length ? el("small", {}, "又名 " + card.aliases.join("、")) : null, card.confidence < 0.5 ? el("span", {}, "边缘事实") : null),
      el("div", { class: "acts" }, ...(acts.length ? acts : [el("small", {}, "各张图里没有画它；它的全部事实在下面")])),
      own.length ? nearPicture(card, groups) : el("p", {}, "文件提到它，没有写明它与别的实体的关系"),
      el("div", { class: "columns" }, left, right));
    if (card.properties.length) left.append(el("h3", {}, "属性"), el("dl", {}, ...card.properties.flatMap(([title, text]) => [el("dt", {}, title), el("dd", {}, text)])));
    if (card.quotes.length) left.append(el("h3", {}, "出处"), ...quotesOf(book, card.quotes));
    for (const [title, held] of groups) right.append(el("h3", {}, title + "（" + held.length + "）"), el("ul", { class: "facts" }, ...held.map((fact) => factLine(book, fact, show))));
    if (!groups.size) right.append(el("h3", {}, "关系"), el("p", {}, "没有"));
    place.scrollTop = 0;
    open.said("entity", id);
    open.say(card.name + "，" + card.types.join("、") + "，" + own.length + " 条关系");
    return true;
  }

  /* The neighbourhood: who points here on the left, where this points to on the right. */
  function nearPicture(card, groups) {
    const sides = { left: [], right: [] };
    for (const [title, held] of groups) {
      const seen = new Set();
      for (const fact of held) {
        if (seen.has(fact.other)) continue;
        seen.add(fact.other);
        sides[fact.outward ? "right" : "left"].push({ title: title.replace(/ →|← /, ""), fact });
      }
    }
    const rows = Math.max(1, ...Object.values(sides).map((side) => Math.min(side.length, NEAR + 1)));
    const wide = 1180, step = 31, tall = rows * step + 18, middle = tall / 2, box = 330, half = 150;
    const svg = svgOf("svg", { viewBox: "0 0 " + wide + " " + tall, class: "near", role: "group", "aria-label": card.name + "的邻域，入在左，出在右" });
    const lines = svgOf("g", {});
    svg.append(lines);
    for (const [name, side] of Object.entries(sides)) {
      const held = side.length > NEAR + 1 ? side.slice(0, NEAR) : side, more = side.length - held.length, total = held.length + (more ? 1 : 0);
      let last = "";
      held.forEach(({ title, fact }, i) => {
        const y = middle + (i - (total - 1) / 2) * step, x = name === "left" ? 8 : wide - 8 - box;
        const inner = name === "left" ? x + box : x, centre = name === "left" ? wide / 2 - half : wide / 2 + half, turn = (inner + centre) / 2;
        lines.append(svgOf("path", { d: "M" + inner + " " + y + "C" + turn + " " + y + " " + turn + " " + middle + " " + centre + " " + middle }));
        svg.append(chip(fact, x, y, box));
        if (title !== last) svg.append(svgText(title, name === "left" ? inner + 6 : inner - 6, y - 4, name === "left" ? "start" : "end", "relation"));
        last = title;
      });
      if (more) svg.append(svgText("另有 " + more + " 个，见下面的列表", name === "left" ? 8 + box / 2 : wide - 8 - box / 2, middle + ((total - 1) / 2) * step + 5, "middle", "relation"));
    }
    const look = looks.get(card.type), own = svgOf("g", {});
    own.append(svgOf("rect", { x: wide / 2 - half, y: middle - 22, width: half * 2, height: 44, rx: 9 }));
    const words = svgText(cut(card.name, (half * 2 - 40) / 17), wide / 2 + 8, middle + 6, "middle", "centre");
    own.append(words, svgOf("title", {}, card.name));
    if (look) {
      own.firstChild.style.stroke = look.color;
      own.firstChild.style.strokeWidth = "3";
    }
    svg.append(own);
    return svg;
  }
  function chip(fact, x, y, box) {
    const known = book.cardOf.get(fact.other), look = known && looks.get(known.type);
    const made = svgOf("g", known ? { role: "button", tabindex: "0", "aria-label": fact.name } : {});
    made.append(svgOf("rect", { x, y: y - 13, width: box, height: 26, rx: 6 }), svgOf("title", {}, fact.name));
    const mark = svgOf("circle", { cx: x + 14, cy: y, r: 6 });
    if (look) mark.style.fill = look.color;
    made.append(mark, svgText(cut(fact.name, (box - 36) / 15), x + 28, y + 5, "start", ""));
    if (known) {
      made.addEventListener("click", () => show(fact.other));
      made.addEventListener("keydown", (event) => { if (event.key === "Enter" || event.key === " ") { event.preventDefault(); show(fact.other); } });
    }
    return made;
  }

  input.addEventListener("input", fill);
  input.addEventListener("keydown", (event) => {
    if (event.key === "Enter") { const [best] = hits(); if (best) show(best.card.id); }
    if (event.key === "ArrowDown") { const next = list.querySelector("button"); if (next) next.focus(); event.preventDefault(); }
    if (event.key === "Escape") { input.value = ""; fill(); }
  });
  type.addEventListener("change", () => { const found = fill(); if (found.length && (!current || type.value)) show(found[0].card.id); });
  list.addEventListener("keydown", (event) => {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key], buttons = [...list.querySelectorAll("button")], at = buttons.indexOf(document.activeElement);
    if (!move || at < 0) return;
    event.preventDefault();
    if (at + move < 0) input.focus(); else if (buttons[at + move]) buttons[at + move].focus();
  });
  fill();
  return {
    show, input, current: () => current,
    first() { const [best] = hits(); if (best) show(best.card.id); else place.replaceChildren(el("p", {}, "图中没有实体")); },
    only(wanted) { input.value = ""; type.value = wanted; const found = fill(); if (found.length) show(found[0].card.id); },
  };
}

function grouped(facts) {
  const groups = new Map();
  for (const fact of facts) {
    const title = fact.outward ? fact.title + " →" : "← " + fact.title;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(fact);
  }
  return groups;
}

/* As much of a name as fits into so many em. */
function cut(text, em) {
  if (emOf(text) <= em) return text;
  let kept = "";
  for (const character of text) { if (emOf(kept + character) > em - 1) break; kept += character; }
  return kept + "…";
}

function svgOf(tag, attributes, text) {
  const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  if (text !== undefined) made.textContent = text;
  return made;
}

function svgText(text, x, y, anchor, kind) {
  return svgOf("text", { x, y, "text-anchor": anchor, class: kind }, text);
}
