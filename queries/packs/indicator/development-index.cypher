// name: development-index
// title: 发展指数
// question: 一个主体在两个年份都有数值的指标平均增长多少，指数怎样算出？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   base: {type: integer, title: 基准年, default: 2021}
//   year: {type: integer, title: 目标年, default: 2025}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 单位
//   base_value: 基准值
//   year_value: 目标年值
//   ratio: 比值
//   index: 发展指数
//   indicators: 参与指标数
//   formula: 算法
//   year_span: 目标年出处
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
  AND t.year = $base AND t.value > 0
MATCH (n)-[q:HAS_VALUE]->(o:Target)
WHERE q.confidence >= $min_confidence AND o.year = $year AND o.value > 0
  AND coalesce(o.unit, n.unit, '') = coalesce(t.unit, n.unit, '')
WITH a, collect({n: n, r: r, q: q, t: t, o: o, ratio: o.value / t.value}) AS facts
WITH a, facts, reduce(total = 0.0, f IN facts | total + log(f.ratio)) / size(facts) AS mean
UNWIND facts AS f
WITH a, f.n AS n, f.r AS r, f.q AS q, f.t AS t, f.o AS o, f.ratio AS ratio, size(facts) AS many, mean
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, coalesce(t.unit, n.unit) AS unit, t.value AS base_value,
  o.value AS year_value,
  round(ratio * 1000) / 1000.0 AS ratio, round(exp(mean) * 1000) / 10.0 AS index, many AS indicators,
  '发展指数 = 100 × 各指标（目标年值 ÷ 基准年值）的几何平均；只用两年都有数值、单位相同的指标，不补缺' AS formula,
  q.evidence[0] AS year_span,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, r.id, q.id
