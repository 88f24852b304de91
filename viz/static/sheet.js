"use strict";
/* A picture to take away: title and legend above, notes and sources beneath, painted anew so that letters stay sharp. */
class Sheet {
  constructor(page, seen) {
    this.page = page; this.seen = seen;
    this.width = Math.round((seen.right - seen.left) * seen.scale); this.picture = Math.round((seen.bottom - seen.top) * seen.scale);
    // On a larger sheet the words around the picture grow with it.
    this.unit = Math.max(1, this.width / 1280); this.side = 16 * this.unit; this.size = 13 * this.unit;
    this.legend = this.legendRows(); this.foot = this.footRows();
    this.head = (46 + 26 * this.legend.length) * this.unit;
    this.height = Math.round(this.head + this.picture + (12 + 20 * this.foot.length) * this.unit);
  }

  /* The types that are seen, in as many rows as they need. */
  legendRows() {
    const { view, scene } = this.page, rows = [[]];
    let x = this.side;
    for (const entry of view.legend) {
      if (scene.filters.hidden.has(entry.type)) continue;
      const text = entry.title + " " + entry.count, wide = 20 * this.unit + (emOf(text) + 1.2) * this.size;
      if (x + wide > this.width - this.side && rows[rows.length - 1].length) { rows.push([]); x = this.side; }
      rows[rows.length - 1].push({ entry, text, x });
      x += wide;
    }
    return rows;
  }
  /* Notes and sources, broken where the sheet ends. */
  footRows() {
    const { view } = this.page, room = (this.width - 2 * this.side) / this.size, rows = [];
    for (const text of [view.notes.join("　"), "来源：" + (view.sources.join("；") || "图中没有记录文件")]) {
      let row = "", wide = 0;
      for (const character of text) {
        const more = emOf(character);
        if (wide + more > room && !"；，。、）》”".includes(character)) { rows.push(row); row = ""; wide = 0; }
        row += character; wide += more;
      }
      if (row) rows.push(row);
    }
    return rows.slice(0, 8);
  }

  paint(ctx) {
    const { page, seen, unit, side, width, head, height } = this, { state, view, scene } = page, { theme } = state, end = head + this.picture;
    ctx.fillStyle = theme.back; ctx.fillRect(0, 0, width, height);
    ctx.save();
    ctx.translate(0, head); ctx.scale(seen.scale, seen.scale); ctx.translate(-seen.left, -seen.top);
    page.painter.paint(ctx, seen);
    ctx.restore();
    state.scale = page.network.getScale();
    ctx.fillStyle = theme.back; ctx.fillRect(0, 0, width, head); ctx.fillRect(0, end, width, height - end);
    ctx.fillStyle = theme.ink; ctx.textAlign = "left"; ctx.textBaseline = "middle"; ctx.font = "700 " + 22 * unit + "px " + FONT;
    ctx.fillText(view.title, side, 25 * unit, width - 2 * side);
    ctx.font = "400 " + this.size + "px " + FONT;
    this.legend.forEach((row, i) => {
      const y = (58 + 26 * i) * unit;
      for (const { entry, text, x } of row) {
        if (entry.kind === "edge") {
          ctx.beginPath(); ctx.moveTo(x, y); ctx.lineTo(x + 14 * unit, y);
          ctx.lineWidth = 2 * unit; ctx.strokeStyle = entry.type === "LEADS" ? theme.lead : theme.edge; ctx.stroke();
        } else { symbol(ctx, entry.shape, x + 7 * unit, y, 6.5 * unit); ctx.fillStyle = onGround(entry.color, theme); ctx.fill(); }
        ctx.fillStyle = theme.ink; ctx.fillText(text, x + 18 * unit, y);
      }
    });
    ctx.fillStyle = theme.soft;
    this.foot.forEach((row, i) => ctx.fillText(row, side, end + (16 + 20 * i) * unit, width - 2 * side));
  }
  canvas(times) {
    const made = el("canvas", { width: String(Math.round(this.width * times)), height: String(Math.round(this.height * times)) }), ctx = made.getContext("2d");
    ctx.scale(times, times);
    this.paint(ctx);
    return made;
  }
  svg() {
    const drawn = new SvgSheet(this.width, this.height);
    this.paint(drawn);
    return drawn;
  }
}
