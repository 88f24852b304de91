/* The matrix: a cell opens its facts, arrows walk between cells, words filter rows and columns.
   Facts are moved as the nodes that the page already holds; nothing is made from text. */
(() => {
  const byId = (id) => document.getElementById(id);
  const table = byId("matrix"), panel = byId("panel"), search = byId("search"), live = byId("live");
  const heads = [...table.tHead.rows[0].cells], rows = [...table.tBodies[0].rows], foot = table.tFoot.rows[0];
  const links = [...table.querySelectorAll("td a")];
  let opened = null;
  document.documentElement.classList.add("live");

  const shown = (link) => link.offsetParent !== null;
  function stop(link) {
    for (const one of links) one.tabIndex = -1;
    link.tabIndex = 0;
  }
  function close() {
    if (!opened) return;
    const from = opened;
    opened.setAttribute("aria-expanded", "false");
    opened = null;
    panel.hidden = true;
    panel.replaceChildren();
    if (shown(from)) from.focus();
  }
  function open(link) {
    const facts = byId(link.hash.slice(1));
    if (!facts) return;
    if (opened) opened.setAttribute("aria-expanded", "false");
    opened = link;
    link.setAttribute("aria-expanded", "true");
    stop(link);
    const copy = facts.cloneNode(true), button = document.createElement("button");
    copy.removeAttribute("id");
    button.type = "button";
    button.className = "close";
    button.textContent = "×";
    button.setAttribute("aria-label", "关闭");
    button.addEventListener("click", close);
    panel.replaceChildren(button, copy);
    panel.hidden = false;
    panel.scrollTop = 0;
    panel.focus({ preventScroll: true });
    link.scrollIntoView({ block: "nearest", inline: "nearest" });
    live.textContent = link.title;
  }
  const MOVES = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  function next(link, down, right) {
    const td = link.parentElement, x = td.cellIndex, y = rows.indexOf(td.parentElement);
    let best = null, least = Infinity;
    for (const other of links) {
      if (other === link || !shown(other)) continue;
      const dx = other.parentElement.cellIndex - x, dy = rows.indexOf(other.parentElement.parentElement) - y;
      const ahead = down ? dy * down : dx * right, aside = Math.abs(down ? dx : dy);
      if (ahead > 0 && ahead + aside * 1000 < least) { least = ahead + aside * 1000; best = other; }
    }
    return best;
  }
  table.addEventListener("click", (event) => {
    const link = event.target.closest("td a");
    if (link) { event.preventDefault(); open(link); }
  });
  table.addEventListener("keydown", (event) => {
    const link = event.target.closest("td a"), move = MOVES[event.key];
    if (!link || !move) return;
    event.preventDefault();
    const other = next(link, ...move);
    if (other) { stop(other); other.focus(); other.scrollIntoView({ block: "nearest", inline: "nearest" }); }
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      if (opened) close();
      else if (search.value) { search.value = ""; filter(); }
    } else if (event.key === "/" && event.target !== search) { event.preventDefault(); search.focus(); }
  });

  function filter() {
    const word = search.value.trim().toLowerCase();
    const has = (cell) => (cell.dataset.words || "").includes(word);
    const wantedRows = new Set(rows.filter((row) => !word || has(row)));
    const wantedColumns = new Set(heads.map((_, i) => i).filter((i) => i && i < heads.length - 1 && (!word || has(heads[i]))));
    const keptRows = new Set(wantedRows), keptColumns = new Set(wantedColumns);
    if (word) {
      for (const row of rows) for (const td of row.cells) {
        if (!td.firstElementChild || td.tagName !== "TD") continue;
        if (wantedColumns.has(td.cellIndex)) keptRows.add(row);
        if (wantedRows.has(row)) keptColumns.add(td.cellIndex);
      }
    }
    for (const row of [heads[0].parentElement, ...rows, foot]) {
      for (let i = 1; i < row.cells.length - 1; i++) row.cells[i].hidden = !keptColumns.has(i);
    }
    for (const row of rows) row.hidden = !keptRows.has(row);
    byId("nothing").hidden = Boolean(keptRows.size);
    byId("scroll").hidden = !keptRows.size;
    live.textContent = word ? "剩下 " + keptRows.size + " 个园区，" + keptColumns.size + " 条产业链" : "";
    if (opened && !shown(opened)) close();
    const first = links.find(shown);
    if (first) stop(first);
  }
  search.addEventListener("input", filter);
  byId("print").addEventListener("click", () => window.print());
  if (links.length) stop(links[0]);
})();
