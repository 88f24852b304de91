// name: indicator-values
// title: 指标历年值
// question: 一个区域的各项指标历年的目标是多少，实际是多少，哪个文件这样写？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[:HAS_INDICATOR]->(:Indicator) RETURN DISTINCT a.name AS value ORDER BY value"}
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   year: 年份
//   kind: 性质
//   raw: 原值
//   value: 数值
//   value_max: 上限
//   comparator: 比较
//   unit: 单位
//   against: 同年的实际或目标
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(i:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE r.confidence >= $min_confidence AND h.confidence >= $min_confidence
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
  AND ($indicator IS NULL OR i.name = $indicator OR $indicator IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, i.name AS indicator, t.year AS year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind,
  t.raw AS raw, t.value AS value, t.value_max AS value_max, t.comparator AS comparator,
  coalesce(t.unit, i.unit) AS unit,
  COLLECT {
    MATCH (i)-[:HAS_VALUE]->(o:Target)
    WHERE o.year = t.year AND o.kind <> t.kind
    RETURN DISTINCT coalesce(o.raw, toString(o.value)) AS x ORDER BY x
  } AS against,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, year, kind, t.id, r.id
