"use strict";
/* The picture taken out of the page: a file, a sheet of paper. */
function addTools(page) {
  const $ = (id) => document.getElementById(id), root = document.documentElement;

  /* The part on the screen with title and sources, painted anew at twice the size, so that letters stay sharp. */
  function sheet(ctx, width, head, foot) {
    const { view, state } = page, seen = page.camera();
    ctx.fillStyle = state.theme.back; ctx.fillRect(0, 0, width, head + foot + (seen.bottom - seen.top) * seen.scale);
    ctx.save();
    ctx.translate(0, head); ctx.scale(seen.scale, seen.scale); ctx.translate(-seen.left, -seen.top);
    page.painter.paint(ctx, seen);
    ctx.restore();
    const tall = head + (seen.bottom - seen.top) * seen.scale;
    ctx.fillStyle = state.theme.back; ctx.fillRect(0, 0, width, head); ctx.fillRect(0, tall, width, foot);
    ctx.fillStyle = state.theme.ink; ctx.textAlign = "left"; ctx.textBaseline = "middle"; ctx.font = "700 22px " + FONT;
    ctx.fillText(view.title, 16, head / 2, width - 32);
    ctx.fillStyle = state.theme.soft; ctx.font = "400 13px " + FONT;
    ctx.fillText([...view.notes, "来源：" + view.sources.join("；")].join("　"), 16, tall + foot / 2, width - 32);
  }
  function savePng() {
    const box = $("map"), head = 46, foot = 30, width = box.clientWidth, height = box.clientHeight + head + foot;
    const canvas = el("canvas", { width: String(width * 2), height: String(height * 2) }), ctx = canvas.getContext("2d");
    ctx.scale(2, 2);
    sheet(ctx, width, head, foot);
    canvas.toBlob((blob) => download(blob, "png"));
  }
  function download(blob, ending) {
    const link = el("a", { href: URL.createObjectURL(blob), download: page.view.title.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 80) + "." + ending });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  let kept = "light";
  window.addEventListener("beforeprint", () => { kept = root.dataset.theme; page.turn("light"); });
  window.addEventListener("afterprint", () => page.turn(kept));
  $("png").addEventListener("click", savePng);
  $("print").addEventListener("click", () => window.print());
}
