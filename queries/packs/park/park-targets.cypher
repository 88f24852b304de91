// name: park-targets
// title: 园区的目标
// question: 各园区和片区有哪些指标值，是目标还是实际？
// kind: rows
// parameters:
//   park: {type: string, title: 园区或片区, default: null, values: "MATCH (v:Park|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   space: 园区或片区
//   indicator: 指标
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
MATCH (k:Park|Zone)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(v:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS space, n.name AS indicator, v.year AS year,
  CASE v.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, v.value AS value,
  coalesce(v.unit, n.unit) AS unit, v.raw AS raw,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY space, indicator, year, kind, v.id, r.id
