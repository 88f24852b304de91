"use strict";
/* What is looked at, in the address: who opens it again, or is sent it, sees the same. Other parts' keys stay. */
function addHash(page) {
  const root = document.documentElement, OWN = ["pick", "focus", "at", "hide", "chain", "file", "sure", "theme"];
  let timer = 0, written = "";
  const now = () => new URLSearchParams(location.hash.slice(1));

  function write() {
    const { scene, state, network, view } = page, told = now(), { hidden, chain, document: said, confidence } = scene.filters;
    for (const key of OWN) told.delete(key);
    if (state.selected) told.set("pick", state.selected.entity);
    if (state.trail.length && state.trail[state.trail.length - 1].on) told.set("focus", state.trail[state.trail.length - 1].on);
    if (!state.fitted) { const { x, y } = network.getViewPosition(); told.set("at", [Math.round(x), Math.round(y), network.getScale().toFixed(3)].join(",")); }
    if (hidden.size) told.set("hide", [...hidden].sort().join(","));
    if (chain) told.set("chain", chain);
    if (said >= 0) told.set("file", view.sources[said]);
    if (confidence) told.set("sure", String(confidence));
    if (root.dataset.theme === "dark") told.set("theme", "dark");
    const text = told.toString();
    if (text === location.hash.slice(1) || text.length > 8000) return;
    written = text;
    // A page inside a notebook's frame may not change its address.
    try { history.replaceState(null, "", text ? "#" + text : location.href.split("#")[0]); } catch { clearTimeout(timer); }
  }
  function read() {
    const told = now(), { scene, view } = page;
    const theme = told.get("theme") === "dark" ? "dark" : "light";
    if (theme !== root.dataset.theme && (theme === "dark" || told.has("theme"))) page.turn(theme);
    page.setFilters({ hidden: (told.get("hide") || "").split(",").filter(Boolean), chain: told.get("chain") || "", document: told.get("file") || "", confidence: Number(told.get("sure")) || 0 });
    page.unfocus();
    const focus = told.get("focus") && scene.placesOf.get(told.get("focus"));
    if (focus) page.focus(focus[0]);
    const pick = told.get("pick") && scene.placesOf.get(told.get("pick"));
    if (pick) page.select(pick[0], true);
    const at = (told.get("at") || "").split(",").map(Number);
    if (at.length === 3 && at.every(Number.isFinite) && at[2] > 0) page.look({ x: at[0], y: at[1] }, at[2]);
  }
  page.readHash = read;
  read();
  // An address that was changed by hand, or by the browser's own way back.
  window.addEventListener("hashchange", () => { if (location.hash.slice(1) !== written) read(); });
  page.on(() => { clearTimeout(timer); timer = setTimeout(write, 250); });
}
