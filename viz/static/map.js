/* The map itself: draws the view with vis-network, finds, focuses, answers keys. */
(function () {
  const view = JSON.parse(document.getElementById("view").textContent);
  const $ = (id) => document.getElementById(id);
  const box = $("map"), panel = $("panel"), root = document.documentElement;
  const nodeOf = new Map(view.nodes.map((node) => [node.id, node]));
  const edgeOf = new Map(view.edges.map((edge) => [edge.id, edge]));
  view.cardOf = new Map(view.cards.map((card) => [card.id, card]));
  const placesOf = new Map();
  for (const node of view.nodes) placesOf.set(node.entity, (placesOf.get(node.entity) || []).concat(node.id));
  const edgesOf = new Map(view.nodes.map((node) => [node.id, []]));
  for (const edge of view.edges) { edgesOf.get(edge.source).push(edge); edgesOf.get(edge.target).push(edge); }
  const looks = new Map(view.looks.map((look) => [look.type, look]));
  const state = { theme: THEMES.light, selected: null, edge: null, near: new Set(), focus: null, trail: [], hidden: new Set(), moved: false, scale: 1 };

  const shown = (node) => !state.hidden.has(node.type);
  const drawn = (edge) => !state.hidden.has(edge.type) && shown(nodeOf.get(edge.source)) && shown(nodeOf.get(edge.target));
  const dim = (id) => state.focus !== null && !state.focus.has(id);

  const nodes = new vis.DataSet(view.nodes.map((node) => ({
    id: node.id, x: node.x, y: node.y, shape: "custom", label: undefined, ctxRenderer: ({ ctx, state: mode }) => ({
      drawNode() {
        ctx.globalAlpha = dim(node.id) ? 0.1 : 1;
        drawBox(ctx, node, looks.get(node.type), state.theme,
          { selected: state.selected === node.id, near: mode.hover || state.near.has(node.id), scale: state.scale });
        ctx.globalAlpha = 1;
      },
      nodeDimensions: { width: node.width, height: node.height },
    }),
  })));
  const straight = view.edges.filter((edge) => !edge.path.length);
  const routed = view.edges.filter((edge) => edge.path.length);
  const edges = new vis.DataSet(straight.map((edge) => ({
    id: edge.id, from: edge.source, to: edge.target, arrows: edge.arrow ? "to" : "", dashes: edge.borderline,
    width: edge.emphasis ? 2 : 1, color: { color: state.theme.edge, highlight: state.theme.accent, hover: state.theme.accent },
  })));
  const network = new vis.Network(box, { nodes, edges }, {
    physics: false, layout: { randomSeed: 1, improvedLayout: false }, edges: { smooth: false },
    nodes: { fixed: true, chosen: false },
    interaction: { dragNodes: false, hover: true, selectConnectedEdges: false, zoomSpeed: 0.6, keyboard: false, multiselect: false },
  });

  function style(edge) {
    const hot = edge.id === state.edge || edge.source === state.selected || edge.target === state.selected;
    return {
      width: hot ? 3 : edge.emphasis ? 2.2 : 1.4, color: hot ? state.theme.accent : edge.emphasis ? state.theme.lead : state.theme.edge,
      arrow: edge.arrow, dashed: edge.borderline,
    };
  }
  network.on("beforeDrawing", (ctx) => {
    state.scale = network.getScale();
    ctx.save();
    ctx.globalAlpha = state.focus ? 0.35 : 1;
    for (const area of view.areas) drawArea(ctx, area, state.theme);
    const late = [];
    for (const edge of routed) {
      if (!drawn(edge)) continue;
      const look = style(edge);
      if (look.color === state.theme.edge) paint(ctx, edge, look); else late.push([edge, look]);
    }
    for (const [edge, look] of late) paint(ctx, edge, look);
    ctx.restore();
  });
  function paint(ctx, edge, look) {
    ctx.globalAlpha = dim(edge.source) || dim(edge.target) ? 0.08 : 1;
    drawPath(ctx, edge.path, look);
  }
  network.once("afterDrawing", () => { root.dataset.firstPicture = String(Math.round(performance.now())); });

  function fit(ids) {
    let left = 0, top = 0, right = view.width, bottom = view.height;
    if (ids) {
      const some = [...ids].map((id) => nodeOf.get(id));
      left = Math.min(...some.map((n) => n.x - n.width / 2)) - 40; right = Math.max(...some.map((n) => n.x + n.width / 2)) + 40;
      top = Math.min(...some.map((n) => n.y - n.height / 2)) - 40; bottom = Math.max(...some.map((n) => n.y + n.height / 2)) + 40;
    }
    const free = panel.hidden || !ids ? 0 : panel.offsetWidth;
    const wide = Math.max(60, box.clientWidth - free), scale = Math.min(wide / (right - left), box.clientHeight / (bottom - top), 2.2);
    network.moveTo({ position: { x: (left + right) / 2 + free / 2 / scale, y: (top + bottom) / 2 }, scale: scale * 0.99, animation: false });
    state.moved = Boolean(ids);
  }
  function reveal(id) {
    const node = nodeOf.get(id), at = network.canvasToDOM({ x: node.x, y: node.y });
    const free = panel.hidden ? 0 : panel.offsetWidth, scale = network.getScale();
    const half = (node.width / 2) * scale;
    if (at.x - half < 0 || at.x + half > box.clientWidth - free || at.y < 30 || at.y > box.clientHeight - 30) {
      network.moveTo({ position: { x: node.x + free / 2 / scale, y: node.y }, scale, animation: false });
    }
  }
  function around(id) {
    const found = new Set([id]);
    for (const edge of edgesOf.get(id) || []) if (drawn(edge)) { found.add(edge.source); found.add(edge.target); }
    return found;
  }
  function say(text) { $("live").textContent = text; }

  function select(id, open) {
    state.selected = id; state.edge = null;
    state.near = id ? new Set((placesOf.get(nodeOf.get(id).entity) || []).filter((other) => other !== id)) : new Set();
    if (id) {
      const card = view.cardOf.get(nodeOf.get(id).entity);
      say(card.name + "，" + card.types.join("、") + "，" + card.facts.length + " 条关系");
      if (open) {
        entityPanel(panel, view, card, { close, open: show, focus: () => focus(id) });
        panel.hidden = false; panel.scrollTop = 0;
      }
      reveal(id);
    }
    network.redraw();
  }
  function show(entity) {
    const places = placesOf.get(entity);
    if (places) select(places.find((id) => shown(nodeOf.get(id))) || places[0], true);
  }
  function selectEdge(edge) {
    const source = view.cardOf.get(nodeOf.get(edge.source).entity), target = view.cardOf.get(nodeOf.get(edge.target).entity);
    const fact = source.facts.find((one) => one.id === edge.relationship);
    state.selected = null; state.edge = edge.id; state.near = new Set([edge.source, edge.target]);
    relationPanel(panel, view, edge, fact, source, target, { close, open: show });
    panel.hidden = false; panel.scrollTop = 0;
    say(source.name + " " + edge.label + " " + target.name);
    network.redraw();
  }
  function close() {
    panel.hidden = true; panel.replaceChildren();
    select(null, false);
    box.focus({ preventScroll: true });
  }
  function focus(id) {
    state.trail.push({ focus: state.focus, position: network.getViewPosition(), scale: network.getScale() });
    state.focus = around(id);
    for (const other of placesOf.get(nodeOf.get(id).entity)) for (const one of around(other)) state.focus.add(one);
    $("back").hidden = false;
    fit(state.focus);
    network.redraw();
  }
  function back() {
    const last = state.trail.pop();
    if (!last) return false;
    state.focus = last.focus;
    $("back").hidden = !state.trail.length;
    network.moveTo({ position: last.position, scale: last.scale, animation: false });
    network.redraw();
    return true;
  }

  function distance(point, edge) {
    let best = Infinity;
    for (let i = 1; i < edge.path.length; i += 1) {
      const [ax, ay] = edge.path[i - 1], [bx, by] = edge.path[i], dx = bx - ax, dy = by - ay;
      const t = Math.max(0, Math.min(1, ((point.x - ax) * dx + (point.y - ay) * dy) / (dx * dx + dy * dy || 1)));
      best = Math.min(best, Math.hypot(point.x - ax - t * dx, point.y - ay - t * dy));
    }
    return best;
  }
  function lineAt(point) {
    let found = null, best = 7 / network.getScale();
    for (const edge of routed) {
      if (!drawn(edge)) continue;
      const away = distance(point, edge);
      if (away < best) { best = away; found = edge; }
    }
    return found;
  }
  network.on("click", (event) => {
    box.focus({ preventScroll: true });
    if (event.nodes.length) return select(event.nodes[0], true);
    const edge = event.edges.length ? edgeOf.get(event.edges[0]) : lineAt(event.pointer.canvas);
    if (edge) return selectEdge(edge);
    if (!panel.hidden) close();
    return undefined;
  });
  network.on("doubleClick", (event) => { if (event.nodes.length) focus(event.nodes[0]); });
  network.on("hoverNode", (event) => { box.title = nodeOf.get(event.node).label; box.style.cursor = "pointer"; });
  network.on("blurNode", () => { box.title = ""; box.style.cursor = ""; });
  network.on("dragEnd", () => { state.moved = true; });
  network.on("zoom", () => { state.moved = true; });
  new ResizeObserver(() => { if (!state.moved) fit(); }).observe(box);

  /* Legend */
  const chips = view.legend.map((entry) => legendChip(entry, swatch, (one, on) => {
    if (on) state.hidden.delete(one.type); else state.hidden.add(one.type);
    nodes.update(view.nodes.map((node) => ({ id: node.id, hidden: !shown(node) })));
    edges.update(straight.map((edge) => ({ id: edge.id, hidden: !drawn(edge) })));
    network.redraw();
  }));
  function swatch(ctx, entry) {
    ctx.clearRect(0, 0, 32, 32);
    if (entry.kind === "edge") {
      drawPath(ctx, [[2, 16], [30, 16]], { width: 3.5, color: entry.type === "LEADS" ? state.theme.lead : state.theme.edge, arrow: entry.type === "FEEDS" });
    } else { symbol(ctx, entry.shape, 16, 16, 12); ctx.fillStyle = entry.color; ctx.fill(); }
  }
  chips.forEach((chip, i) => {
    if (i && view.legend[i].kind !== view.legend[i - 1].kind) $("legend").append(el("span", { class: "gap" }));
    $("legend").append(chip); chip.paint();
  });

  /* Search */
  const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");
  const index = view.cards.map((card) => ({ card, forms: [card.name, ...card.aliases].map((form) => [fold(form), form]) }));
  const input = $("search"), results = $("results");
  let hits = [], at = 0;
  function find(text) {
    const wanted = fold(text);
    if (!wanted) return [];
    const found = [];
    for (const { card, forms } of index) {
      let rank = Infinity, by = "";
      for (const [form, raw] of forms) {
        const score = form === wanted ? 0 : form.startsWith(wanted) ? 1 : form.includes(wanted) ? 2 : Infinity;
        if (score < rank) { rank = score; by = raw; }
      }
      if (rank < Infinity) found.push({ card, by, rank });
    }
    return found.sort((a, b) => a.rank - b.rank || a.card.name.length - b.card.name.length).slice(0, 12);
  }
  function list() {
    hits = find(input.value); at = 0;
    const rows = hits.map((hit, i) => el("li", { role: "option", id: "hit" + i, "aria-selected": String(i === at), onmousedown: (event) => { event.preventDefault(); pick(i); } },
      hit.card.name, el("small", {}, hit.card.types[hit.card.types.length - 1] + (hit.by !== hit.card.name ? " · 又名 " + hit.by : ""))));
    if (input.value.trim() && !rows.length) rows.push(el("li", { role: "option", "aria-disabled": "true" }, "图中没有这个名称"));
    results.replaceChildren(...rows);
    results.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
  }
  function mark(step) {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    [...results.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", "hit" + at);
    results.children[at].scrollIntoView({ block: "nearest" });
  }
  function pick(i) {
    if (!hits[i]) return;
    results.hidden = true; input.setAttribute("aria-expanded", "false");
    const id = placesOf.get(hits[i].card.id)[0];
    select(id, true);
    network.moveTo({ position: { x: nodeOf.get(id).x + panel.offsetWidth / 2 / network.getScale(), y: nodeOf.get(id).y }, animation: false });
    state.moved = true;
  }
  input.addEventListener("input", list);
  input.addEventListener("blur", () => { results.hidden = true; input.setAttribute("aria-expanded", "false"); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { mark(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    if (event.key === "Enter") { pick(at); box.focus({ preventScroll: true }); }
    if (event.key === "Escape") { input.value = ""; list(); box.focus({ preventScroll: true }); event.stopPropagation(); }
  });

  /* Keys */
  const WAYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };
  function step([dx, dy]) {
    const here = state.selected ? nodeOf.get(state.selected) : null;
    const centre = here || { x: view.width / 2, y: view.height / 2, id: null };
    let best = Infinity, next = null;
    for (const node of view.nodes) {
      if (node.id === centre.id || !shown(node) || dim(node.id)) continue;
      const x = node.x - centre.x, y = node.y - centre.y, along = x * dx + y * dy, aside = Math.abs(x * dy) + Math.abs(y * dx);
      if (here && along <= 1) continue;
      const cost = here ? along + aside * 2.5 : Math.hypot(x, y);
      if (cost < best) { best = cost; next = node; }
    }
    if (next) select(next.id, !panel.hidden);
  }
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target === input;
    if (event.key === "Escape") {
      if (!panel.hidden) close(); else if (!back()) select(null, false);
      return;
    }
    if (typing) return;
    if (event.key === "/") { input.focus(); input.select(); event.preventDefault(); }
    else if (event.key === "0") fit();
    else if (event.key === "+" || event.key === "=") zoom(1.25);
    else if (event.key === "-") zoom(0.8);
    else if (event.key === "d") turn();
    else if (WAYS[event.key] && event.target === box) {
      const [dx, dy] = WAYS[event.key];
      if (event.shiftKey) {
        const position = network.getViewPosition(), far = 120 / network.getScale();
        network.moveTo({ position: { x: position.x + dx * far, y: position.y + dy * far }, animation: false });
        state.moved = true;
      } else step([dx, dy]);
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === box && state.selected) { select(state.selected, true); panel.focus(); }
  });

  /* Tools */
  function zoom(by) { network.moveTo({ scale: network.getScale() * by, animation: false }); state.moved = true; }
  function turn(name) {
    const next = name || (root.dataset.theme === "dark" ? "light" : "dark");
    root.dataset.theme = next; state.theme = THEMES[next];
    $("theme").setAttribute("aria-pressed", String(next === "dark")); $("theme").textContent = next === "dark" ? "浅色" : "深色";
    edges.update(straight.map((edge) => ({ id: edge.id, color: { color: state.theme.edge, highlight: state.theme.accent, hover: state.theme.accent } })));
    chips.forEach((chip) => chip.paint());
    network.redraw();
  }
  function save() {
    const from = box.querySelector("canvas"), ratio = from.width / box.clientWidth, head = 46 * ratio, foot = 30 * ratio;
    const sheet = el("canvas", { width: String(from.width), height: String(from.height + head + foot) }), ctx = sheet.getContext("2d");
    ctx.fillStyle = state.theme.back; ctx.fillRect(0, 0, sheet.width, sheet.height);
    ctx.drawImage(from, 0, head);
    ctx.fillStyle = state.theme.ink; ctx.textBaseline = "middle"; ctx.font = "700 " + 22 * ratio + "px " + FONT;
    ctx.fillText(view.title, 16 * ratio, head / 2, sheet.width - 32 * ratio);
    ctx.fillStyle = state.theme.soft; ctx.font = 13 * ratio + "px " + FONT;
    ctx.fillText([...view.notes, "来源：" + view.sources.join("；")].join("　"), 16 * ratio, sheet.height - foot / 2, sheet.width - 32 * ratio);
    sheet.toBlob((blob) => {
      const link = el("a", { href: URL.createObjectURL(blob), download: view.title.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 80) + ".png" });
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    });
  }
  let kept = "light";
  window.addEventListener("beforeprint", () => { kept = root.dataset.theme; turn("light"); });
  window.addEventListener("afterprint", () => turn(kept));
  $("back").addEventListener("click", back);
  $("fit").addEventListener("click", () => fit());
  $("zoom-in").addEventListener("click", () => zoom(1.25));
  $("zoom-out").addEventListener("click", () => zoom(0.8));
  $("theme").addEventListener("click", () => turn());
  $("png").addEventListener("click", save);
  $("print").addEventListener("click", () => window.print());
  fit();
  /* For tests and for scripts that drive the map. */
  window.deltatrunk = { view, network, where: (id) => network.canvasToDOM({ x: nodeOf.get(id).x, y: nodeOf.get(id).y }) };
})();
