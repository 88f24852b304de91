"use strict";
/* Presenting: the whole screen, large labels, from one part of the map to the next by the arrow keys. */
function addPresenting(page) {
  const $ = (id) => document.getElementById(id), { state } = page, body = document.body;
  let steps = [], at = 0, before = null;

  /* The whole map, its parts, then the views that the presenter kept. */
  function stepsNow() {
    const { view } = page;
    const titled = view.areas.filter((area) => area.title && area.points.length > 2 && area.kind !== "line").map((area) => {
      const xs = area.points.map((point) => point[0]), ys = area.points.map((point) => point[1]);
      return { title: area.title, left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
    });
    const parts = (view.scenes.length ? view.scenes : titled).map((part) => ({ title: part.title, go: () => { page.unfocus(); page.show(part, false); } }));
    const whole = { title: view.title, go: () => { page.unfocus(); page.fit(); } };
    return [whole, ...parts, ...state.views.map((one) => ({ title: one.title, go: () => recall(one) }))];
  }
  function go(step) {
    at = Math.max(0, Math.min(steps.length - 1, step));
    steps[at].go();
    $("caption").textContent = steps[at].title + (steps.length > 1 ? "　" + (at + 1) + "/" + steps.length : "");
    page.say($("caption").textContent);
  }
  function start() {
    page.close();
    before = { position: page.network.getViewPosition(), scale: page.network.getScale(), fitted: state.fitted, focus: page.scene.focus };
    body.classList.add("presenting"); $("caption").hidden = false;
    state.large = true;
    steps = stepsNow();
    full(true);
    requestAnimationFrame(() => { go(0); page.changed("present"); });
  }
  function end() {
    if (!body.classList.contains("presenting")) return;
    body.classList.remove("presenting"); $("caption").hidden = true;
    state.large = false;
    full(false);
    page.scene.focus = before.focus;
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
    const { x, y } = page.network.getViewPosition();
    state.views.push({
      title: "视角 " + (state.views.length + 1) + (state.selected ? "：" + state.selected.label.slice(0, 20) : ""), at: [x, y, page.network.getScale()],
      focus: page.scene.focus ? [...page.scene.focus].map((node) => node.id) : null, filters: page.filtersNow(),
    });
    list(); page.say("已存下视角");
  }
  function recall(one) {
    page.setFilters(one.filters || {});
    const focus = Array.isArray(one.focus) ? one.focus.map((id) => page.scene.nodeOf.get(id)).filter(Boolean) : null;
    page.scene.focus = focus && focus.length ? new Set(focus) : null;
    page.look({ x: one.at[0], y: one.at[1] }, one.at[2]);
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
    else if (event.key === "Escape" || event.key === "p") end();
    else return false;
    return true;
  });
  document.addEventListener("fullscreenchange", () => { if (!document.fullscreenElement) end(); });
  page.keys.p = start;
  page.keys.f = () => full(!document.fullscreenElement);
  $("present").addEventListener("click", start);
  $("full").addEventListener("click", page.keys.f);
  $("keep").addEventListener("click", keep);
  page.on((what) => { if (what === "view" || what === "file") list(); });
}
