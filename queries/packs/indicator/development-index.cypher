// name: development-index
// title: 发展指数
// question: 一个主体在基准年和目标年都有数值的指标，平均是基准的多少倍，指数怎样算出？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   base: {type: integer, title: 基准年, default: 2023}
//   year: {type: integer, title: 目标年, default: 2025}
//   base_kind: {type: string, title: 基准值性质, default: 实际, values: "UNWIND ['实际', '目标'] AS v RETURN v AS value ORDER BY value"}
//   year_kind: {type: string, title: 目标年值性质, default: 目标, values: "UNWIND ['实际', '目标'] AS v RETURN v AS value ORDER BY value"}
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
  AND t.year = $base AND t.kind = CASE $base_kind WHEN '目标' THEN 'target' ELSE 'actual' END AND t.value > 0
MATCH (n)-[q:HAS_VALUE]->(o:Target)
WHERE q.confidence >= $min_confidence AND o.year = $year
  AND o.kind = CASE $year_kind WHEN '目标' THEN 'target' ELSE 'actual' END AND o.value > 0
  AND coalesce(o.unit, n.unit, '') = coalesce(t.unit, n.unit, '')
WITH a, n, collect({r: r, q: q, t: t, o: o, ratio: toFloat(o.value) / t.value}) AS pairs
WHERE size(pairs) = 1
WITH a, collect({n: n, r: pairs[0].r, q: pairs[0].q, t: pairs[0].t, o: pairs[0].o, ratio: pairs[0].ratio}) AS facts
WITH a, facts, reduce(total = 0.0, f IN facts | total + log(f.ratio)) / size(facts) AS mean
UNWIND facts AS f
WITH a, f.n AS n, f.r AS r, f.q AS q, f.t AS t, f.o AS o, f.ratio AS ratio, size(facts) AS many, mean
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, coalesce(t.unit, n.unit) AS unit, t.value AS base_value,
  o.value AS year_value,
  round(ratio * 1000) / 1000.0 AS ratio, round(exp(mean) * 1000) / 10.0 AS index, many AS indicators,
  '发展指数 = 100 ×（' + toString($year) + '年' + $year_kind + ' ÷ ' + toString($base) + '年' + $base_kind
    + '）的几何平均，' + toString(many) + '个指标等权；只用两年都有、单位相同、各只有一个数值的指标，不补缺，不分正向逆向'
    AS formula,
  q.evidence[0] AS year_span,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, r.id, q.id
