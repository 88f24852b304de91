"use strict";
/* The panel and the legend, built from text nodes only. */
function el(tag, properties, ...children) {
  const made = document.createElement(tag);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "class") made.className = value;
    else if (value !== false && value !== undefined) made.setAttribute(key, value);
  }
  for (const child of children) if (child !== null && child !== undefined && child !== "") made.append(child);
  return made;
}

function quoteBlock(quote) {
  const words = el("p");
  const at = quote.exact ? quote.text.indexOf(quote.exact) : -1;
  if (!quote.text) words.append("（图中没有收录原文，请按下面的位置查阅文件）");
  else if (at < 0 || quote.exact.length === quote.text.length) words.append(quote.text);
  else words.append(quote.text.slice(0, at), el("mark", {}, quote.exact), quote.text.slice(at + quote.exact.length));
  const where = [quote.document && "《" + quote.document.replace(/^《|》$/g, "") + "》", quote.path].filter(Boolean).join(" · ");
  return el("blockquote", {}, words, el("cite", {}, where), el("cite", { title: quote.rule ? "规则 " + quote.rule : false }, quote.place));
}

function quotesOf(book, indexes) {
  return indexes.map((index) => quoteBlock(book.quotes[index]));
}

function closeButton(close) {
  return el("button", { class: "close", type: "button", "aria-label": "关闭详情", title: "关闭（Esc）", onclick: close }, "×");
}

function factLine(book, fact, open) {
  const known = book.cardOf.has(fact.other);
  const name = known
    ? el("button", { class: "name", type: "button", onclick: () => open(fact.other) }, fact.name)
    : el("span", {}, fact.name);
  const marks = [fact.note, fact.borderline ? "边缘事实" : ""].filter(Boolean).join("；");
  const item = el("li", {}, name, marks ? el("small", {}, "　" + marks) : null);
  if (fact.quotes.length) {
    const box = el("details", {}, el("summary", {}, "原文"));
    box.addEventListener("toggle", () => { if (box.open && box.children.length === 1) box.append(...quotesOf(book, fact.quotes)); });
    item.append(box);
  }
  return item;
}

function entityPanel(panel, book, card, actions) {
  const groups = new Map();
  for (const fact of book.factsOf(card)) {
    const title = fact.outward ? fact.title + " →" : "← " + fact.title;
    if (!groups.has(title)) groups.set(title, []);
    groups.get(title).push(fact);
  }
  panel.replaceChildren(
    closeButton(actions.close),
    el("h2", {}, card.name),
    el("div", { class: "tags" }, ...card.types.map((title) => el("span", {}, title))),
    el("div", { class: "acts" }, el("button", { type: "button", onclick: actions.focus }, "只看邻域")),
  );
  if (card.aliases.length) panel.append(el("h3", {}, "别名"), el("div", {}, card.aliases.join("、")));
  if (card.properties.length) {
    panel.append(el("h3", {}, "属性"), el("dl", {}, ...card.properties.flatMap(([title, text]) => [el("dt", {}, title), el("dd", {}, text)])));
  }
  if (actions.note) {
    const words = el("textarea", { rows: "2", "aria-label": "备注", placeholder: "写备注；用“保存布局”存下", maxlength: "2000", onchange: (event) => actions.note.set(event.target.value) });
    words.value = actions.note.text;
    panel.append(el("h3", {}, "备注"), words);
  }
  if (card.quotes.length) panel.append(el("h3", {}, "出处"), ...quotesOf(book, card.quotes));
  for (const [title, facts] of groups) {
    panel.append(el("h3", {}, title + "（" + facts.length + "）"), el("ul", {}, ...facts.map((fact) => factLine(book, fact, actions.open))));
  }
}

function relationPanel(panel, book, edge, fact, source, target, actions) {
  panel.replaceChildren(
    closeButton(actions.close),
    el("h2", {}, edge.label),
    el("ul", {},
      el("li", {}, el("button", { class: "name", type: "button", onclick: () => actions.open(source.id) }, source.name), el("small", {}, "　起点")),
      el("li", {}, el("button", { class: "name", type: "button", onclick: () => actions.open(target.id) }, target.name), el("small", {}, "　终点"))),
  );
  if (fact && fact.note) panel.append(el("h3", {}, "属性"), el("div", {}, fact.note));
  if (edge.borderline) panel.append(el("div", {}, "边缘事实：置信度低于 0.5"));
  panel.append(el("h3", {}, "原文"), ...(fact && fact.quotes.length ? quotesOf(book, fact.quotes) : [el("p", {}, "图中没有收录这条关系的出处")]));
}

function legendChip(entry, shape, toggle) {
  const swatch = el("canvas", { width: "32", height: "32", "aria-hidden": "true" });
  const chip = el("button", { type: "button", "aria-pressed": "true", title: "点按隐藏或显示" + entry.title, "data-type": entry.type },
    swatch, entry.title, el("b", {}, String(entry.count)));
  chip.paint = () => shape(swatch.getContext("2d"), entry);
  chip.set = (on) => chip.setAttribute("aria-pressed", String(on));
  chip.addEventListener("click", () => toggle(entry, chip.getAttribute("aria-pressed") !== "true"));
  return chip;
}
