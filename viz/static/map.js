"use strict";
/* The map page: a camera (vis-network's) over the painted scene; what is picked, found, filtered, kept in sight. */
function startMap(book, first) {
  const $ = (id) => document.getElementById(id);
  const box = $("map"), panel = $("panel"), root = document.documentElement, input = $("search");
  const state = {
    theme: THEMES[root.dataset.theme] || THEMES.light, selected: null, edge: null, hover: null, near: new Set(), scale: 1, large: false,
    part: null, held: null, trail: [], fitted: true, notes: new Map(), views: [],
  };
  const listeners = [];
  let scene, painter, finder, chips = [];

  /* The camera. vis-network keeps an empty network: it pans, zooms and pinches; the scene is painted beneath. */
  const network = new vis.Network(box, { nodes: [], edges: [] }, {
    physics: false, layout: { improvedLayout: false },
    interaction: { dragNodes: false, hover: false, selectable: false, zoomSpeed: 0.6, keyboard: false },
  });
  const canvas = box.querySelector("canvas");
  function camera() {
    const scale = network.getScale(), { x, y } = network.getViewPosition(), w = box.clientWidth / scale / 2, h = box.clientHeight / scale / 2;
    return { scale, left: x - w, right: x + w, top: y - h, bottom: y + h };
  }
  const redraw = () => network.redraw();
  const still = new Still(canvas, (ctx, seen, plain) => painter.paint(ctx, seen, plain), (ctx, seen) => painter.accent(ctx, seen));
  network.on("beforeDrawing", (ctx) => { if (scene) still.draw(ctx, camera(), redraw); });
  network.on("afterDrawing", () => { if (scene && !root.dataset.firstPicture) root.dataset.firstPicture = String(Math.round(performance.now())); });
  function changed(what) { if (what === "select") still.touched(); else still.stale(); redraw(); for (const listener of listeners) listener(what); }

  /* Show another view of the same book. */
  function load(view) {
    Object.assign(state, { selected: null, edge: null, hover: null, near: new Set(), part: null, trail: [] });
    scene = new Scene(view, book);
    still.large = scene.nodes.length + scene.edges.length > 4000;
    painter = new Painter(scene, state);
    finder = null;
    panel.hidden = true; panel.replaceChildren();
    $("back").hidden = true;
    legend();
    headings(view);
    page.scene = scene; page.painter = painter; page.view = view;
    fit();
    changed("view");
    rests(() => ready());
  }

  function headings(view) {
    $("title").textContent = view.title; $("subtitle").textContent = view.subtitle;
    $("notes").replaceChildren(...view.notes.map((note) => el("span", {}, note)));
    const said = view.sources.join("；");
    $("sources").textContent = "来源：" + (said || "图中没有记录文件");
    box.setAttribute("aria-label", view.title + "。方向键在相邻的名称之间移动，回车查看详情，Esc 返回");
  }

  /* What the camera shows. */
  function fit(nodes) {
    const whole = !nodes;
    show(whole ? extent() : grown(scene.bounds(nodes), 40), whole);
  }
  /* The drawing, with what was moved out of it. */
  function extent() {
    const all = { left: 0, top: 0, right: scene.view.width, bottom: scene.view.height };
    if (!scene.moved.size) return all;
    const far = grown(scene.bounds([...scene.moved.keys()]), 20);
    return { left: Math.min(0, far.left), top: Math.min(0, far.top), right: Math.max(all.right, far.right), bottom: Math.max(all.bottom, far.bottom) };
  }
  function grown(area, by) { return { left: area.left - by, top: area.top - by, right: area.right + by, bottom: area.bottom + by }; }
  function show({ left, top, right, bottom }, whole) {
    if (whole) state.fitted = true;
    if (!box.clientWidth || !box.clientHeight) return;  // on paper, or behind another tab
    const free = panel.hidden || whole ? 0 : panel.offsetWidth, wide = Math.max(60, box.clientWidth - free);
    const scale = Math.min(wide / (right - left), box.clientHeight / (bottom - top), whole ? 2.2 : 3) * 0.99;
    // A part at the rim does not drag the nothing beyond the rim into the picture.
    const all = extent(), within = (middle, room, least, most) => (room >= most - least ? (least + most) / 2 : Math.max(least + room / 2, Math.min(most - room / 2, middle)));
    const x = within((left + right) / 2, wide / scale, all.left, all.right), y = within((top + bottom) / 2, box.clientHeight / scale, all.top, all.bottom);
    look({ x: x + free / 2 / scale, y }, scale);
    state.fitted = Boolean(whole);
  }
  function look(position, scale) {
    state.fitted = false;
    network.moveTo({ position, scale: scale || network.getScale(), animation: false });
  }
  function zoom(by) { look(network.getViewPosition(), network.getScale() * by); }
  /* Move no further than it takes to see a node beside the panel. */
  function reveal(node) {
    const { x, y } = network.canvasToDOM({ x: node.x, y: node.y }), free = panel.hidden ? 0 : panel.offsetWidth, scale = network.getScale();
    const wide = Math.min((node.width / 2) * scale + 20, (box.clientWidth - free) / 2), tall = Math.min((node.height / 2) * scale + 30, box.clientHeight / 2);
    const dx = Math.max(0, wide - x) - Math.max(0, x + wide - (box.clientWidth - free)), dy = Math.max(0, tall - y) - Math.max(0, y + tall - box.clientHeight);
    const at = network.getViewPosition();
    if (Math.abs(dx) > 0.5 || Math.abs(dy) > 0.5) look({ x: at.x - dx / scale, y: at.y - dy / scale });
  }
  new ResizeObserver(() => { if (scene && state.fitted && box.clientWidth) fit(); }).observe(box);
  function say(text) { $("live").textContent = text; }

  /* What is picked. */
  const cardOf = (node) => book.cardOf.get(node.entity);
  function select(node, open) {
    state.selected = node; state.edge = null;
    state.near = node ? new Set(scene.placesOf.get(node.entity).filter((other) => other !== node)) : new Set();
    if (node) {
      const card = cardOf(node);
      say(card ? card.name + "，" + card.types.join("、") + "，" + book.factsOf(card).length + " 条关系" : node.label);
      if (open && card) {
        entityPanel(panel, book, card, { close, open: openEntity, focus: () => focus(node),
          note: { text: state.notes.get(card.id) || "", set: (text) => page.note(card.id, text) } });
        panel.hidden = false; panel.scrollTop = 0;
      }
      reveal(node);
    }
    changed("select");
  }
  function openEntity(entity) {
    const places = scene.placesOf.get(entity);
    if (places) select(places.find((node) => scene.isSeen(node)) || places[0], true);
    else if (page.elsewhere) page.elsewhere(entity);
  }
  function selectEdge(edge) {
    const source = cardOf(edge.source), target = cardOf(edge.target), fact = source && book.factsOf(source).find((one) => one.id === edge.relationship);
    Object.assign(state, { selected: null, edge, near: new Set([edge.source, edge.target]) });
    if (source && target) {
      relationPanel(panel, book, edge, fact, source, target, { close, open: openEntity });
      panel.hidden = false; panel.scrollTop = 0;
      say(source.name + " " + edge.label + " " + target.name);
    }
    changed("select");
  }
  function close() {
    panel.hidden = true; panel.replaceChildren();
    select(null, false);
    box.focus({ preventScroll: true });
  }

  /* Only a node and its neighbours; each step can be taken back. */
  function focus(node) {
    state.trail.push({ focus: scene.focus, name: node.label, on: node.entity, position: network.getViewPosition(), scale: network.getScale() });
    scene.focus = scene.around(node);
    crumbs();
    fit(scene.focus);
    changed("focus");
  }
  function back(steps = 1) {
    let last = null;
    for (let i = 0; i < steps && state.trail.length; i += 1) last = state.trail.pop();
    if (!last) return false;
    scene.focus = last.focus;
    crumbs();
    look(last.position, last.scale);
    changed("focus");
    return true;
  }
  function crumbs() {
    $("back").hidden = !state.trail.length;
    $("crumbs").replaceChildren(...state.trail.map((step, i) => el("button", { type: "button", title: "回到这一步", onclick: () => back(state.trail.length - 1 - i) }, step.name)));
    $("crumbs").hidden = !state.trail.length;
  }

  function unfocus() { if (state.trail.length) back(state.trail.length); scene.focus = null; }

  /* The legend, which also filters. */
  function legend() {
    chips = scene.view.legend.map((entry) => legendChip(entry, swatch, (one, on) => filter(({ hidden }) => { if (on) hidden.delete(one.type); else hidden.add(one.type); })));
    const parts = [];
    chips.forEach((chip, i) => {
      if (i && scene.view.legend[i].kind !== scene.view.legend[i - 1].kind) parts.push(el("span", { class: "gap" }));
      parts.push(chip);
    });
    $("legend").replaceChildren(...parts);
    chips.forEach((chip) => chip.paint());
  }
  /* Filters as they are kept and told: names instead of positions. */
  function filtersNow() {
    const { hidden, chain, document: said, confidence } = scene.filters;
    return { hidden: [...hidden].sort(), chain, document: said < 0 ? "" : scene.view.sources[said], confidence };
  }
  function setFilters({ hidden, chain, document: said, confidence }) {
    scene.filters = {
      hidden: new Set(Array.isArray(hidden) ? hidden.filter((type) => typeof type === "string") : []), chain: typeof chain === "string" ? chain : "",
      document: scene.view.sources.indexOf(said), confidence: Number.isFinite(confidence) ? confidence : 0,
    };
    sift();
  }
  /* Change the filters in a way that can be taken back. */
  function filter(change) {
    const before = filtersNow();
    change(scene.filters);
    sift();
    const after = filtersNow();
    page.did({ undo: () => setFilters(before), redo: () => setFilters(after) });
  }
  function swatch(ctx, entry) {
    ctx.clearRect(0, 0, 32, 32);
    if (entry.kind === "edge") {
      ctx.beginPath(); ctx.moveTo(2, 16); ctx.lineTo(30, 16);
      ctx.lineWidth = 3.5; ctx.strokeStyle = entry.type === "LEADS" ? state.theme.lead : state.theme.edge; ctx.stroke();
    } else { symbol(ctx, entry.shape, 16, 16, 12); ctx.fillStyle = onGround(entry.color, state.theme); ctx.fill(); }
  }
  function sift() {
    scene.sift();
    chips.forEach((chip, i) => chip.set(!scene.filters.hidden.has(scene.view.legend[i].type)));
    if (state.selected && !scene.isSeen(state.selected)) close();
    changed("filter");
  }

  /* Names are made ready for searching while the page rests. */
  const ready = () => (finder ||= new Finder(book, (card) => scene.placesOf.has(card.id)));
  const rests = window.requestIdleCallback || ((work) => setTimeout(work, 500));
  searchBox(input, $("results"), ready, (card) => {
    const node = scene.placesOf.get(card.id).find((one) => scene.isSeen(one)) || scene.placesOf.get(card.id)[0];
    select(node, true);
    look({ x: node.x + (panel.hidden ? 0 : panel.offsetWidth) / 2 / network.getScale(), y: node.y });
    box.focus({ preventScroll: true });
  });

  /* The pointer: a press on a node picks it or drags it, any other is the camera's. */
  const pointOf = (event) => { const at = box.getBoundingClientRect(); return network.DOMtoCanvas({ x: event.clientX - at.left, y: event.clientY - at.top }); };
  let held = null, tapped = { node: null, time: 0 };
  box.addEventListener("pointerdown", (event) => {
    const node = event.button === 0 && event.target === canvas ? scene.nodeAt(pointOf(event), 3 / network.getScale()) : null;
    if (!node || (event.pointerType === "touch" && node !== state.selected)) return;
    held = { node, from: pointOf(event), place: { x: node.x, y: node.y }, dragged: false };
    box.setPointerCapture(event.pointerId);
    event.stopPropagation();
  }, true);
  box.addEventListener("pointermove", (event) => {
    const point = pointOf(event);
    if (held) {
      const dx = point.x - held.from.x, dy = point.y - held.from.y;
      if (!held.dragged && Math.hypot(dx, dy) * network.getScale() < 4) return;
      if (!held.dragged && still.large) { state.held = held.node; still.stale(); }
      held.dragged = true;
      scene.move(held.node, { x: held.place.x + dx, y: held.place.y + dy });
      still.touched(); redraw();
    } else if (event.target === canvas && !event.buttons) hover(scene.nodeAt(point, 3 / network.getScale()));
  });
  box.addEventListener("pointerup", () => {
    if (!held) return;
    const { node, dragged, place } = held;
    held = state.held = null;
    if (dragged) {
      still.stale(); redraw();
      page.did({ undo: () => scene.move(node, place), redo: ((to) => () => scene.move(node, to))({ x: node.x, y: node.y }) });
      return;
    }
    box.focus({ preventScroll: true });
    const twice = tapped.node === node && performance.now() - tapped.time < 350;
    tapped = { node, time: performance.now() };
    if (twice) focus(node); else select(node, true);
  });
  function hover(node) {
    if (state.hover === node) return;
    state.hover = node;
    box.title = node ? node.label : ""; box.style.cursor = node ? "pointer" : "";
    still.touched(); redraw();
  }
  network.on("click", (event) => {
    box.focus({ preventScroll: true });
    const scale = network.getScale(), node = scene.nodeAt(event.pointer.canvas, 3 / scale);
    if (node) { select(node, true); return; }
    const edge = scene.edgeAt(event.pointer.canvas, 7 / scale);
    if (edge) selectEdge(edge); else if (!panel.hidden || state.selected) close();
  });
  for (const kind of ["dragEnd", "zoom"]) network.on(kind, () => { state.fitted = false; for (const listener of listeners) listener("camera"); });

  /* Keys */
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function step([dx, dy]) {
    const here = state.selected, centre = here || { x: scene.view.width / 2, y: scene.view.height / 2 };
    let best = Infinity, next = null;
    for (const node of scene.nodes) {
      if (node === here || !scene.isSeen(node)) continue;
      const x = node.x - centre.x, y = node.y - centre.y, along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (here && along <= 1) continue;
      const cost = here ? along + aside * 2.5 : Math.hypot(x, y);
      if (cost < best) { best = cost; next = node; }
    }
    if (next) select(next, !panel.hidden);
  }
  const keys = {
    "/": () => { input.focus(); input.select(); }, 0: () => fit(), "+": () => zoom(1.25), "=": () => zoom(1.25), "-": () => zoom(0.8), d: () => turn(),
  };
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.defaultPrevented || document.querySelector("dialog[open]")) return;
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.ctrlKey || event.metaKey) { if (!typing && page.chord) page.chord(event); return; }
    if (typing) return;
    if (page.handlers.some((handler) => handler(event))) { event.preventDefault(); return; }
    if (event.key === "Escape") {
      if (!panel.hidden) close(); else if (!back()) select(null, false);
    } else if (keys[event.key]) { keys[event.key](); event.preventDefault(); }
    else if (WAYS[event.key] && event.target === box) {
      const way = WAYS[event.key];
      if (event.shiftKey) {
        const { x, y } = network.getViewPosition(), far = 120 / network.getScale();
        look({ x: x + way[0] * far, y: y + way[1] * far });
      } else step(way);
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === box && state.selected) { select(state.selected, true); panel.focus(); }
  });

  /* Light and dark */
  function turn(name) {
    const next = name || (root.dataset.theme === "dark" ? "light" : "dark");
    root.dataset.theme = next; state.theme = THEMES[next];
    $("theme").setAttribute("aria-pressed", String(next === "dark")); $("theme").textContent = next === "dark" ? "浅色" : "深色";
    chips.forEach((chip) => chip.paint());
    changed("theme");
  }
  $("back").addEventListener("click", () => back());
  $("fit").addEventListener("click", () => fit());
  $("zoom-in").addEventListener("click", () => zoom(1.25));
  $("zoom-out").addEventListener("click", () => zoom(0.8));
  $("theme").addEventListener("click", () => turn());

  /* What other parts of the page, tests and scripts that drive the map may use. */
  const page = {
    book, network, state, keys, still, load, fit, show, redraw, extent, grown, look, select, openEntity, focus, back, unfocus, filter, filtersNow, setFilters, turn, changed, say,
    camera, close, handlers: [], on: (listener) => listeners.push(listener), did: () => {},
    where: (id) => network.canvasToDOM({ x: scene.nodeOf.get(id).x, y: scene.nodeOf.get(id).y }),
  };
  window.deltatrunk = page;
  load(first);
  return page;
}

/* A large picture is painted once and moved as it is while the camera moves; it is painted anew when that rests.
   What is picked or pointed at is painted over it, so that neither asks for the whole again. */
class Still {
  constructor(canvas, paint, accent) {
    Object.assign(this, { canvas, paint, accent, picture: null, held: false, copying: 0, cost: 0, timer: 0, last: 0, large: false, fresh: false, seen: null });
  }
  stale() { this.fresh = false; }
  touched() { if (!this.large) this.fresh = false; }
  draw(ctx, seen, redraw) {
    const { canvas } = this, now = performance.now(), same = this.seen && seen.scale === this.seen.scale && seen.left === this.seen.left && seen.top === this.seen.top;
    const held = this.fresh && this.held && this.picture.width === canvas.width && this.picture.height === canvas.height;
    const far = this.seen ? seen.scale / this.seen.scale : 1;
    if (held && same) { this.shift(ctx, seen); return; }
    if (held && now - this.last < (far > 2.2 || far < 0.55 ? 400 : 2500)) { this.shift(ctx, seen); this.later(redraw); return; }
    this.paint(ctx, seen, this.large);
    this.cost = performance.now() - now; this.last = performance.now();
    this.seen = seen; this.fresh = true;
    this.held = false;
    clearTimeout(this.copying); clearTimeout(this.timer);
    if (this.large || this.cost > 12) this.copying = setTimeout(() => this.copy(redraw));
  }
  /* Kept when the picture has reached the screen: a copy at once would wait for all of it to be drawn. */
  copy(redraw) {
    if (!this.fresh) return;
    if (!this.picture) this.picture = document.createElement("canvas");
    this.picture.width = this.canvas.width; this.picture.height = this.canvas.height;
    this.picture.getContext("2d").drawImage(this.canvas, 0, 0);
    this.held = true;
    if (this.large) redraw();
  }
  shift(ctx, seen) {
    const ratio = this.canvas.width / ((this.seen.right - this.seen.left) * this.seen.scale), by = seen.scale / this.seen.scale;
    ctx.save();
    ctx.setTransform(by, 0, 0, by, (this.seen.left - seen.left) * seen.scale * ratio, (this.seen.top - seen.top) * seen.scale * ratio);
    ctx.drawImage(this.picture, 0, 0);
    ctx.restore();
    if (this.large) this.accent(ctx, seen);
  }
  later(redraw) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => { this.fresh = false; redraw(); }, 90);
  }
}
