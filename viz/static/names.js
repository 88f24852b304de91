"use strict";
/* The names on the map as a list, type by type: for readers who do not see the picture, and for those who look something up. */
const MOST_IN_LIST = 400;

function addNames(page) {
  const $ = (id) => document.getElementById(id), box = $("name-list"), most = $("name-count");

  function open() {
    const { scene, view, book } = page, types = new Map();
    let shown = 0, left = 0;
    for (const places of scene.placesOf.values()) {
      const node = places.find((place) => scene.isSeen(place));
      if (!node) continue;
      const held = types.get(node.type);
      if (held) held.push(node); else types.set(node.type, [node]);
    }
    const groups = [];
    for (const entry of view.legend) {
      const nodes = entry.kind === "node" && types.get(entry.type);
      if (!nodes) continue;
      const first = nodes.slice(0, Math.max(0, MOST_IN_LIST - shown));
      shown += first.length; left += nodes.length - first.length;
      groups.push(el("h3", {}, entry.title + "（" + nodes.length + "）"), el("ul", {}, ...first.map((node) => {
        const card = book.cardOf.get(node.entity);
        return el("li", {}, el("button", { type: "button", onclick: () => { $("names").close(); page.openEntity(node.entity); $("panel").focus(); } }, card ? card.name : node.label));
      })));
    }
    box.replaceChildren(...groups);
    most.textContent = "图中现有 " + (shown + left) + " 个名称" + (left ? "，这里列出 " + shown + " 个；其余请用搜索或筛选查找" : "");
    $("names").showModal();
  }
  $("list").addEventListener("click", open);
  page.keys.l = open;
  for (const dialog of document.querySelectorAll("dialog")) dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
}
