"use strict";
/* The picture taken out of the page: a PNG or SVG file, a sheet of paper. */
const LARGEST_DRAWING = 12000;

function addTools(page) {
  const $ = (id) => document.getElementById(id), root = document.documentElement;

  /* The whole map at a size at which its smallest letters are still read; its outermost labels need some room. */
  function whole() {
    const all = page.extent(), scale = Math.min(1.6, Math.max(0.5, 1600 / (all.right - all.left))), dots = page.painter.scene.byWeight.length;
    return { scale, ...page.grown(all, (dots ? 50 : 12) / scale) };
  }
  page.download = (blob, ending) => {
    const link = el("a", { href: URL.createObjectURL(blob), download: page.view.title.replace(/[\\/:*?"<>|\s]+/g, "_").slice(0, 80) + "." + ending });
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  };
  page.svg = (seen) => new Sheet(page, seen || whole()).svg().text();
  const drawing = (text) => new Blob([text], { type: "image/svg+xml" });
  $("png").addEventListener("click", () => new Sheet(page, page.camera()).canvas(2).toBlob((blob) => page.download(blob, "png")));
  $("svg").addEventListener("click", () => page.download(drawing(page.svg()), "svg"));
  $("svg-part").addEventListener("click", () => page.download(drawing(page.svg(page.camera())), "svg"));

  /* Paper: always light, the whole map; as lines and letters where there are not too many. */
  let kept = "light", printed = null;
  window.addEventListener("beforeprint", () => {
    kept = root.dataset.theme; page.turn("light");
    const paper = new Sheet(page, whole()), { nodes, edges } = page.scene;
    printed = nodes.length + edges.length > LARGEST_DRAWING ? paper.canvas(2) : paper.svg().root;
    printed.setAttribute("class", "printed");
    document.querySelector("main").append(printed);
  });
  window.addEventListener("afterprint", () => { if (printed) printed.remove(); printed = null; page.turn(kept); });
  $("print").addEventListener("click", () => window.print());

  $("keys").addEventListener("click", () => $("help").showModal());
  page.keys["?"] = () => $("help").showModal();

  $("sources").addEventListener("click", () => {
    const { view } = page, list = (items) => el("ul", {}, ...items.map((text) => el("li", {}, text)));
    $("document-list").replaceChildren(el("h3", {}, "文件（" + view.sources.length + "）"), view.sources.length ? list(view.sources) : el("p", {}, "图中没有记录文件"),
      ...(view.notes.length ? [el("h3", {}, "说明"), list(view.notes)] : []));
    $("documents").showModal();
  });

  /* A message that goes by itself, and is read out. */
  page.tell = (text) => {
    const told = el("p", { class: "told", role: "status" }, text);
    document.querySelector("main").append(told);
    page.say(text);
    setTimeout(() => told.remove(), 6000);
  };
}
