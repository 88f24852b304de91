"use strict";
/* Lines and bars by ECharts on a canvas; its hints are drawn too (richText), so that no data becomes markup. */
const INKS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f"];
const FINDINGS = { 达到: "#0072b2", 提前达到: "#56b4e9", 未达到: "#d55e00" };
const NOT_YET = "#8c8c8c";

/* The library lies in the page as text; it runs when the page rests or the first chart is wanted. */
function chartLibrary() {
  if (!window.echarts) {
    const script = document.createElement("script");
    script.textContent = document.getElementById("drawing").textContent;
    document.head.append(script);
  }
  return window.echarts;
}

/* Where the values of a year are written: the highest above its point, the lowest below, those between at the side; like ones once. */
function labelSpots(points) {
  const years = new Map(), spots = new Map();
  for (const point of points) years.set(point.year, [...(years.get(point.year) || []), point]);
  for (const held of years.values()) {
    const ordered = [...held].sort((a, b) => b.value - a.value), said = new Set();
    const kept = ordered.filter((point) => !said.has(point.told) && said.add(point.told));
    for (const point of ordered) {
      const at = kept.indexOf(point);
      spots.set(point, at < 0 ? { show: false } : { position: at === 0 ? "top" : at === kept.length - 1 ? "bottom" : "right" });
    }
  }
  return spots;
}

function startIndicators({ sheets, charts }, open) {
  const $ = (id) => document.getElementById(id), place = $("chart-page"), theme = () => THEMES[document.documentElement.dataset.theme] || THEMES.light;
  let drawn = null, redraw = () => {}, chosen = charts.curves.length ? 0 : -1;
  for (const sheet of sheets) sheet.rows = rowsOf(sheet.rows);
  const [values, compared, chains] = sheets;
  const pages = [
    { name: "values", title: "历年值", count: charts.curves.length + " 项", show: curvePage },
    { name: "reached", title: "目标与实际", count: compared.rows.length + " 条", show: reachedPage },
    { name: "chains", title: "产业链分布", count: chains.rows.length + " 条", show: chainPage },
    { name: "table", title: "指标总表", count: values.rows.length + " 条", show: () => sheetPage(values) },
    { name: "chain-table", title: "产业链总表", count: chains.rows.length + " 条", show: () => sheetPage(chains) },
  ];
  const buttons = pages.map((page) => el("button", { type: "button", onclick: () => show(page.name) }, page.title, el("small", {}, page.count)));
  $("chart-picks").replaceChildren(...buttons.map((button) => el("li", {}, button)));

  function show(name) {
    const [kind, at] = String(name || "").split("."), page = pages.find((one) => one.name === kind) || pages[0];
    if (charts.curves[Number(at)]) chosen = Number(at);
    buttons.forEach((button, i) => button.setAttribute("aria-current", String(pages[i] === page)));
    $("curve-side").hidden = page.name !== "values";
    if (drawn) drawn.dispose();
    drawn = null; redraw = () => {};
    place.replaceChildren();
    page.show();
    place.scrollTop = 0;
    open.said("chart", page.name === "values" && chosen > 0 ? "values." + chosen : page.name);
  }

  /* A chart in a box; drawn anew when light turns to dark. */
  function chart(height, said, options) {
    const box = el("div", { class: height ? "chart tall" : "chart", role: "img", "aria-label": said });
    if (height) box.style.height = height + "px";
    place.append(box);
    redraw = () => {
      if (drawn) drawn.dispose();
      drawn = chartLibrary().init(box, null, { renderer: "canvas" });
      drawn.setOption(options(theme()));
    };
    redraw();
  }
  new ResizeObserver(() => { if (drawn) drawn.resize(); }).observe(place);
  new MutationObserver(() => redraw()).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });

  const text = (look, size) => ({ color: look.ink, fontFamily: FONT, fontSize: size || 14 });
  const common = (look, told) => ({
    animation: false, textStyle: { fontFamily: FONT, color: look.ink }, color: INKS,
    tooltip: { renderMode: "richText", confine: true, backgroundColor: look.box, borderColor: look.edge, textStyle: text(look), formatter: told },
    legend: { top: 4, type: "scroll", textStyle: text(look), itemWidth: 34, itemHeight: 12, pageTextStyle: text(look), inactiveColor: look.edge },
  });
  const axis = (look, more) => ({
    nameTextStyle: { ...text(look), color: look.soft }, axisLabel: text(look), axisLine: { show: true, lineStyle: { color: look.edge } },
    splitLine: { lineStyle: { color: look.edge, opacity: 0.35 } }, ...more,
  });

  /* 历年值 */
  const curveName = (curve) => curve.indicator + (curve.unit ? "（" + curve.unit + "）" : "");
  function curvePicks() {
    const wanted = $("curve-search").value.toLowerCase().split(/\s+/).filter(Boolean);
    const found = charts.curves.map((curve, at) => [curve, at]).filter(([curve]) => wanted.every((word) => (curve.subject + curve.indicator).toLowerCase().includes(word)));
    $("curve-picks").replaceChildren(...found.map(([curve, at]) => el("li", {}, el("button", {
      type: "button", "aria-current": String(at === chosen), title: curveName(curve), onclick: () => { chosen = at; show("values." + at); },
    }, curve.indicator, el("small", {}, curve.subject)))));
    if (!found.length) $("curve-picks").append(el("li", { class: "hint" }, "没有这项指标"));
  }
  $("curve-search").addEventListener("input", curvePicks);
  function curvePage() {
    curvePicks();
    const curve = charts.curves[chosen];
    if (!curve) { place.append(el("p", {}, "文件没有写明带年份的指标数值")); return; }
    const points = curve.lines.flatMap((line) => line.points), first = Math.min(...points.map((p) => p.year)), last = Math.max(...points.map((p) => p.year));
    const years = Array.from({ length: last - first + 1 }, (_, i) => String(first + i));
    place.append(el("h1", {}, curve.subject + " · " + curveName(curve)), el("p", { class: "subtitle" }, "虚线为目标，实线为实际；一条线是一个文件写明的数值，不同文件的数值并列，不折算"));
    const spots = labelSpots(points), names = curve.lines.map((line) => (line.kind || "数值") + " · " + line.document);
    const legendLines = Math.ceil(names.reduce((sum, name) => sum + emOf(name) * 14 + 60, 0) / Math.max(300, place.clientWidth - 60));
    chart(0, curveName(curve) + "历年值", (look) => ({
      ...common(look, (item) => [item.seriesName, years[item.data.value[0]] + " 年：" + item.data.told].join("\n")),
      legend: { ...common(look).legend, type: "plain", left: 20 },
      grid: { left: 24, right: 70, top: 46 + 24 * legendLines, bottom: 34, containLabel: true },
      xAxis: axis(look, { type: "category", data: years, name: "年份", nameLocation: "end", boundaryGap: true }),
      yAxis: axis(look, { type: "value", name: curve.unit ? "单位：" + curve.unit : "", scale: true }),
      series: curve.lines.map((line, i) => ({
        type: "line", name: names[i], symbol: line.kind === "实际" ? "diamond" : "circle", symbolSize: line.kind === "实际" ? 15 : 11,
        lineStyle: { width: 3, type: line.kind === "实际" ? "solid" : "dashed" }, itemStyle: { color: INKS[i % INKS.length] },
        label: { show: true, ...text(look, 15), formatter: (item) => item.data.told },
        data: line.points.map((point) => ({ value: [point.year - first, point.value], told: point.told, label: spots.get(point) })),
      })),
    }));
    tablePage(place, { ...values, rows: curve.rows.map((at) => values.rows[at]) }, open);
  }

  /* 目标与实际 */
  function reachedPage() {
    const most = 300, due = (row) => row.finding === "达到" || row.finding === "未达到";
    const rows = [...charts.reached.filter(due), ...charts.reached.filter((row) => !due(row))], passed = rows.filter(due);
    place.append(el("h1", {}, "目标与实际"), el("p", { class: "subtitle" }, "实际占目标的百分比，取离目标年份最近的实际。已到年份的 " + passed.length + " 个目标在前，"
      + passed.filter((row) => row.finding === "达到").length + " 个达到；超过 " + most + "% 的截短，数字照实"));
    if (!rows.length) { place.append(el("p", {}, "文件没有写明可以相比的目标与实际")); return; }
    const names = rows.map((row) => row.subject + " " + row.indicator), kinds = [...new Set(rows.map((row) => row.finding))];
    const told = rows.map((row) => row.share + "%　" + row.target + "，" + row.actual), twice = (at) => at > 0 && names[at] === names[at - 1];
    const side = (look, more) => axis(look, { type: "category", inverse: true, axisTick: { show: false }, splitLine: { show: false }, axisLine: { show: false }, ...more });
    chart(rows.length * 26 + 90, "目标与实际", (look) => ({
      ...common(look, (item) => [names[item.data.value[1]], item.data.row.target, item.data.row.actual, item.data.row.share + "%，" + item.data.row.finding].join("\n")),
      aria: { enabled: true, decal: { show: true } },
      grid: { left: 10, right: 10, top: 40, bottom: 40, containLabel: true },
      xAxis: axis(look, { type: "value", name: "实际占目标（%）", nameLocation: "middle", nameGap: 28, min: 0, max: most }),
      yAxis: [
        side(look, { data: names.map((_, at) => String(at)), axisLabel: { ...text(look, 14), width: 330, overflow: "truncate", interval: 0, formatter: (at) => (twice(Number(at)) ? "" : names[at]) } }),
        side(look, { data: told.map((_, at) => String(at)), axisLabel: { ...text(look, 13.5), interval: 0, formatter: (at) => told[at] } }),
      ],
      series: kinds.map((kind, at) => ({
        type: "bar", name: kind, stack: "one", barWidth: 15, itemStyle: { color: FINDINGS[kind] || NOT_YET },
        markLine: at ? undefined : { silent: true, symbol: "none", label: { show: true, formatter: "目标", ...text(look, 13) }, lineStyle: { color: look.ink, type: "dashed" }, data: [{ xAxis: 100 }] },
        data: rows.map((row, i) => ({ row, value: [Math.min(row.share, most), i] })).filter(({ row }) => row.finding === kind),
      })),
    }));
    place.append(el("h2", {}, compared.title));
    tablePage(place, compared, open);
  }

  /* 产业链分布 */
  function chainPage() {
    const rows = charts.chains;
    place.append(el("h1", {}, "产业链分布"), el("p", { class: "subtitle" }, "文件在每条产业链（含环节和下级产业链）点名的个数，合计多的前 " + rows.length + " 条；全部见“产业链总表”"));
    if (!rows.length) { place.append(el("p", {}, "文件没有在任何产业链点名企业或园区")); return; }
    chart(rows.length * 34 + 90, "产业链分布", (look) => ({
      ...common(look, (item) => rows[item.dataIndex].chain + "\n" + charts.counted.map(([title], i) => title + " " + rows[item.dataIndex].counts[i]).join("，")),
      aria: { enabled: true, decal: { show: true } },
      grid: { left: 10, right: 60, top: 40, bottom: 40, containLabel: true },
      xAxis: axis(look, { type: "value", name: "个数", nameLocation: "middle", nameGap: 28, minInterval: 1 }),
      yAxis: axis(look, { type: "category", data: rows.map((row) => row.chain), inverse: true, axisTick: { show: false }, axisLabel: { ...text(look, 15), interval: 0 } }),
      series: charts.counted.map(([title, color], at) => ({
        type: "bar", name: title, stack: "all", barWidth: 20, itemStyle: { color },
        label: { show: true, color: inkOn(color), backgroundColor: color, padding: [1, 3], fontSize: 14, fontFamily: FONT, formatter: (item) => (item.value ? String(item.value) : "") },
        data: rows.map((row) => row.counts[at] || null),
      })),
    }));
  }

  function sheetPage(sheet) {
    place.append(el("h1", {}, sheet.title), el("p", { class: "subtitle" }, sheet.purpose));
    tablePage(place, sheet, open);
  }
  return { show };
}
