// name: indicators-across-areas
// title: 各地同名指标
// question: 哪些指标在不止一个主体上出现，各是多少？
// kind: rows
// parameters:
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) WHERE i.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   indicator: 指标
//   subject: 主体
//   year: 年份
//   kind: 性质
//   value: 数值
//   unit: 单位
//   raw: 原值
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($indicator IS NULL OR n.name = $indicator OR $indicator IN coalesce(n.aliases, []))
WITH n.name AS shared, count(DISTINCT a.id) AS areas, collect({a: a, n: n, r: r, t: t}) AS facts
WHERE areas > 1
UNWIND facts AS f
WITH shared, f.a AS a, f.n AS n, f.r AS r, f.t AS t
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN shared AS indicator, a.name AS subject, t.year AS year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, t.value AS value,
  coalesce(t.unit, n.unit) AS unit, t.raw AS raw,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY indicator, year, subject, t.id, r.id
