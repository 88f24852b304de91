"use strict";
/* The picture: areas, lines, boxes, dots and as many labels as have room, the weightiest first. Draws on anything
   that speaks the canvas' language, so that the screen, a picture file and a drawing file show the same. */
const SMALLEST = 12, LARGEST = 20, CHUNK = 300, SPARSE = 80, MANY = 600;

/* Which parts of the screen are taken. */
class Room {
  constructor() { this.cells = new Map(); }
  free(box, take) {
    const { left, top, right, bottom } = box, cells = [];
    for (let i = Math.floor(left / 64); i <= Math.floor(right / 64); i += 1) {
      for (let j = Math.floor(top / 64); j <= Math.floor(bottom / 64); j += 1) {
        const key = i * 65536 + j, held = this.cells.get(key);
        if (held) for (const other of held) if (left < other.right && right > other.left && top < other.bottom && bottom > other.top) return false;
        cells.push(key);
      }
    }
    if (take) for (const key of cells) { const held = this.cells.get(key); if (held) held.push(box); else this.cells.set(key, [box]); }
    return true;
  }
}

/* The width of a text in em, as viz/geometry.py counts it. */
function emOf(text) {
  let total = 0;
  for (const character of text) {
    const code = character.codePointAt(0);
    total += code >= 0x2e80 || (code >= 0x2010 && code <= 0x2027) ? 1 : (code >= 65 && code <= 90) || (code >= 48 && code <= 57) ? 0.68 : 0.58;
  }
  return total;
}

class Painter {
  constructor(scene, state) {
    this.scene = scene; this.state = state; this.labels = []; this.wide = new Map();
  }

  /* Paint what the camera sees: {scale, left, top, right, bottom} in units of the drawing. */
  paint(ctx, camera, plain) {
    const { scene, state } = this;
    if (plain) {
      // Without what is picked or pointed at, which is painted over it.
      const { selected, edge, hover, near } = state;
      this.without = state.held;
      Object.assign(state, { selected: null, edge: null, hover: null, near: new Set() });
      this.paint(ctx, camera);
      this.without = null;
      Object.assign(state, { selected, edge, hover, near });
      return;
    }
    state.scale = camera.scale;
    ctx.save();
    ctx.lineJoin = "miter"; ctx.lineCap = "butt";
    ctx.globalAlpha = scene.focus ? 0.35 : 1;
    for (const area of scene.view.areas) drawArea(ctx, area, state.theme);
    ctx.globalAlpha = 1;
    const lines = this.lines(ctx, camera);
    const inside = scene.nodes.filter((node) => scene.seen[node.at] && node !== this.without && node.x + node.width / 2 > camera.left && node.x - node.width / 2 < camera.right
      && node.y + node.height / 2 > camera.top && node.y - node.height / 2 < camera.bottom);
    this.dots(ctx, inside.filter((node) => node.mark === "dot"), camera);
    for (const node of inside) if (node.mark !== "dot") this.box(ctx, node);
    ctx.globalAlpha = 1;
    this.names(ctx, camera, inside, lines);
    if (state.part) this.veil(ctx, camera, state.part);
    if (state.notes.size) this.noted(ctx, inside, camera.scale);
    ctx.restore();
  }

  /* What is picked and pointed at, over a picture that was painted without it. */
  accent(ctx, camera) {
    const { scene, state } = this, { selected, edge, hover, near } = state, nodes = [...new Set([...near, selected, hover, state.held])].filter((node) => node && scene.seen[node.at]);
    if (!nodes.length && !edge) return;
    const lines = new Set(edge ? [edge] : []), scale = camera.scale;
    for (const node of [selected, state.held]) if (node) for (const one of scene.edgesOf(node)) if (scene.drawn[one.at] && !scene.isDim(one.source) && !scene.isDim(one.target)) lines.add(one);
    ctx.save();
    ctx.strokeStyle = state.theme.accent;
    for (const one of lines) {
      const unit = scene.pathOf(one) ? 1 : 1 / scale;
      ctx.lineWidth = (scene.pathOf(one) ? 3 : 2.2) * unit;
      ctx.setLineDash(one.borderline ? [6 * unit, 5 * unit] : []);
      this.strokes(ctx, [one]);
      ctx.setLineDash([]);
      if (one.arrow) this.arrows(ctx, [one], unit);
    }
    const dots = nodes.filter((node) => node.mark === "dot"), room = new Room();
    this.dots(ctx, dots, camera);
    for (const node of nodes) if (node.mark !== "dot") this.box(ctx, node);
    ctx.globalAlpha = 1; ctx.textBaseline = "middle"; ctx.lineJoin = "round"; ctx.textAlign = "center";
    for (const node of dots) {
      const px = Math.min(LARGEST, Math.max(SMALLEST, node.font * scale)) * (state.large ? 1.45 : 1);
      this.name(ctx, node, this.spotFor(node, px, camera, room, true), px, scale);
      this.labels.pop();
    }
    ctx.restore();
  }

  box(ctx, node) {
    const { scene, state } = this;
    ctx.globalAlpha = scene.isDim(node) ? 0.1 : 1;
    drawBox(ctx, node, scene.looks.get(node.type), state.theme,
      { selected: state.selected === node, near: state.hover === node || state.near.has(node), scale: state.scale });
  }

  /* A mark on what has a note. */
  noted(ctx, nodes, scale) {
    const { state } = this, r = 7 / scale;
    for (const node of nodes) {
      if (!state.notes.has(node.entity)) continue;
      const x = node.x + node.width / 2, y = node.y - node.height / 2;
      ctx.beginPath(); ctx.arc(x, y, r, 0, 2 * Math.PI); ctx.fillStyle = state.theme.accent; ctx.fill();
      ctx.fillStyle = state.theme.back; ctx.textAlign = "center"; ctx.textBaseline = "middle"; ctx.font = "700 " + 9 / scale + "px " + FONT;
      ctx.fillText("注", x, y);
    }
  }

  /* How a line looks; lines of one look are drawn together. */
  lookOf(edge) {
    const { state } = this;
    if (edge === state.edge || edge === state.hover || edge.source === state.selected || edge.target === state.selected) return "hot";
    return (edge.emphasis ? "lead" : "plain") + (edge.borderline ? "?" : "");
  }
  lines(ctx, camera) {
    const { scene, state } = this, groups = new Map(), found = [];
    for (const edge of scene.edges) {
      if (!scene.drawn[edge.at] || (this.without && (edge.source === this.without || edge.target === this.without))) continue;
      const path = scene.pathOf(edge), a = edge.source, b = edge.target;
      if (!path) {
        const slack = edge.bend || a === b ? Math.abs(b.x - a.x) + Math.abs(b.y - a.y) + 60 : 0;
        if (Math.max(a.x, b.x) + slack < camera.left || Math.min(a.x, b.x) - slack > camera.right
          || Math.max(a.y, b.y) + slack < camera.top || Math.min(a.y, b.y) - slack > camera.bottom) continue;
        if (!scene.isDim(a) && !scene.isDim(b)) found.push(edge);
      }
      const dim = scene.isDim(a) || scene.isDim(b), key = dim ? "dim" : this.lookOf(edge) + (path ? "=" : "");
      const group = groups.get(key);
      if (group) group.push(edge); else groups.set(key, [edge]);
    }
    // Many lines at once would be one grey: the more there are, the fainter each.
    const faint = Math.min(1, Math.max(0.16, Math.sqrt(250 / Math.max(1, found.length))));
    const order = [...groups.keys()].sort((one, two) => (one.startsWith("hot") ? 1 : 0) - (two.startsWith("hot") ? 1 : 0) || (one < two ? -1 : 1));
    for (const key of order) {
      const hot = key.startsWith("hot"), lead = key.startsWith("lead"), routed = key.endsWith("=");
      const unit = routed ? 1 : 1 / camera.scale, fine = !routed && !hot && groups.get(key).length > MANY;
      ctx.strokeStyle = hot ? state.theme.accent : lead ? state.theme.lead : state.theme.edge;
      // Lines of a pixel are drawn several times as fast as wider ones.
      ctx.lineWidth = fine ? 0.95 / camera.scale / (window.devicePixelRatio || 1) : (hot ? (routed ? 3 : 2.2) : lead ? 2 : 1.3) * unit;
      ctx.globalAlpha = key === "dim" ? 0.08 : hot || routed ? 1 : lead ? Math.min(1, faint * 1.5) : faint;
      ctx.setLineDash(key.includes("?") ? [6 * unit, 5 * unit] : []);
      this.strokes(ctx, groups.get(key));
      ctx.setLineDash([]);
      if (key !== "dim") this.arrows(ctx, groups.get(key).filter((edge) => edge.arrow), unit);
    }
    ctx.globalAlpha = 1;
    return found;
  }
  /* One stroke a line: browsers that draw without a graphics card take many times as long for lines that cross in one path. */
  strokes(ctx, edges) {
    for (const edge of edges) {
      const path = this.scene.pathOf(edge), a = edge.source, b = edge.target;
      ctx.beginPath();
      if (path) tracePath(ctx, path);
      else if (a === b) loopOf(edge).forEach(([x, y]) => ctx.lineTo(x, y));
      else {
        ctx.moveTo(a.x, a.y);
        if (edge.bend) { const [cx, cy] = bendOf(edge); ctx.quadraticCurveTo(cx, cy, b.x, b.y); } else ctx.lineTo(b.x, b.y);
      }
      ctx.stroke();
    }
  }
  arrows(ctx, edges, unit) {
    if (edges.length > 4000) return;
    ctx.fillStyle = ctx.strokeStyle;
    const size = 11 * unit;
    for (const edge of edges) {
      const corners = this.scene.cornersOf(edge), [px, py] = corners[corners.length - 2];
      let [x, y] = corners[corners.length - 1];
      if (!this.scene.pathOf(edge)) {
        if (Math.hypot(edge.source.x - edge.target.x, edge.source.y - edge.target.y) < size * 3) continue;
        [x, y] = borderOf(edge.target, px, py);
      }
      drawHead(ctx, x, y, Math.atan2(y - py, x - px), size);
    }
  }

  /* Dots of one look are one path while they are too small to tell a shape by. */
  dots(ctx, nodes, camera) {
    const { scene, state } = this, groups = new Map();
    for (const node of nodes) {
      const small = node.width * camera.scale < 7, key = node.type + (small ? "." : "") + (scene.isDim(node) ? "~" : "");
      const group = groups.get(key);
      if (group) group.push(node); else groups.set(key, [node]);
    }
    for (const [key, held] of groups) {
      const look = scene.looks.get(held[0].type), color = onGround(look.color, state.theme), small = key.includes(".");
      ctx.globalAlpha = key.endsWith("~") ? 0.1 : 1;
      ctx.fillStyle = color;
      if (small) {
        for (let from = 0; from < held.length; from += CHUNK) {
          ctx.beginPath();
          for (const node of held.slice(from, from + CHUNK)) {
            const side = Math.max(node.width, 2.4 / camera.scale) * 0.9;
            ctx.rect(node.x - side / 2, node.y - side / 2, side, side);
          }
          ctx.fill();
        }
      } else {
        // A darker border keeps light colours apart from the ground, in print too.
        ctx.lineWidth = Math.min(1.5, 1.1 / camera.scale); ctx.strokeStyle = mix(color, "#000000", 0.62);
        for (const node of held) { symbol(ctx, look.shape, node.x, node.y, node.width / 2); ctx.fill(); ctx.stroke(); }
      }
    }
    ctx.globalAlpha = 1; ctx.strokeStyle = state.theme.accent;
    for (const node of nodes) {
      if (node !== state.selected && node !== state.hover && !state.near.has(node)) continue;
      ctx.lineWidth = (node === state.selected ? 4 : 2.5) / camera.scale;
      ctx.beginPath(); ctx.arc(node.x, node.y, node.width / 2 + 3 / camera.scale, 0, 2 * Math.PI); ctx.stroke();
    }
  }

  /* Everything outside one part steps back. */
  veil(ctx, camera, part) {
    const { theme } = this.state, unit = 1 / camera.scale, [left, top, right, bottom] = [part.left - 4 * unit, part.top - 4 * unit, part.right + 4 * unit, part.bottom + 4 * unit];
    ctx.globalAlpha = 0.72; ctx.fillStyle = theme.back;
    ctx.fillRect(camera.left, camera.top, camera.right - camera.left, Math.max(0, top - camera.top));
    ctx.fillRect(camera.left, bottom, camera.right - camera.left, Math.max(0, camera.bottom - bottom));
    ctx.fillRect(camera.left, top, Math.max(0, left - camera.left), bottom - top);
    ctx.fillRect(right, top, Math.max(0, camera.right - right), bottom - top);
    ctx.globalAlpha = 1; ctx.lineWidth = 2.5 * unit; ctx.strokeStyle = theme.accent;
    ctx.beginPath(); ctx.roundRect(left, top, right - left, bottom - top, 10 * unit); ctx.stroke();
  }

  /* Labels of dots, then of lines, where nothing stands yet. */
  names(ctx, camera, inside, lines) {
    const { scene, state } = this, room = new Room(), scale = camera.scale;
    this.labels = [];
    for (const node of inside) if (node.mark !== "dot") room.free(this.onScreen(node, scale), true);
    const sure = [state.selected, state.hover, ...state.near].filter((node) => node && node.mark === "dot");
    const here = new Set(inside), first = new Set(sure);
    ctx.textBaseline = "middle"; ctx.lineJoin = "round"; ctx.textAlign = "center";
    let tried = 0;
    for (const node of [...sure, ...scene.byWeight]) {
      if (!here.has(node) || scene.isDim(node) || tried > 1500) continue;
      here.delete(node); tried += 1;
      const px = Math.min(LARGEST, Math.max(SMALLEST, node.font * scale)) * (state.large ? 1.45 : 1);
      const spot = this.spotFor(node, px, camera, room, first.has(node));
      if (spot) this.name(ctx, node, spot, px, scale);
    }
    if (lines.length <= SPARSE && scene.nodes.length) {
      for (const node of inside) if (node.mark === "dot") room.free(this.onScreen(node, scale), true);
      for (const edge of lines) this.relation(ctx, edge, room, scale);
    }
  }
  onScreen(node, scale) {
    return { left: (node.x - node.width / 2) * scale, right: (node.x + node.width / 2) * scale, top: (node.y - node.height / 2) * scale, bottom: (node.y + node.height / 2) * scale };
  }
  spotFor(node, px, camera, room, sure) {
    const { scale } = camera, edge = { left: camera.left * scale, top: camera.top * scale, right: camera.right * scale, bottom: camera.bottom * scale };
    let wide = this.wide.get(node);
    if (wide === undefined) { wide = Math.max(...node.lines.map(emOf)); this.wide.set(node, wide); }
    const w = wide * px, h = node.lines.length * px * 1.2, x = node.x * scale, y = node.y * scale, r = (node.width / 2) * scale + 2;
    const spots = [[x, y + r + h / 2], [x + r + w / 2 + 2, y], [x, y - r - h / 2], [x - r - w / 2 - 2, y]];
    for (const [cx, cy] of spots) {
      const box = { left: cx - w / 2 - 2, right: cx + w / 2 + 2, top: cy - h / 2, bottom: cy + h / 2 };
      // No label that the edge of the picture would cut.
      if (box.left < edge.left || box.right > edge.right || box.top < edge.top || box.bottom > edge.bottom) continue;
      if (room.free(box, true)) return { x: cx / scale, y: cy / scale, box };
    }
    return sure ? { x: x / scale, y: (y + r + h / 2) / scale, box: null } : null;
  }
  name(ctx, node, spot, px, scale) {
    const { state } = this, size = px / scale;
    ctx.font = (node.emphasis ? "700 " : "500 ") + size + "px " + FONT;
    ctx.lineWidth = 3 / scale; ctx.strokeStyle = state.theme.back; ctx.fillStyle = state.theme.ink;
    let y = spot.y - ((node.lines.length - 1) * size * 1.2) / 2;
    for (const line of node.lines) {
      ctx.strokeText(line, spot.x, y); ctx.fillText(line, spot.x, y);
      y += size * 1.2;
    }
    this.labels.push({ node, px, box: spot.box });
  }
  relation(ctx, edge, room, scale) {
    const corners = this.scene.cornersOf(edge), middle = corners.length >> 1, [ax, ay] = corners[corners.length === 2 ? 0 : middle];
    const [bx, by] = corners[corners.length === 2 ? 1 : middle], x = (ax + bx) / 2, y = (ay + by) / 2, wide = emOf(edge.label) * SMALLEST;
    const box = { left: x * scale - wide / 2 - 3, right: x * scale + wide / 2 + 3, top: y * scale - 8, bottom: y * scale + 8 };
    if (this.scene.isDim(edge.source) || this.scene.isDim(edge.target) || !room.free(box, true)) return;
    ctx.font = "400 " + SMALLEST / scale + "px " + FONT;
    ctx.lineWidth = 4 / scale; ctx.strokeStyle = this.state.theme.back; ctx.fillStyle = this.state.theme.soft;
    ctx.strokeText(edge.label, x, y); ctx.fillText(edge.label, x, y);
  }
}

/* Where a line from a point meets the border of a node. */
function borderOf(node, fromX, fromY) {
  const dx = fromX - node.x, dy = fromY - node.y;
  if (!dx && !dy) return [node.x, node.y];
  const part = node.mark === "dot" ? (node.width / 2 + 1) / Math.hypot(dx, dy)
    : Math.min(Math.abs(node.width / 2 / (dx || 1e-9)), Math.abs(node.height / 2 / (dy || 1e-9)));
  return [node.x + dx * Math.min(1, part), node.y + dy * Math.min(1, part)];
}
