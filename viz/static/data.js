"use strict";
/* What the page was given: rows stored as columns (viz/columns.py), made into plain objects again. */
function rowsOf(stored, spread) {
  const names = Object.keys(stored.c), rows = new Array(stored.n), readers = names.map((name) => readerOf(stored.c[name]));
  for (let at = 0; at < stored.n; at += 1) {
    const row = {};
    for (let i = 0; i < names.length; i += 1) row[names[i]] = readers[i](at);
    if (spread) spread(row, at);
    rows[at] = row;
  }
  return rows;
}

function readerOf(column) {
  if (column.i) return (at) => column.t[column.i[at]];
  if (!("d" in column)) return (at) => column.v[at];
  if (!column.at) return () => column.d;
  const other = new Map(column.at.map((row, i) => [row, column.v[i]]));
  return (at) => (other.has(at) ? other.get(at) : column.d);
}

function readView(text, book) {
  const view = JSON.parse(text);
  view.nodes = rowsOf(view.nodes, (node, at) => {
    node.at = at;
    if (!node.entity) node.entity = node.id;
    if (!node.label && book.cardOf.has(node.entity)) node.label = book.cardOf.get(node.entity).name;
    if (!node.lines.length) node.lines = [node.label];
  });
  view.edges = rowsOf(view.edges, (edge, at) => {
    edge.at = at;
    if (!edge.relationship) edge.relationship = "e" + at;
    if (!edge.id) edge.id = edge.relationship + "@" + at;
    edge.source = view.nodes[edge.source];
    edge.target = view.nodes[edge.target];
  });
  return view;
}

/* Cards by entity, quotes, and how characters are spoken. Facts are read when a card is opened. */
function readBook(text) {
  const raw = JSON.parse(text), facts = raw.facts, names = Object.keys(facts.c), readers = names.map((name) => readerOf(facts.c[name]));
  const cards = rowsOf(raw.cards, (card, at) => { card.at = at; });
  // Facts lie card by card: where each card's begin.
  const first = new Int32Array(cards.length + 1), owner = facts.n ? readerOf(facts.c.of) : null;
  for (let i = 0; i < facts.n; i += 1) first[owner(i) + 1] = i + 1;
  for (let at = 1; at < first.length; at += 1) first[at] = Math.max(first[at], first[at - 1]);
  const fact = (i) => {
    const one = Object.fromEntries(names.map((name, n) => [name, readers[n](i)]));
    const other = typeof one.other === "number" ? cards[one.other] : null, own = cards[one.of].id;
    if (other) { one.other = other.id; one.name = one.name || other.name; }
    if (!one.id) one.id = [one.type, one.outward ? own : one.other, one.outward ? one.other : own].join("|");
    return one;
  };
  const told = (card) => Array.from({ length: first[card.at + 1] - first[card.at] }, (_, i) => fact(first[card.at] + i));
  const book = {
    cards,
    cardOf: new Map(cards.map((card) => [card.id, card])),
    quotes: rowsOf(raw.quotes, (quote) => { if (quote.at >= 0) quote.exact = quote.text.slice(quote.at, quote.at + quote.size); }),
    sounds: new Map(Object.entries(raw.sounds).map(([character, said]) => [character, said.split(" ")])),
    // Who has no facts in the book, as the names of somebody else's network, has the lines of the map that is shown.
    lines: () => [],
    factsOf: (card) => { const own = told(card); return own.length ? own : book.lines(card); },
  };
  return book;
}
