"use strict";
/* A canvas look-alike that writes what is painted as SVG: the same painter makes the screen and the file. */
class SvgSheet {
  constructor(width, height) {
    this.root = this.make("svg", { xmlns: "http://www.w3.org/2000/svg", width, height, viewBox: "0 0 " + width + " " + height });
    this.kept = []; this.path = "";
    this.fillStyle = "#000000"; this.strokeStyle = "#000000"; this.lineWidth = 1; this.globalAlpha = 1; this.font = "400 14px sans-serif";
    this.textAlign = "left"; this.textBaseline = "middle"; this.lineJoin = "miter"; this.lineCap = "butt";
    this.dash = []; this.moved = [1, 0, 0];
  }
  make(tag, given) {
    const made = document.createElementNS("http://www.w3.org/2000/svg", tag);
    for (const [name, value] of Object.entries(given)) if (name !== "xmlns") made.setAttribute(name, String(value));
    return made;
  }
  text() { return new XMLSerializer().serializeToString(this.root); }
  /* Office programs know no colours of eight digits: how opaque they are stands beside. */
  static paint(what, colour) {
    return /^#[0-9a-f]{8}$/i.test(colour) ? { [what]: colour.slice(0, 7), [what + "-opacity"]: SvgSheet.short(parseInt(colour.slice(7), 16) / 255) } : { [what]: colour };
  }
  static short(value) { return String(Math.round(value * 100) / 100); }

  /* State */
  save() { this.kept.push({ fillStyle: this.fillStyle, strokeStyle: this.strokeStyle, lineWidth: this.lineWidth, globalAlpha: this.globalAlpha, font: this.font,
    textAlign: this.textAlign, textBaseline: this.textBaseline, lineJoin: this.lineJoin, lineCap: this.lineCap, dash: this.dash, moved: this.moved }); }
  restore() { Object.assign(this, this.kept.pop()); }
  scale(by) { const [k, x, y] = this.moved; this.moved = [k * by, x, y]; }
  translate(dx, dy) { const [k, x, y] = this.moved; this.moved = [k, x + dx * k, y + dy * k]; }
  setLineDash(dash) { this.dash = dash; }
  placed(given) {
    const [k, x, y] = this.moved, s = SvgSheet.short;
    if (k !== 1 || x || y) given.transform = "translate(" + s(x) + " " + s(y) + ") scale(" + Math.round(k * 1e5) / 1e5 + ")";
    if (this.globalAlpha < 1) given.opacity = s(this.globalAlpha);
    return given;
  }

  /* Paths */
  to(letter, ...numbers) { this.path += letter + numbers.map(SvgSheet.short).join(" "); }
  beginPath() { this.path = ""; this.at = null; }
  moveTo(x, y) { this.to("M", x, y); this.at = [x, y]; }
  lineTo(x, y) { this.to(this.at ? "L" : "M", x, y); this.at = [x, y]; }
  quadraticCurveTo(cx, cy, x, y) { this.to("Q", cx, cy, x, y); this.at = [x, y]; }
  closePath() { this.path += "Z"; }
  rect(x, y, w, h) { this.path += "M" + [x, y].map(SvgSheet.short).join(" ") + "h" + SvgSheet.short(w) + "v" + SvgSheet.short(h) + "h" + SvgSheet.short(-w) + "Z"; this.at = [x, y]; }
  roundRect(x, y, w, h, r) {
    const s = SvgSheet.short, a = Math.min(r, w / 2, h / 2), corner = (dx, dy) => "a" + s(a) + " " + s(a) + " 0 0 1 " + s(dx) + " " + s(dy);
    this.path += "M" + s(x + a) + " " + s(y) + "h" + s(w - 2 * a) + corner(a, a) + "v" + s(h - 2 * a) + corner(-a, a) + "h" + s(2 * a - w) + corner(-a, -a) + "v" + s(2 * a - h) + corner(a, -a) + "Z";
    this.at = [x, y];
  }
  /* Whole circles and ellipses: nothing here draws a part of one. */
  arc(x, y, r) { this.ellipse(x, y, r, r); }
  ellipse(x, y, rx, ry) {
    const s = SvgSheet.short, half = (way) => "a" + s(rx) + " " + s(ry) + " 0 1 0 " + s(way * 2 * rx) + " 0";
    this.path += "M" + s(x - rx) + " " + s(y) + half(1) + half(-1) + "Z"; this.at = [x, y];
  }
  arcTo(cx, cy, x, y, r) {
    const [px, py] = this.at, one = [px - cx, py - cy], two = [x - cx, y - cy], a = Math.hypot(...one) || 1, b = Math.hypot(...two) || 1;
    const turn = Math.acos(Math.max(-1, Math.min(1, (one[0] * two[0] + one[1] * two[1]) / a / b))), far = turn > 3.1 || turn < 0.01 ? 0 : r / Math.tan(turn / 2);
    this.lineTo(cx + (one[0] / a) * far, cy + (one[1] / a) * far);
    this.quadraticCurveTo(cx, cy, cx + (two[0] / b) * far, cy + (two[1] / b) * far);
  }
  fill() { this.root.append(this.make("path", this.placed({ d: this.path, ...SvgSheet.paint("fill", this.fillStyle) }))); }
  stroke() {
    const given = { d: this.path, fill: "none", ...SvgSheet.paint("stroke", this.strokeStyle), "stroke-width": Math.round(this.lineWidth * 1000) / 1000 };
    if (this.dash.length) given["stroke-dasharray"] = this.dash.map(SvgSheet.short).join(" ");
    if (this.lineCap !== "butt") given["stroke-linecap"] = this.lineCap;
    this.root.append(this.make("path", this.placed(given)));
  }
  fillRect(x, y, w, h) { this.root.append(this.make("rect", this.placed({ x: SvgSheet.short(x), y: SvgSheet.short(y), width: SvgSheet.short(w), height: SvgSheet.short(h), ...SvgSheet.paint("fill", this.fillStyle) }))); }

  /* Words */
  fillText(text, x, y, room) { this.words(text, x, y, room, { fill: this.fillStyle }); }
  strokeText(text, x, y, room) { this.words(text, x, y, room, { fill: "none", stroke: this.strokeStyle, "stroke-width": Math.round(this.lineWidth * 1000) / 1000, "stroke-linejoin": "round" }); }
  words(text, x, y, room, look) {
    const [, weight, size, family] = /^(\d+) ([\d.]+)px (.*)$/.exec(this.font), wide = emOf(text) * Number(size);
    const given = { x: SvgSheet.short(x), y: SvgSheet.short(y + Number(size) * 0.35), "font-size": Math.round(Number(size) * 100) / 100, "font-weight": weight, "font-family": family.replaceAll('"', "'"),
      "text-anchor": this.textAlign === "center" ? "middle" : this.textAlign === "right" ? "end" : "start", ...look };
    if (room && wide > room) Object.assign(given, { textLength: SvgSheet.short(room), lengthAdjust: "spacingAndGlyphs" });
    const made = this.make("text", this.placed(given));
    made.textContent = text;
    this.root.append(made);
  }
}
