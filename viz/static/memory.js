"use strict";
/* What a user changes and keeps: undo and redo, notes, and a small file with places, notes, filters and saved views. */
const FORMAT = "deltatrunk-map", EDITION = 1, LONGEST_NOTE = 2000;

function addMemory(page) {
  const $ = (id) => document.getElementById(id), { state } = page;
  let done = [], undone = [];

  function buttons() {
    $("undo").disabled = !done.length; $("redo").disabled = !undone.length; $("home").disabled = !page.scene.moved.size;
  }
  page.did = (step) => { done.push(step); undone = []; buttons(); };
  function turnBack(from, to, way) {
    const step = from.pop();
    if (!step) return;
    step[way](); to.push(step);
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

  function home() {
    const places = [...page.scene.moved.keys()].map((node) => [node, { x: node.x, y: node.y }]);
    const back = () => { for (const [node] of places) page.scene.move(node, null); };
    back();
    page.did({ undo: () => { for (const [node, place] of places) page.scene.move(node, place); }, redo: back });
    page.changed("move");
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
  const numbers = (values, count) => Array.isArray(values) && values.length === count && values.every(Number.isFinite);
  function read(text) {
    let given;
    try { given = JSON.parse(text); } catch { return "这不是布局文件（不是 JSON），什么都没有改动"; }
    if (!given || given.format !== FORMAT || typeof given.places !== "object" || typeof given.notes !== "object") return "这不是本图保存的布局文件，什么都没有改动";
    if (given.edition > EDITION) return "这个布局文件由更新的版本保存，什么都没有改动；请用新版本重新生成地图";
    const { scene } = page;
    let unknown = 0;
    for (const node of [...scene.moved.keys()]) scene.move(node, null);
    for (const [id, place] of Object.entries(given.places || {})) {
      const node = scene.nodeOf.get(id);
      if (node && numbers(place, 2)) scene.move(node, { x: place[0], y: place[1] }); else unknown += 1;
    }
    state.notes = new Map();
    for (const [entity, note] of Object.entries(given.notes || {})) {
      if (page.book.cardOf.has(entity) && typeof note === "string") state.notes.set(entity, note.slice(0, LONGEST_NOTE)); else unknown += 1;
    }
    state.views = (Array.isArray(given.views) ? given.views : []).filter((one) => one && typeof one.title === "string" && numbers(one.at, 3));
    if (given.filters) page.setFilters(given.filters);
    if (THEMES[given.theme]) page.turn(given.theme);
    done = []; undone = [];
    buttons(); page.changed("file");
    return "已载入布局" + (unknown ? "；有 " + unknown + " 项在这张图里没有，未用" : "") + (given.map !== page.view.name ? "；它是为另一张图（" + String(given.title).slice(0, 40) + "）保存的" : "");
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
  page.on((what) => { if (what === "view") { done = []; undone = []; state.views = []; } buttons(); });
  buttons();
}
