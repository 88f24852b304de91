// name: list-indicators
// title: 指标对比表
// question: 各项指标历年的目标和实际各是多少，差多少，比上一个目标高多少？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[:HAS_INDICATOR]->(:Indicator) RETURN DISTINCT a.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   year: 年份
//   kind: 性质
//   comparator: 比较
//   value: 数值
//   value_max: 上限
//   unit: 单位
//   raw: 原值
//   actual: 同年实际
//   difference: 实际减目标
//   rate: 实际比目标
//   before_year: 上一个目标年
//   before: 上一个目标
//   growth: 比上一个目标增长
//   base_year: 最近实际年
//   base: 最近实际
//   needed: 比最近实际增长
//   others: 别处的同年目标
//   units: 责任单位
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(i:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence AND t.year IS NOT NULL
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
WITH a, i, r, t, coalesce(t.unit, i.unit, '') AS measure
WITH a, i, r, t, measure,
  COLLECT {
    MATCH (i)-[v:HAS_VALUE]->(o:Target)
    WHERE v.confidence >= $min_confidence AND o.year IS NOT NULL
    RETURN [o.kind, o.year, coalesce(o.unit, i.unit, ''), CASE WHEN o.value_max IS NULL THEN o.value END, o.id,
      coalesce(o.raw, toString(o.value))] AS x
    ORDER BY o.year DESC, o.id
  } AS series,
  COLLECT {
    MATCH (i)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS bodies
WITH a, i, r, t, measure, bodies, size(series) AS known,
  [x IN series WHERE t.kind = 'target' AND x[2] = measure AND x[3] IS NOT NULL] AS alike,
  [x IN series WHERE t.kind = 'target' AND x[0] = 'target' AND x[1] = t.year AND x[4] <> t.id | x[5]] AS elsewhere
WITH a, i, r, t, measure, bodies, known, elsewhere,
  [x IN alike WHERE x[0] = 'actual' AND x[1] = t.year | x[3]] AS actuals,
  [x IN alike WHERE x[0] = 'target' AND x[1] < t.year | [x[1], x[3]]] AS earlier,
  [x IN alike WHERE x[0] = 'actual' AND x[1] < t.year | [x[1], x[3]]] AS reached
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, i.name AS indicator, t.year AS year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS kind, t.comparator AS comparator,
  t.value AS value, t.value_max AS value_max, measure AS unit, t.raw AS raw, actuals[0] AS actual,
  CASE WHEN t.value_max IS NULL THEN round((actuals[0] - t.value) * 1000000.0) / 1000000.0 END AS difference,
  CASE WHEN t.value_max IS NULL AND t.value <> 0 THEN round(actuals[0] / t.value * 1000000.0) / 1000000.0 END AS rate,
  toInteger(earlier[0][0]) AS before_year, earlier[0][1] AS before,
  CASE WHEN t.value_max IS NULL AND earlier[0][1] <> 0
    THEN round((t.value / earlier[0][1] - 1.0) * 1000000.0) / 1000000.0 END AS growth,
  toInteger(reached[0][0]) AS base_year, reached[0][1] AS base,
  CASE WHEN t.value_max IS NULL AND reached[0][1] <> 0
    THEN round((t.value / reached[0][1] - 1.0) * 1000000.0) / 1000000.0 END AS needed,
  elsewhere AS others, bodies AS units,
  d.name AS document, p.path AS section, [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  r.evidence[0] AS span, r.confidence AS confidence
ORDER BY known < 2, subject, indicator, measure, year, kind, t.id, r.id
