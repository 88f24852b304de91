"use strict";
/* Search over names and aliases, as written or as typed in pinyin: initials, syllables or both mixed. */
const fold = (text) => text.normalize("NFKC").toLowerCase().replace(/\s+/g, "");

class Finder {
  constructor(book, here) {
    this.sounds = book.sounds;
    this.entries = book.cards.filter(here).map((card) => ({ card, forms: [card.name, ...card.aliases].map((raw) => ({ raw, folded: fold(raw), ways: null })) }));
  }

  /* The best entries for a text: whole, beginning, inside; then by their sound. */
  find(text, most = 12) {
    const wanted = fold(text), typed = /^[a-z]{2,}$/.test(wanted);
    if (!wanted) return [];
    // Only the best are kept in order: a letter or two fit thousands of names.
    const best = [], after = (a, b) => a.rank - b.rank || a.card.name.length - b.card.name.length || a.card.at - b.card.at;
    for (const { card, forms } of this.entries) {
      const worst = best.length < most ? Infinity : best[most - 1].rank;
      let rank = Infinity, by = "";
      for (const form of forms) {
        const at = form.folded.indexOf(wanted);
        let score = at < 0 ? Infinity : at > 0 ? 2 : form.folded.length > wanted.length ? 1 : 0;
        if (score === Infinity && typed && worst > 2) score = this.sounding(form, wanted);
        if (score < rank) { rank = score; by = form.raw; }
      }
      if (rank === Infinity || rank > worst) continue;
      const hit = { card, by, rank };
      if (best.length === most && after(hit, best[most - 1]) >= 0) continue;
      let at = best.length < most ? best.length : most - 1;
      while (at > 0 && after(hit, best[at - 1]) < 0) { best[at] = best[at - 1]; at -= 1; }
      best[at] = hit;
    }
    return best;
  }

  /* 3 where letters sound a name from its beginning, 4 from inside (three letters at least), else Infinity. */
  sounding(form, typed) {
    if (!form.ways) {
      form.ways = [...form.folded].map((character) => this.sounds.get(character) || character);
      form.first = form.ways.map((way) => (typeof way === "string" ? way : way.map((said) => said[0]).join("")));
    }
    const last = typed.length < 3 ? 1 : form.ways.length;
    for (let start = 0; start < last; start += 1) {
      if (form.first[start].includes(typed[0]) && this.said(form.ways, start, typed, 0)) return start ? 4 : 3;
    }
    return Infinity;
  }
  said(ways, at, typed, from) {
    if (from >= typed.length) return true;
    if (at >= ways.length) return false;
    const way = ways[at];
    if (typeof way === "string") return typed.startsWith(way, from) ? this.said(ways, at + 1, typed, from + way.length) : !/[a-z0-9]/.test(way) && this.said(ways, at + 1, typed, from);
    for (const syllable of way) {
      let same = 0;
      while (same < syllable.length && typed[from + same] === syllable[same]) same += 1;
      if (!same) continue;
      if (from + same === typed.length) return true;
      if (same === syllable.length && this.said(ways, at + 1, typed, from + same)) return true;
      if (same > 1 && syllable[1] === "h" && this.said(ways, at + 1, typed, from + 2)) return true;
      if (this.said(ways, at + 1, typed, from + 1)) return true;
    }
    return false;
  }
}

/* The box that one types into, with the names that fit beneath. */
function searchBox(input, results, finder, pick) {
  let hits = [], at = 0;
  function list() {
    hits = finder().find(input.value); at = 0;
    const rows = hits.map((hit, i) => el("li", { role: "option", id: "hit" + i, "aria-selected": String(i === at), onmousedown: (event) => { event.preventDefault(); choose(i); } },
      hit.card.name, el("small", {}, hit.card.types[hit.card.types.length - 1] + (hit.by !== hit.card.name ? " · 又名 " + hit.by : ""))));
    if (input.value.trim() && !rows.length) rows.push(el("li", { role: "option", "aria-disabled": "true" }, "图中没有这个名称"));
    results.replaceChildren(...rows);
    results.hidden = !rows.length;
    input.setAttribute("aria-expanded", String(rows.length > 0));
  }
  function close() { results.hidden = true; input.setAttribute("aria-expanded", "false"); }
  function mark(step) {
    if (!hits.length) return;
    at = (at + step + hits.length) % hits.length;
    [...results.children].forEach((row, i) => row.setAttribute("aria-selected", String(i === at)));
    input.setAttribute("aria-activedescendant", "hit" + at);
    results.children[at].scrollIntoView({ block: "nearest" });
  }
  function choose(i) { if (hits[i]) { close(); pick(hits[i].card); } }
  input.addEventListener("input", list);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { mark(event.key === "ArrowDown" ? 1 : -1); event.preventDefault(); }
    if (event.key === "Enter") choose(at);
    if (event.key === "Escape") { input.value = ""; list(); input.blur(); event.stopPropagation(); }
  });
}
