"use strict";
/* What stands on the map and what of it is seen: filters, focus, places, neighbours, what lies at a point. */
class Scene {
  constructor(view, book) {
    this.view = view; this.book = book;
    this.nodes = view.nodes; this.edges = view.edges;
    this.looks = new Map(view.legend.filter((entry) => entry.kind === "node").map((entry) => [entry.type, entry]));
    this.nodeOf = new Map(this.nodes.map((node) => [node.id, node]));
    this.placesOf = new Map();
    for (const node of this.nodes) {
      const others = this.placesOf.get(node.entity);
      if (others) others.push(node); else this.placesOf.set(node.entity, [node]);
    }
    this.filters = { hidden: new Set(), chain: "", document: -1, confidence: 0 };
    this.focus = null; this.moved = new Map();
    this.seen = new Uint8Array(this.nodes.length); this.drawn = new Uint8Array(this.edges.length);
    this.byWeight = this.nodes.filter((node) => node.mark === "dot").sort((a, b) => b.weight - a.weight || a.at - b.at);
    book.lines = (card) => this.factsOf(card);
    this.sift();
    this.spread();
  }

  /* The lines of an entity, told as a card tells facts. */
  factsOf(card) {
    const found = [];
    for (const place of this.placesOf.get(card.id) || []) {
      for (const edge of this.edgesOf(place)) {
        const outward = edge.source === place, other = outward ? edge.target : edge.source;
        found.push({
          id: edge.relationship, type: edge.type, title: edge.label, outward, other: other.entity, name: other.label, note: edge.note, borderline: edge.borderline, quotes: [],
        });
      }
    }
    return found.sort((a, b) => Number(b.outward) - Number(a.outward));
  }

  /* Apply the filters: types and relations by the legend, chain, document and confidence by the cards. */
  sift() {
    const { hidden, chain, document: said, confidence } = this.filters;
    for (const node of this.nodes) {
      const card = this.book.cardOf.get(node.entity);
      const fits = !hidden.has(node.type) && (!card || ((!chain || card.chains.includes(chain))
        && (said < 0 || card.documents.includes(said)) && card.confidence >= confidence));
      this.seen[node.at] = fits ? 1 : 0;
    }
    for (const edge of this.edges) {
      this.drawn[edge.at] = this.seen[edge.source.at] && this.seen[edge.target.at] && !hidden.has(edge.type)
        && edge.confidence >= confidence && (said < 0 || !edge.documents.length || edge.documents.includes(said)) ? 1 : 0;
    }
  }
  isSeen(node) { return this.seen[node.at] === 1 && (!this.focus || this.focus.has(node)); }
  isDim(node) { return this.focus !== null && !this.focus.has(node); }

  /* Edges of a node, found when first asked for. */
  edgesOf(node) {
    if (!this.touching) {
      this.touching = this.nodes.map(() => []);
      for (const edge of this.edges) { this.touching[edge.source.at].push(edge); if (edge.source !== edge.target) this.touching[edge.target.at].push(edge); }
    }
    return this.touching[node.at];
  }
  around(node) {
    const found = new Set();
    for (const place of this.placesOf.get(node.entity)) {
      found.add(place);
      for (const edge of this.edgesOf(place)) if (this.drawn[edge.at]) { found.add(edge.source); found.add(edge.target); }
    }
    return found;
  }

  /* Put a node somewhere else; without a place it goes home. */
  move(node, place) {
    if (!this.moved.has(node) && place) this.moved.set(node, { x: node.x, y: node.y });
    const home = this.moved.get(node);
    if (place && home && place.x === home.x && place.y === home.y) place = null;
    if (place) { node.x = place.x; node.y = place.y; } else if (home) { node.x = home.x; node.y = home.y; this.moved.delete(node); }
    this.cells = null;
  }
  /* The corners of a line: its own, or straight where an end was moved. */
  pathOf(edge) {
    return edge.path.length && !this.moved.has(edge.source) && !this.moved.has(edge.target) ? edge.path : null;
  }

  bounds(nodes) {
    let left = Infinity, top = Infinity, right = -Infinity, bottom = -Infinity;
    for (const node of nodes) {
      left = Math.min(left, node.x - node.width / 2); right = Math.max(right, node.x + node.width / 2);
      top = Math.min(top, node.y - node.height / 2); bottom = Math.max(bottom, node.y + node.height / 2);
    }
    return { left, top, right, bottom };
  }

  /* A grid over the nodes, so that the one under the pointer is found among a few. */
  spread() {
    const { view } = this, cell = Math.max(40, Math.sqrt((view.width * view.height) / Math.max(1, this.nodes.length)) * 2);
    this.cells = new Map(); this.cell = cell;
    for (const node of this.nodes) {
      const box = this.bounds([node]);
      for (let i = Math.floor(box.left / cell); i <= Math.floor(box.right / cell); i += 1) {
        for (let j = Math.floor(box.top / cell); j <= Math.floor(box.bottom / cell); j += 1) {
          const key = i * 1e6 + j, held = this.cells.get(key);
          if (held) held.push(node); else this.cells.set(key, [node]);
        }
      }
    }
  }
  nodeAt(point, slack) {
    if (!this.cells) this.spread();
    let found = null, best = Infinity;
    const reach = Math.ceil(slack / this.cell), i = Math.floor(point.x / this.cell), j = Math.floor(point.y / this.cell);
    for (let a = i - reach; a <= i + reach; a += 1) {
      for (let b = j - reach; b <= j + reach; b += 1) {
        for (const node of this.cells.get(a * 1e6 + b) || []) {
          if (!this.isSeen(node)) continue;
          const away = Math.hypot(Math.max(0, Math.abs(point.x - node.x) - node.width / 2), Math.max(0, Math.abs(point.y - node.y) - node.height / 2));
          const cost = away || Math.hypot(point.x - node.x, point.y - node.y) * 1e-6;
          if (away <= slack && cost < best) { best = cost; found = node; }
        }
      }
    }
    return found;
  }
  edgeAt(point, slack) {
    let found = null, best = slack;
    for (const edge of this.edges) {
      if (!this.drawn[edge.at] || this.isDim(edge.source) || this.isDim(edge.target)) continue;
      const away = distanceTo(point, this.cornersOf(edge));
      if (away < best) { best = away; found = edge; }
    }
    return found;
  }
  /* The points by which a line is met: its corners, or a bend cut into pieces. */
  cornersOf(edge) {
    const path = this.pathOf(edge);
    if (path) return path;
    const a = edge.source, b = edge.target;
    if (a === b) return loopOf(edge);
    if (!edge.bend) return [[a.x, a.y], [b.x, b.y]];
    const [cx, cy] = bendOf(edge), pieces = [];
    for (let t = 0; t <= 1.001; t += 0.125) {
      const u = 1 - t;
      pieces.push([u * u * a.x + 2 * u * t * cx + t * t * b.x, u * u * a.y + 2 * u * t * cy + t * t * b.y]);
    }
    return pieces;
  }
}

/* The control point of a bent line; its middle lies aside by `bend` of the line's length. */
function bendOf(edge) {
  const a = edge.source, b = edge.target;
  return [(a.x + b.x) / 2 + (b.y - a.y) * edge.bend * 2, (a.y + b.y) / 2 - (b.x - a.x) * edge.bend * 2];
}

/* A loop above a node that has a relation to itself. */
function loopOf(edge) {
  const { x, y, height } = edge.source, top = y - height / 2, r = 12 + 40 * Math.abs(edge.bend);
  return Array.from({ length: 13 }, (_, i) => [x + r * Math.sin((i * Math.PI) / 6), top - r * 0.7 + r * Math.cos((i * Math.PI) / 6)]);
}

function distanceTo(point, path) {
  let best = Infinity;
  for (let i = 1; i < path.length; i += 1) {
    const [ax, ay] = path[i - 1], [bx, by] = path[i], dx = bx - ax, dy = by - ay;
    const t = Math.max(0, Math.min(1, ((point.x - ax) * dx + (point.y - ay) * dy) / (dx * dx + dy * dy || 1)));
    best = Math.min(best, Math.hypot(point.x - ax - t * dx, point.y - ay - t * dy));
  }
  return best;
}
