"use strict";
/* Drawing on the canvas: symbols, boxes, lines and areas. Positions and line breaks come from the view. */
const FONT = '"Noto Sans CJK SC","Noto Sans SC","Source Han Sans SC","Microsoft YaHei","PingFang SC","Hiragino Sans GB","WenQuanYi Micro Hei",SimHei,sans-serif';

const THEMES = {
  light: {
    back: "#ffffff", box: "#ffffff", ink: "#1c2530", soft: "#5b6775", edge: "#9aa7b5", lead: "#c85a00", accent: "#0b63ce",
    tones: {
      chain: ["#fff8e6", "#e8cf8f"], lead: ["#fff4ec", "#efc7a8"], office: ["#f3f0fa", "#cfc6e8"], park: ["#eef8f3", "#b5dcc9"],
      platform: ["#eef3fa", "#bccfe6"], quiet: ["#f6f7f9", "#d5dbe3"], area0: ["#eef7f0", "#bcdcc4"], area1: ["#fdf6e3", "#e6d6a6"],
      area2: ["#eef3fb", "#bfd0ea"], belt0: ["#b7d98a55", "#7ea04a"], belt1: ["#e9b7cf55", "#b0708f"], belt2: ["#f2d27a55", "#b0903a"],
      line0: ["#5d6f82", "#5d6f82"], line1: ["#b06aa0", "#b06aa0"], line2: ["#4b9c8e", "#4b9c8e"],
    },
  },
  dark: {
    back: "#11161d", box: "#1d2530", ink: "#e8edf3", soft: "#a3afbd", edge: "#67758a", lead: "#ff9d52", accent: "#6cb2ff",
    tones: {
      chain: ["#2a2414", "#5f522a"], lead: ["#2b1f17", "#66462e"], office: ["#211d2e", "#463e63"], park: ["#15271f", "#2f5745"],
      platform: ["#17212f", "#33485f"], quiet: ["#171d26", "#35404e"], area0: ["#15241a", "#31523b"], area1: ["#262113", "#554a28"],
      area2: ["#172132", "#324766"], belt0: ["#7ea04a38", "#a8cc72"], belt1: ["#b0708f38", "#dba0bf"], belt2: ["#b0903a38", "#dcc06c"],
      line0: ["#8fa3b8", "#8fa3b8"], line1: ["#c78fb9", "#c78fb9"], line2: ["#6fbfb1", "#6fbfb1"],
    },
  },
};

function rgb(hex) {
  const value = parseInt(hex.slice(1, 7), 16);
  return [value >> 16, (value >> 8) & 255, value & 255];
}

function mix(one, two, part) {
  const a = rgb(one), b = rgb(two);
  return "rgb(" + a.map((v, i) => Math.round(v * part + b[i] * (1 - part))).join(",") + ")";
}

function luminance(hex) {
  const [r, g, b] = rgb(hex).map((v) => {
    const c = v / 255;
    return c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/* A type's colour as it is seen on a theme's ground: moved towards the ink until it stands out three to one (WCAG 1.4.11). */
const toned = new Map();
function onGround(hex, theme) {
  const key = hex + theme.back;
  if (!toned.has(key)) {
    const ground = luminance(theme.box), ink = rgb(theme.ink);
    let seen = hex;
    for (let part = 0.9; part > 0.2; part -= 0.1) {
      const light = luminance(seen);
      if ((Math.max(light, ground) + 0.05) / (Math.min(light, ground) + 0.05) >= 3) break;
      seen = "#" + rgb(hex).map((v, i) => Math.round(v * part + ink[i] * (1 - part)).toString(16).padStart(2, "0")).join("");
    }
    toned.set(key, seen);
  }
  return toned.get(key);
}

/* Black or white, whichever stands out more. */
function inkOn(hex) {
  const light = luminance(hex);
  return 1.05 / (light + 0.05) >= (light + 0.05) / 0.05 ? "#ffffff" : "#14191f";
}

function polygon(ctx, x, y, r, corners, turn) {
  ctx.beginPath();
  for (let i = 0; i < corners; i += 1) {
    const angle = turn + (i * 2 * Math.PI) / corners;
    ctx.lineTo(x + r * Math.cos(angle), y + r * Math.sin(angle));
  }
  ctx.closePath();
}

/* The path of a type's symbol, by the name of its shape in the schema. */
function symbol(ctx, shape, x, y, r) {
  switch (shape) {
    case "box": ctx.beginPath(); ctx.roundRect(x - r, y - r * 0.68, r * 2, r * 1.36, r * 0.35); break;
    case "square": ctx.beginPath(); ctx.rect(x - r * 0.82, y - r * 0.82, r * 1.64, r * 1.64); break;
    case "diamond": polygon(ctx, x, y, r, 4, -Math.PI / 2); break;
    case "triangle": polygon(ctx, x, y + r * 0.15, r, 3, -Math.PI / 2); break;
    case "triangleDown": polygon(ctx, x, y - r * 0.15, r, 3, Math.PI / 2); break;
    case "hexagon": polygon(ctx, x, y, r, 6, 0); break;
    case "ellipse": ctx.beginPath(); ctx.ellipse(x, y, r, r * 0.66, 0, 0, 2 * Math.PI); break;
    case "star":
      ctx.beginPath();
      for (let i = 0; i < 10; i += 1) {
        const angle = -Math.PI / 2 + (i * Math.PI) / 5, reach = i % 2 ? r * 0.45 : r * 1.08;
        ctx.lineTo(x + reach * Math.cos(angle), y + reach * Math.sin(angle));
      }
      ctx.closePath();
      break;
    default: ctx.beginPath(); ctx.arc(x, y, r * 0.85, 0, 2 * Math.PI);
  }
}

function drawArea(ctx, area, theme) {
  const [fill, stroke] = theme.tones[area.tone] || theme.tones.quiet;
  const points = area.points;
  if (points.length) {
    ctx.beginPath();
    if (area.kind === "area") {
      ctx.roundRect(points[0][0], points[0][1], points[2][0] - points[0][0], points[2][1] - points[0][1], 12);
    } else {
      points.forEach(([x, y]) => ctx.lineTo(x, y));
      if (area.kind !== "line") ctx.closePath();
    }
    if (area.kind === "line") {
      ctx.lineWidth = area.width; ctx.lineCap = "round"; ctx.strokeStyle = stroke; ctx.stroke();
    } else {
      ctx.fillStyle = fill; ctx.fill();
      if (area.kind !== "band") { ctx.lineWidth = 1.2; ctx.strokeStyle = stroke; ctx.stroke(); }
    }
  }
  if (area.title) {
    ctx.font = "600 " + area.font + "px " + FONT;
    ctx.fillStyle = theme.soft; ctx.textAlign = area.align; ctx.textBaseline = "middle";
    ctx.fillText(area.title, area.at[0], area.at[1]);
  }
}

/* Trace a line with rounded corners; the caller strokes it. */
function tracePath(ctx, points) {
  ctx.moveTo(points[0][0], points[0][1]);
  for (let i = 1; i < points.length - 1; i += 1) {
    const near = Math.min(7, Math.hypot(points[i][0] - points[i - 1][0], points[i][1] - points[i - 1][1]) / 2,
      Math.hypot(points[i + 1][0] - points[i][0], points[i + 1][1] - points[i][1]) / 2);
    ctx.arcTo(points[i][0], points[i][1], points[i + 1][0], points[i + 1][1], near);
  }
  ctx.lineTo(points[points.length - 1][0], points[points.length - 1][1]);
}

/* An arrow's head with its tip at a point. */
function drawHead(ctx, x, y, angle, size) {
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.lineTo(x - size * Math.cos(angle - 0.42), y - size * Math.sin(angle - 0.42));
  ctx.lineTo(x - size * Math.cos(angle + 0.42), y - size * Math.sin(angle + 0.42));
  ctx.closePath(); ctx.fill();
}

function drawBox(ctx, node, look, theme, state) {
  const left = node.x - node.width / 2, top = node.y - node.height / 2, font = node.font, color = onGround(look.color, theme);
  const strong = node.emphasis === 2;
  ctx.beginPath();
  ctx.roundRect(left, top, node.width, node.height, Math.min(9, node.height / 2));
  ctx.fillStyle = strong ? look.color : node.emphasis === 1 ? mix(color, theme.box, 0.16) : theme.box;
  ctx.fill();
  ctx.lineWidth = state.selected ? 4 : state.near ? 2.6 : node.emphasis ? 2 : 1.2;
  ctx.strokeStyle = state.selected || state.near ? theme.accent : strong ? mix(look.color, theme.ink, 0.75) : mix(color, theme.box, 0.75);
  ctx.stroke();
  if (state.scale * font < 4.5 + 2 * node.level) return;
  const ink = strong ? inkOn(look.color) : theme.ink;
  let textLeft = left + 10, room = node.width - 16;
  if (node.icon) {
    const r = font * 0.46, x = left + 9 + font * 0.5;
    if (node.badge) {
      ctx.beginPath(); ctx.arc(x, node.y, font * 0.66, 0, 2 * Math.PI);
      ctx.fillStyle = strong ? ink : color; ctx.fill();
      ctx.fillStyle = strong ? look.color : inkOn(color);
      ctx.font = "700 " + Math.round(font * 0.8) + "px " + FONT; ctx.textAlign = "center"; ctx.textBaseline = "middle";
      ctx.fillText(node.badge, x, node.y + 1, font * 1.2);
    } else {
      symbol(ctx, look.shape, x, node.y, r);
      ctx.fillStyle = strong ? ink : color; ctx.fill();
    }
    textLeft += font + 6; room -= font + 6;
  }
  const lead = font * 1.28, small = Math.max(12, Math.round(font * 0.8)), note = node.note ? small * 1.28 : 0;
  let y = node.y - (node.lines.length * lead + note) / 2 + lead / 2;
  const middle = !node.icon;
  ctx.textAlign = middle ? "center" : "left"; ctx.textBaseline = "middle";
  const x = middle ? node.x : textLeft;
  ctx.fillStyle = ink;
  ctx.font = (node.emphasis ? "700 " : "500 ") + font + "px " + FONT;
  for (const line of node.lines) { ctx.fillText(line, x, y + 1, room); y += lead; }
  if (node.note) {
    ctx.font = "400 " + small + "px " + FONT;
    ctx.fillStyle = strong ? ink : theme.soft;
    ctx.fillText(node.note, x, y - lead / 2 + note / 2 + 1, room);
  }
}
