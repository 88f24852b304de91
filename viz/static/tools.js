"use strict";
/* The picture taken out of the page: a PNG or SVG file, a sheet of paper. */
function addTools(page) {
  const $ = (id) => document.getElementById(id), root = document.documentElement, HEAD = 46, KEY = 26, LINE = 20;

  /* Title, legend, the picture and its sources, painted anew, so that letters stay sharp at any size. */
  function sheet(ctx, seen, size) {
    const { view, state } = page, { width, height } = size, said = credits(width), below = said.length * LINE + 10, foot = height - below;
    ctx.save();
    ctx.translate(0, HEAD + KEY); ctx.scale(seen.scale, seen.scale); ctx.translate(-seen.left, -seen.top);
    page.painter.paint(ctx, seen);
    ctx.restore();
    const scale = page.network.getScale();
    state.scale = scale;
    ctx.fillStyle = state.theme.back; ctx.fillRect(0, 0, width, HEAD + KEY); ctx.fillRect(0, foot, width, below);
    ctx.fillStyle = state.theme.ink; ctx.textAlign = "left"; ctx.textBaseline = "middle"; ctx.font = "700 22px " + FONT;
    ctx.fillText(view.title, 16, HEAD / 2, width - 32);
    ctx.font = "400 13px " + FONT;
    let x = 16;
    for (const entry of view.legend) {
      const text = entry.title + " " + entry.count, wide = 28 + emOf(text) * 13;
      if (entry.kind !== "node" || page.scene.filters.hidden.has(entry.type) || x + wide > width) continue;
      symbol(ctx, entry.shape, x + 7, HEAD + KEY / 2, 6.5);
      ctx.fillStyle = onGround(entry.color, state.theme); ctx.fill();
      ctx.fillStyle = state.theme.ink; ctx.fillText(text, x + 18, HEAD + KEY / 2);
      x += wide;
    }
    ctx.fillStyle = state.theme.soft;
    said.forEach((line, i) => ctx.fillText(line, 16, foot + 5 + (i + 0.5) * LINE, width - 32));
  }
  /* Notes and sources, broken into lines that fit. */
  function credits(width) {
    const { view } = page, lines = [], room = (width - 32) / 13;
    let line = "";
    for (const part of [view.notes.join("　"), ...view.sources.map((name, i) => (i ? "" : "来源：") + name + (i < view.sources.length - 1 ? "；" : ""))]) {
      if (line && (emOf(line + part) > room || part.startsWith("来源"))) { lines.push(line); line = ""; }
      line += part;
    }
    return [...lines, line].filter(Boolean);
  }
  const sized = (width, picture) => ({ width, height: picture + HEAD + KEY + credits(width).length * LINE + 10 });
  const screen = () => sized($("map").clientWidth, $("map").clientHeight);
  function canvasOf(seen, size, times) {
    const canvas = el("canvas", { width: String(Math.round(size.width * times)), height: String(Math.round(size.height * times)) }), ctx = canvas.getContext("2d");
    ctx.scale(times, times);
    ctx.fillStyle = page.state.theme.back; ctx.fillRect(0, 0, size.width, size.height);
    sheet(ctx, seen, size);
    return canvas;
  }
  /* The whole map at a size at which its smallest letters are still read. */
  function whole() {
    const { view } = page, scale = Math.min(1.6, Math.max(0.5, 1600 / view.width)), margin = 12 / scale;
    const seen = { scale, left: -margin, top: -margin, right: view.width + margin, bottom: view.height + margin };
    return [seen, sized(Math.round((seen.right - seen.left) * scale), Math.round((seen.bottom - seen.top) * scale))];
  }

  page.download = (blob, ending) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: page.view.title.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 80) + "." + ending });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  page.svg = () => {
    const [seen, size] = whole(), drawn = new SvgSheet(size.width, size.height);
    drawn.fillStyle = page.state.theme.back; drawn.fillRect(0, 0, size.width, size.height);
    sheet(drawn, seen, size);
    return drawn.text();
  };
  $("png").addEventListener("click", () => canvasOf(page.camera(), screen(), 2).toBlob((blob) => page.download(blob, "png")));
  $("svg").addEventListener("click", () => page.download(new Blob([page.svg()], { type: "image/svg+xml" }), "svg"));

  /* Paper: always light, the whole map, twice as fine as the screen. */
  let kept = "light", printed = null;
  window.addEventListener("beforeprint", () => {
    kept = root.dataset.theme; page.turn("light");
    printed = canvasOf(...whole(), 2);
    printed.className = "printed";
    document.querySelector("main").append(printed);
  });
  window.addEventListener("afterprint", () => { if (printed) printed.remove(); page.turn(kept); });
  $("print").addEventListener("click", () => window.print());

  $("keys").addEventListener("click", () => $("help").showModal());
  page.keys["?"] = () => $("help").showModal();

  /* A message that goes by itself, and is read out. */
  page.tell = (text) => {
    const told = el("p", { class: "told", role: "status" }, text);
    document.querySelector("main").append(told);
    page.say(text);
    setTimeout(() => told.remove(), 6000);
  };
}
