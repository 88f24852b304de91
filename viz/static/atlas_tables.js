"use strict";
/* A sheet as a table: sorted by a click on a title, filtered by words, a row opens what it stands on. */
function tablePage(place, sheet, open) {
  // A column in which no row says anything is left to the rows' details.
  const rows = sheet.rows, seen = (heading) => heading.main && (!rows.length || rows.some((row) => row[heading.name] !== ""));
  const main = sheet.headings.filter(seen), rest = sheet.headings.filter((heading) => !seen(heading));
  let by = null, down = false;
  const count = el("span", { class: "hint", role: "status" }), input = el("input", { type: "search", placeholder: "筛选本表（多个词用空格隔开）", "aria-label": "筛选本表" });
  const total = main.reduce((sum, heading) => sum + heading.width, 0);
  const widths = main.map((heading) => {
    const column = document.createElement("col");
    column.style.width = (100 * heading.width) / total + "%";
    return column;
  });
  const first = document.createElement("col");
  first.style.width = "38px";
  const heads = main.map((heading) => {
    const button = el("button", { type: "button", title: "按“" + heading.title + "”排序" }, heading.title, el("span", { "aria-hidden": "true" }));
    const head = el("th", { scope: "col", class: heading.number ? "number" : "", "aria-sort": "none" }, button);
    button.addEventListener("click", () => {
      down = by === heading ? !down : false; by = heading;
      heads.forEach((one) => { one.setAttribute("aria-sort", "none"); one.querySelector("span").textContent = ""; });
      head.setAttribute("aria-sort", down ? "descending" : "ascending");
      head.querySelector("span").textContent = down ? " ↓" : " ↑";
      fill();
    });
    return head;
  });
  const body = el("tbody");
  const shown = (value) => (value === "" || value === null ? "" : String(value));
  const words = (row) => row.words || (row.words = sheet.headings.map((heading) => shown(row[heading.name])).join("\n").toLowerCase());
  function order(a, b) {
    const one = a[by.name], two = b[by.name];
    if (one === "" || two === "") return one === two ? 0 : one === "" ? 1 : -1;
    const way = by.number ? one - two : String(one).localeCompare(String(two), "zh-CN");
    return down ? -way : way;
  }
  function fill() {
    const wanted = input.value.toLowerCase().split(/\s+/).filter(Boolean);
    let found = rows.filter((row) => wanted.every((word) => words(row).includes(word)));
    if (by) found = [...found].sort(order);
    body.replaceChildren(...found.map(line));
    count.textContent = found.length === rows.length ? "共 " + rows.length + " 条" : "符合 " + found.length + " 条，共 " + rows.length + " 条";
    if (!found.length) body.append(el("tr", {}, el("td", { colspan: String(main.length + 1) }, rows.length ? "没有符合的行" : "文件没有写明这样的内容")));
  }
  function line(row) {
    const button = el("button", { type: "button", "aria-expanded": "false", "aria-label": "看这一行的出处", title: "看出处" }, "＋");
    const made = el("tr", { class: "row" }, el("td", { class: "open" }, button), ...main.map((heading) => el("td", { class: heading.number ? "number" : "" }, el("span", {}, shown(row[heading.name]) || "—"))));
    const toggle = () => {
      const on = button.getAttribute("aria-expanded") !== "true";
      button.setAttribute("aria-expanded", String(on)); button.textContent = on ? "－" : "＋";
      if (on) made.after(el("tr", { class: "more" }, el("td", { colspan: String(main.length + 1) }, ...more(row))));
      else made.nextSibling.remove();
    };
    made.addEventListener("click", (event) => { if (event.target.closest("button") === button || !event.target.closest("button") && !String(getSelection())) toggle(); });
    return made;
  }
  function more(row) {
    const { document: said, section, quote, span } = row, pairs = [];
    for (const heading of [...main, ...rest]) {
      if (["document", "section", "quote", "span"].includes(heading.name) || shown(row[heading.name]) === "") continue;
      const name = open.find(shown(row[heading.name]));
      pairs.push(el("dt", {}, heading.title), el("dd", {}, name ? el("button", { class: "name", type: "button", onclick: () => open.entity(name) }, shown(row[heading.name])) : shown(row[heading.name])));
    }
    const where = [said && "《" + said + "》", section && section.replace(/ > /g, " › ")].filter(Boolean).join(" · ");
    return [el("blockquote", {}, el("p", {}, quote || "（图中没有收录原文，请按下面的位置查阅文件）"), el("cite", {}, where || "图中没有记录文件"), span ? el("cite", {}, span) : null), el("dl", {}, ...pairs)];
  }
  input.addEventListener("input", fill);
  fill();
  place.append(el("div", { class: "tools-line" }, input, count),
    el("table", { class: "sheet" }, el("colgroup", {}, first, ...widths), el("thead", {}, el("tr", {}, el("th", { class: "open", scope: "col" }, el("span", { class: "quiet" }, "出处")), ...heads)), body));
}

function rulesOf(sheet) {
  if (!sheet.rules.length) return null;
  return el("details", {}, el("summary", {}, "这张清单收录什么、怎样判定"), el("dl", {}, ...sheet.rules.flatMap(([name, text]) => [el("dt", {}, name), el("dd", {}, text)])));
}

/* The lists: their names at the side, one of them on the page. */
function startLists(sheets, open) {
  const picks = document.getElementById("list-picks"), place = document.getElementById("list-page");
  for (const sheet of sheets) sheet.rows = rowsOf(sheet.rows);
  const buttons = sheets.map((sheet) => el("button", { type: "button", onclick: () => show(sheet.name) }, sheet.title, el("small", {}, sheet.rows.length + " 条")));
  picks.replaceChildren(...buttons.map((button) => el("li", {}, button)));
  function show(name) {
    const at = Math.max(0, sheets.findIndex((sheet) => sheet.name === name)), sheet = sheets[at];
    buttons.forEach((button, i) => button.setAttribute("aria-current", String(i === at)));
    place.replaceChildren(el("h1", {}, sheet.title), el("p", { class: "subtitle" }, sheet.purpose), rulesOf(sheet) || "");
    tablePage(place, sheet, open);
    place.scrollTop = 0;
    open.said("list", sheet.name);
  }
  return { show };
}
