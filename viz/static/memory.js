"use strict";
/* What a user changes and keeps: undo and redo, notes, and a small file with places, notes, filters and saved views. */
const FORMAT = "deltatrunk-map", EDITION = 1, LONGEST_NOTE = 2000;

function addMemory(page) {
  const $ = (id) => document.getElementById(id), { state } = page;
  let done = [], undone = [];

  function buttons() {
    $("undo").disabled = !done.length; $("redo").disabled = !undone.length;
  }
  page.did = (one) => {
    done.push(one); undone = [];
    if (done.length > 300) done.shift();
    buttons();
  };
  function turnBack(from, to, way) {
    const last = from.pop();
    if (!last) return;
    last[way](); to.push(last);
    buttons(); page.changed("undo"); page.say(way === "undo" ? "已撤销" : "已重做");
  }
  const undo = () => turnBack(done, undone, "undo"), redo = () => turnBack(undone, done, "redo");
  page.chord = (event) => {
    const key = event.key.toLowerCase();
    if (key === "z" && !event.shiftKey) { undo(); event.preventDefault(); }
    if (key === "y" || (key === "z" && event.shiftKey)) { redo(); event.preventDefault(); }
  };

  page.note = (entity, text) => {
    const before = state.notes.get(entity) || "", after = text.trim().slice(0, LONGEST_NOTE), set = (value) => { if (value) state.notes.set(entity, value); else state.notes.delete(entity); };
    if (before === after) return;
    set(after);
    page.did({ undo: () => set(before), redo: () => set(after) });
    page.changed("note");
  };

  /* Everything that can be set, so that it can be taken back as one step. */
  function all() {
    const { scene } = page;
    return {
      places: new Map([...scene.moved.keys()].map((node) => [node, { x: node.x, y: node.y }])), notes: new Map(state.notes), views: state.views.slice(),
      filters: page.filtersNow(), theme: document.documentElement.dataset.theme,
    };
  }
  function put(held) {
    const { scene } = page;
    for (const node of [...scene.moved.keys()]) if (!held.places.has(node)) scene.move(node, null);
    for (const [node, place] of held.places) scene.move(node, place);
    state.notes = new Map(held.notes); state.views = held.views.slice();
    page.setFilters(held.filters);
    if (held.theme !== document.documentElement.dataset.theme) page.turn(held.theme);
    page.changed("file");
  }
  function step(held) {
    const before = all(), after = { ...before, ...held };
    put(after);
    page.did({ undo: () => put(before), redo: () => put(after) });
  }
  function home() {
    page.unfocus();
    step({ places: new Map(), filters: {} });
    page.fit(); page.changed("move");
    page.tell("位置、筛选和视野都已复位；备注和视角还在，可以撤销");
  }

  /* The file */
  function kept() {
    const { scene, view } = page;
    return {
      format: FORMAT, edition: EDITION, map: view.name, title: view.title, theme: document.documentElement.dataset.theme, filters: page.filtersNow(),
      places: Object.fromEntries([...scene.moved.keys()].map((node) => [node.id, [Math.round(node.x * 10) / 10, Math.round(node.y * 10) / 10]])),
      notes: Object.fromEntries(state.notes), views: state.views,
    };
  }
  const plain = (value) => Boolean(value) && typeof value === "object" && !Array.isArray(value);
  const numbers = (values, count) => Array.isArray(values) && values.length === count && values.every((one) => Number.isFinite(one) && Math.abs(one) < 1e7);
  function viewOf(one) {
    if (!plain(one) || typeof one.title !== "string" || !numbers(one.at, 4)) return null;
    const focus = Array.isArray(one.focus) ? one.focus.filter((id) => typeof id === "string") : null;
    return { title: one.title.slice(0, 60), at: one.at, focus, filters: plain(one.filters) ? one.filters : {}, theme: one.theme === "dark" ? "dark" : "light" };
  }
  /* Read a file as a whole before anything is changed. */
  function read(text) {
    let given;
    try { given = JSON.parse(text); } catch { return "这不是布局文件（不是 JSON），什么都没有改动"; }
    if (!plain(given) || given.format !== FORMAT || !plain(given.places) || !plain(given.notes)) return "这不是本图保存的布局文件，什么都没有改动";
    if (given.edition > EDITION) return "这个布局文件由更新的版本保存，什么都没有改动；请用新版本重新生成地图";
    const { scene } = page, places = new Map(), notes = new Map(), views = (Array.isArray(given.views) ? given.views.slice(0, 100) : []).map(viewOf).filter(Boolean);
    let unknown = 0;
    for (const [id, place] of Object.entries(given.places)) {
      const node = scene.nodeOf.get(id);
      if (node && numbers(place, 2)) places.set(node, { x: place[0], y: place[1] }); else unknown += 1;
    }
    for (const [entity, note] of Object.entries(given.notes)) {
      if (page.book.cardOf.has(entity) && typeof note === "string") notes.set(entity, note.slice(0, LONGEST_NOTE)); else unknown += 1;
    }
    page.unfocus();
    if (!$("panel").hidden) page.close();
    step({ places, notes, views, filters: plain(given.filters) ? given.filters : {}, theme: given.theme === "dark" ? "dark" : "light" });
    const other = given.map !== page.view.name || given.title !== page.view.title;
    return "已载入：" + places.size + " 个位置、" + notes.size + " 条备注、" + views.length + " 个视角" + (unknown ? "；有 " + unknown + " 项在这张图里没有，未用" : "")
      + (other ? "；它是为另一张图（" + String(given.title).slice(0, 40) + "）保存的" : "");
  }
  $("undo").addEventListener("click", undo);
  $("redo").addEventListener("click", redo);
  $("home").addEventListener("click", home);
  $("save").addEventListener("click", () => page.download(new Blob([JSON.stringify(kept(), null, 1)], { type: "application/json" }), "layout.json"));
  $("load").addEventListener("click", () => $("file").click());
  $("file").addEventListener("change", () => {
    const [file] = $("file").files;
    if (!file) return;
    if (file.size > 5e6) { page.tell("这个文件太大，不是布局文件，什么都没有改动"); return; }
    file.text().then((text) => page.tell(read(text)));
    $("file").value = "";
  });
  /* A map that is shown again is as it was left; its names go home before another takes its place. */
  const left = new Map(), keyOf = (view) => view.name + "\n" + view.title;
  let here = { key: keyOf(page.view), scene: page.scene };
  function change() {
    const last = here.scene;
    left.set(here.key, { places: [...last.moved.keys()].map((node) => [node.id, { x: node.x, y: node.y }]), views: state.views });
    for (const node of [...last.moved.keys()]) last.move(node, null);
    here = { key: keyOf(page.view), scene: page.scene };
    const held = left.get(here.key);
    here.scene.cells = null; done = []; undone = [];
    state.views = held ? held.views : [];
    for (const [id, place] of held ? held.places : []) if (here.scene.nodeOf.has(id)) here.scene.move(here.scene.nodeOf.get(id), place);
    page.still.stale(); page.redraw();
  }
  page.on((what) => { if (what === "view") change(); buttons(); });
  buttons();
}
