"use strict";
/* Filters beyond the legend: by chain, document and confidence, and how many names are left. */
function addFilters(page) {
  const $ = (id) => document.getElementById(id), chain = $("sift-chain"), said = $("sift-document"), sure = $("sift-confidence");
  const LEVELS = [[0, "不限"], [0.5, "0.5 以上"], [0.7, "0.7 以上"], [0.9, "0.9 以上"]];
  const option = (value, text) => el("option", { value: String(value) }, text);

  function offer() {
    const { scene, view } = page, chains = new Set();
    for (const entity of scene.placesOf.keys()) { const card = page.book.cardOf.get(entity); if (card) for (const name of card.chains) chains.add(name); }
    chain.replaceChildren(option("", "不限"), ...[...chains].sort((a, b) => a.localeCompare(b, "zh")).map((name) => option(name, name)));
    said.replaceChildren(option(-1, "不限"), ...view.sources.map((name, at) => option(at, name)));
    sure.replaceChildren(...LEVELS.map(([least, text]) => option(least, text)));
    reflect();
  }
  function reflect() {
    const { filters, seen, placesOf } = page.scene;
    chain.value = filters.chain; said.value = String(filters.document); sure.value = String(filters.confidence);
    let shown = 0;
    for (const places of placesOf.values()) if (places.some((node) => seen[node.at])) shown += 1;
    $("sift-count").textContent = "显示 " + shown + " 个名称，共 " + placesOf.size + " 个";
    const active = shown < placesOf.size || filters.chain || filters.document >= 0 || filters.confidence > 0;
    $("sift").classList.toggle("active", Boolean(active));
    $("shown").hidden = !active;
    $("shown").textContent = shown ? "显示 " + shown + " / " + placesOf.size : "没有符合筛选的名称";
    page.say($("sift-count").textContent);
  }
  const change = (set) => () => page.filter(set);
  chain.addEventListener("change", change((filters) => { filters.chain = chain.value; }));
  said.addEventListener("change", change((filters) => { filters.document = Number(said.value); }));
  sure.addEventListener("change", change((filters) => { filters.confidence = Number(sure.value); }));
  $("sift-none").addEventListener("click", change((filters) => { Object.assign(filters, { hidden: new Set(), chain: "", document: -1, confidence: 0 }); }));
  page.on((what) => { if (what === "view") offer(); else if (what === "filter") reflect(); });
  offer();

  /* One menu at a time; a click elsewhere or Esc closes it. */
  const menus = [...document.querySelectorAll("details.menu")];
  document.addEventListener("pointerdown", (event) => { for (const menu of menus) if (!menu.contains(event.target)) menu.open = false; }, true);
  for (const menu of menus) {
    menu.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || !menu.open) return;
      menu.open = false; menu.querySelector("summary").focus(); event.stopPropagation();
    });
  }
}
