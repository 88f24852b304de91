"use strict";
/* Presenting: the whole screen, large labels, from one part of the map to the next by the arrow keys. */
function addPresenting(page) {
  const $ = (id) => document.getElementById(id), { state } = page, body = document.body;
  let steps = [], at = 0, before = null, themed = "";

  /* The whole map, its parts, then the views that the presenter kept. */
  function stepsNow() {
    const { view } = page;
    const titled = view.areas.filter((area) => area.title && area.points.length > 2 && area.kind !== "line").map((area) => {
      const xs = area.points.map((point) => point[0]), ys = area.points.map((point) => point[1]);
      return { title: area.title, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    });
    const given = (view.scenes.length ? view.scenes : titled).map((part) => ({ title: part.title, go: () => { clear(); state.part = part; page.show(part, false); } }));
    const parts = given.length ? given : groups();
    return [{ title: view.title, go: () => { clear(); page.fit(); } }, ...parts, ...state.views.map((one) => ({ title: one.title, go: () => { clear(); recall(one); } }))];
  }
  /* Where a map has no parts: its types, then the names that have most relations, each with what is around it. */
  function groups() {
    const { scene, view } = page, seen = scene.nodes.filter((node) => scene.seen[node.at]);
    const types = view.legend.filter((entry) => entry.kind === "node").map((entry) => ({ title: entry.title, nodes: seen.filter((node) => node.type === entry.type) }));
    const hubs = scene.byWeight.filter((node) => scene.seen[node.at] && node.weight > 0).slice(0, 5).map((node) => ({ title: node.label + "及其关联", nodes: [...scene.around(node)], near: true }));
    return [...types.filter(({ nodes }) => nodes.length).sort((a, b) => b.nodes.length - a.nodes.length).slice(0, 6), ...hubs].map(({ title, nodes, near }) => ({
      title: near ? title : title + "（" + nodes.length + "）",
      go: () => { clear(); scene.focus = new Set(nodes); if (near) page.show(page.grown(scene.bounds(nodes), 40), false); else page.fit(); },
    }));
  }
  function clear() {
    page.unfocus(); state.part = null;
    if (themed) page.turn(themed);
    themed = "";
    if (JSON.stringify(page.filtersNow()) !== JSON.stringify(before.filters)) page.setFilters(before.filters);
  }
  function go(step) {
    at = Math.max(0, Math.min(steps.length - 1, step));
    if (!$("panel").hidden) page.close();
    steps[at].go();
    $("caption").textContent = steps[at].title + (steps.length > 1 ? "　" + (at + 1) + "/" + steps.length : "");
    page.say($("caption").textContent);
    page.changed("step");
  }
  function start() {
    if (body.classList.contains("presenting")) return;
    page.close();
    for (const menu of document.querySelectorAll("details.menu")) menu.open = false;
    const last = state.trail[state.trail.length - 1];
    before = {
      position: page.network.getViewPosition(), scale: page.network.getScale(), fitted: state.fitted, focus: page.scene.placesOf.get(last ? last.on : ""),
      filters: page.filtersNow(), scene: page.scene,
    };
    body.classList.add("presenting"); $("caption").hidden = false;
    state.large = true;
    steps = stepsNow();
    full(true);
    $("map").focus({ preventScroll: true });
    requestAnimationFrame(() => { go(0); page.changed("present"); });
  }
  function end() {
    if (!body.classList.contains("presenting")) return;
    body.classList.remove("presenting"); $("caption").hidden = true;
    state.large = false;
    full(false);
    if (before.scene !== page.scene) return;
    clear();
    if (before.focus) page.focus(before.focus[0]);
    requestAnimationFrame(() => { if (before.fitted) page.fit(); else page.look(before.position, before.scale); page.changed("present"); });
  }
  function full(on) {
    const asked = on ? !document.fullscreenElement && document.documentElement.requestFullscreen && document.documentElement.requestFullscreen()
      : document.fullscreenElement && document.exitFullscreen();
    // Where the browser does not allow it, the page fills its window all the same.
    if (asked && asked.catch) asked.catch(() => {});
  }

  /* Views that the presenter keeps */
  function keep() {
    const seen = page.camera(), title = $("keep-title").value.trim().slice(0, 60);
    state.views.push({
      title: title || "视角 " + (state.views.length + 1) + (state.selected ? "：" + state.selected.label.slice(0, 20) : ""),
      at: [seen.left, seen.top, seen.right, seen.bottom].map((side) => Math.round(side * 10) / 10),
      focus: page.scene.focus ? [...page.scene.focus].map((node) => node.id) : null, filters: page.filtersNow(), theme: document.documentElement.dataset.theme,
    });
    $("keep-title").value = "";
    list(); page.tell("已存下“" + state.views[state.views.length - 1].title + "”，演示时排在最后；用“保存布局”存入文件");
  }
  function recall(one) {
    const [left, top, right, bottom] = one.at, box = $("map");
    page.setFilters(one.filters || {});
    const theme = document.documentElement.dataset.theme;
    if (one.theme && one.theme !== theme) { if (body.classList.contains("presenting")) themed = theme; page.turn(one.theme); }
    const focus = Array.isArray(one.focus) ? one.focus.map((id) => page.scene.nodeOf.get(id)).filter(Boolean) : null;
    page.scene.focus = focus && focus.length ? new Set(focus) : null;
    page.look({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.min(20, Math.max(0.001, Math.min(box.clientWidth / (right - left || 1), box.clientHeight / (bottom - top || 1)))));
    page.changed("focus");
  }
  function list() {
    $("kept").replaceChildren(...state.views.map((one, i) => el("li", {},
      el("button", { type: "button", onclick: () => recall(one) }, one.title),
      el("button", { type: "button", "aria-label": "删除" + one.title, title: "删除", onclick: () => { state.views.splice(i, 1); list(); } }, "×"))));
  }

  const NEXT = new Set(["ArrowRight", "ArrowDown", "PageDown", " ", "Enter"]), LAST = new Set(["ArrowLeft", "ArrowUp", "PageUp"]);
  page.handlers.push((event) => {
    if (!body.classList.contains("presenting")) return false;
    if (NEXT.has(event.key)) go(at + 1); else if (LAST.has(event.key)) go(at - 1);
    else if (event.key === "Home") go(0); else if (event.key === "End") go(steps.length - 1);
    else if (event.key === "Escape" && !$("panel").hidden) page.close();
    else if (event.key === "Escape" || event.key === "p") end();
    else return false;
    return true;
  });
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) end(); });
  window.addEventListener("resize", () => { if (body.classList.contains("presenting") && steps.length) requestAnimationFrame(() => go(at)); });
  page.keys.p = start;
  page.keys.f = () => full(!document.fullscreenElement);
  $("present").addEventListener("click", start);
  $("full").addEventListener("click", page.keys.f);
  $("keep").addEventListener("click", keep);
  $("keep-title").addEventListener("keydown", (event) => { if (event.key === "Enter") keep(); });
  page.on((what) => { if (what === "view") end(); if (what === "view" || what === "file") list(); });
}
