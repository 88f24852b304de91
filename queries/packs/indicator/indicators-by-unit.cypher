// name: indicators-by-unit
// title: 各单位的指标
// question: 用同一计量单位的指标有哪些，最大的在前？
// kind: rows
// parameters:
//   unit: {type: string, title: 计量单位, default: 亿元, values: "MATCH (t:Target) WHERE t.unit IS NOT NULL RETURN DISTINCT t.unit AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   unit: 单位
//   value: 数值
//   value_max: 上限
//   comparator: 比较
//   indicator: 指标
//   subject: 主体
//   year: 年份
//   kind: 性质
//   raw: 原值
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence AND coalesce(t.unit, n.unit) = $unit
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN coalesce(t.unit, n.unit) AS unit, t.value AS value, t.value_max AS value_max, t.comparator AS comparator,
  n.name AS indicator, a.name AS subject, t.year AS year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, t.raw AS raw,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY value IS NULL, value DESC, subject, indicator, year, t.id, r.id
