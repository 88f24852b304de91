"use strict";
/* The atlas: tabs over one map engine and one book. What a tab needs is read when it is first opened. */
(() => {
  const $ = (id) => document.getElementById(id), root = document.documentElement;
  const textOf = (id) => $(id).textContent;
  const about = JSON.parse(textOf("atlas")), maps = new Map(about.tabs.map((tab) => [tab.name, tab]));
  const buttons = [...document.querySelectorAll("#tabs [role=tab]")], sheets = [...document.querySelectorAll(".tab")];
  const state = new URLSearchParams(), views = new Map();
  let book = null, page = null, entities = null, lists = null, indicators = null, current = "overview", byName = null;

  const readBookOnce = () => (book = book || readBook(textOf("book")));
  const viewOf = (name) => { if (!views.has(name)) views.set(name, readView(textOf("view-" + name), readBookOnce())); return views.get(name); };
  const say = (text) => { $("live").textContent = text; };

  /* What the parts may ask of the whole. */
  const open = {
    say,
    said(key, value) { if (value) state.set(key, value); else state.delete(key); keep(); },
    entity(id) { go("entity", { entity: id }); },
    map(name, id, part) { go(name, { entity: id, part: part || "" }); },
    /* The entity that a table's cell names, where there is exactly one. */
    find(text) {
      if (!byName) {
        byName = new Map();
        for (const card of readBookOnce().cards) byName.set(card.name, byName.has(card.name) ? null : card.id);
      }
      return byName.get(text) || null;
    },
  };
  /* The address holds the atlas' own words and, on a map, what the map itself keeps there (hash.js). */
  const now = () => new URLSearchParams(location.hash.slice(1)), OWN = ["tab", "part", "entity", "list", "chart"], STAYS = [...OWN, "theme"];
  function keep(forget) {
    const told = now();
    for (const key of [...told.keys()]) if (OWN.includes(key) || (forget && !STAYS.includes(key))) told.delete(key);
    for (const key of OWN) if (state.get(key)) told.set(key, state.get(key));
    const text = told.toString();
    // A page inside a notebook's frame may not change its address.
    try { if (text !== location.hash.slice(1)) history.replaceState(null, "", "#" + text); } catch { /* the address stays as it is */ }
  }
  function recall() {
    const told = now();
    for (const key of OWN) if (told.get(key)) state.set(key, told.get(key)); else state.delete(key);
    return told;
  }

  /* Open a tab; how long that took stands in data-took for those who measure. */
  function go(name, more = {}) {
    const began = performance.now(), button = buttons.find((one) => one.dataset.tab === name) || buttons[0];
    current = button.dataset.tab;
    for (const one of buttons) { one.setAttribute("aria-selected", String(one === button)); one.tabIndex = one === button ? 0 : -1; }
    const shown = maps.has(current) ? "map" : current;
    for (const sheet of sheets) sheet.hidden = sheet.id !== "sheet-" + shown;
    $("shade").hidden = shown === "map";
    $("part").hidden = shown !== "map" || !maps.get(current).parts.length;
    state.set("tab", current);
    if (!more.kept) state.set("part", more.part || "");
    keep(!more.kept);
    if (more.entity) state.set("entity", more.entity);
    if (shown === "map") mapTab(more.entity);
    else if (shown === "entity") entityTab(state.get("entity"), more);
    else if (shown === "lists") { lists = lists || startLists(JSON.parse(textOf("lists")), open); lists.show(state.get("list")); }
    else if (shown === "indicators") { indicators = indicators || startIndicators(JSON.parse(textOf("indicators")), open); indicators.show(state.get("chart")); }
    keep();
    document.title = (current === "overview" ? "" : button.textContent + " · ") + about.title;
    requestAnimationFrame(() => setTimeout(() => { root.dataset.took = current + " " + Math.round(performance.now() - began); }));
  }

  function mapTab(entity) {
    const { parts } = maps.get(current), part = parts.find((one) => one.title === state.get("part")), view = viewOf(part ? part.name : current);
    $("part").replaceChildren(...["", ...parts.map((one) => one.title)].map((title) => el("option", { value: title }, title || "全部产业链")));
    $("part").value = part ? part.title : "";
    $("sheet-map").setAttribute("aria-labelledby", "tab-" + current);
    if (!page) {
      page = startMap(readBookOnce(), view);
      page.elsewhere = open.entity;
      addAll(page);
    } else if (page.view !== view) page.load(view);
    if (entity) page.openEntity(entity);
  }

  function entityTab(id, { type }) {
    const fresh = !entities;
    entities = entities || startEntities(readBookOnce(), about, open);
    if (type) entities.only(type);
    else if (id && id !== entities.current() && entities.show(id)) { /* shown */ }
    else if (fresh && !entities.current()) entities.first();
  }

  /* Tabs by mouse and by keys */
  for (const button of buttons) button.addEventListener("click", () => go(button.dataset.tab));
  $("tabs").addEventListener("keydown", (event) => {
    const at = buttons.indexOf(document.activeElement), last = buttons.length - 1;
    const next = { ArrowRight: at === last ? 0 : at + 1, ArrowLeft: at ? at - 1 : last, Home: 0, End: last }[event.key];
    if (at < 0 || next === undefined) return;
    event.preventDefault();
    buttons[next].focus();
    go(buttons[next].dataset.tab);
  });
  $("part").addEventListener("change", () => { go(current, { part: $("part").value }); $("part").focus(); });
  for (const door of document.querySelectorAll("[data-door]")) door.addEventListener("click", () => go(door.dataset.door));
  for (const chip of document.querySelectorAll("#types [data-type]")) chip.addEventListener("click", () => go("entity", { type: chip.dataset.type }));

  /* Keys outside of maps stay away from the map's own; this stands between the page and the document. */
  root.addEventListener("keydown", (event) => {
    if (maps.has(current)) return;
    event.stopPropagation();
    const typing = /^(INPUT|SELECT|TEXTAREA)$/.test(event.target.tagName);
    if (event.key === "/" && !typing && !event.ctrlKey && !event.altKey && !event.metaKey) {
      event.preventDefault();
      if (current !== "entity") go("entity");
      entities.input.focus(); entities.input.select();
    }
  });

  /* Light and dark: the map's own way where there is a map. */
  function turn(name) {
    if (page) page.turn(name); else root.dataset.theme = name;
  }
  const paintShade = () => {
    const dark = root.dataset.theme === "dark";
    $("shade").textContent = dark ? "浅色" : "深色"; $("shade").setAttribute("aria-pressed", String(dark));
    paintTypes();
  };
  $("shade").addEventListener("click", () => turn(root.dataset.theme === "dark" ? "light" : "dark"));
  new MutationObserver(paintShade).observe(root, { attributes: true, attributeFilter: ["data-theme"] });
  function paintTypes() {
    for (const entry of about.types) {
      const ctx = document.querySelector('#types [data-type="' + entry.type + '"] canvas').getContext("2d");
      ctx.clearRect(0, 0, 40, 40);
      symbol(ctx, entry.shape, 20, 20, 16);
      ctx.fillStyle = entry.color; ctx.fill();
    }
  }
  // On paper it is light; once there is a map, the map's own tools see to that.
  let kept = "light";
  window.addEventListener("beforeprint", () => { kept = root.dataset.theme; if (!page) root.dataset.theme = "light"; });
  window.addEventListener("afterprint", () => { if (!page) root.dataset.theme = kept; });
  window.addEventListener("hashchange", () => { recall(); arrive(); if (page && maps.has(current)) page.readHash(); });

  function arrive() { go(state.get("tab") || "overview", { kept: true, entity: maps.has(state.get("tab")) ? state.get("entity") : undefined }); }

  paintTypes();
  window.atlas = { go, get current() { return current; }, get book() { return readBookOnce(); }, about };
  if (recall().get("theme") === "dark") turn("dark");
  if (state.get("tab") && state.get("tab") !== "overview") arrive();
  // While nobody asks for anything, what the next tabs need is made ready, piece by piece.
  const rest = (work, ...more) => (window.requestIdleCallback || setTimeout)(() => { work(); if (more.length) rest(...more); });
  requestAnimationFrame(() => setTimeout(() => {
    if (!root.dataset.firstPicture) root.dataset.firstPicture = String(Math.round(performance.now()));
    rest(readBookOnce, chartLibrary);
  }));
})();
