// name: indicator-growth
// title: 指标增长
// question: 同一主体同一指标从一个年份到有数值的下一个年份增长多少、每年多少？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) WHERE i.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 单位
//   from_year: 起年
//   from_kind: 起值性质
//   from_value: 起值
//   to_year: 止年
//   to_kind: 止值性质
//   to_value: 止值
//   difference: 增量
//   percent: 增幅%
//   per_year: 年均增幅%
//   to_span: 止值出处
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
  AND ($indicator IS NULL OR n.name = $indicator OR $indicator IN coalesce(n.aliases, []))
MATCH (n)-[q:HAS_VALUE]->(o:Target)
WHERE q.confidence >= $min_confidence AND o.id <> t.id AND o.value IS NOT NULL AND t.value IS NOT NULL
  AND coalesce(o.unit, n.unit, '') = coalesce(t.unit, n.unit, '')
  AND t.year < o.year
  AND NOT EXISTS {
    MATCH (n)-[y:HAS_VALUE]->(m:Target)
    WHERE y.confidence >= $min_confidence AND m.year > t.year AND m.year < o.year AND m.value IS NOT NULL
      AND coalesce(m.unit, n.unit, '') = coalesce(t.unit, n.unit, '')
  }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, coalesce(t.unit, n.unit) AS unit, t.year AS from_year,
  CASE t.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS from_kind,
  t.value AS from_value, o.year AS to_year,
    CASE o.kind WHEN 'target' THEN '目标' WHEN 'actual' THEN '实际' END AS to_kind, o.value AS to_value,
  round((o.value - t.value) * 100) / 100.0 AS difference,
  CASE WHEN t.value <> 0 THEN round((o.value / t.value - 1) * 1000) / 10.0 END AS percent,
  CASE WHEN t.value > 0 AND o.value > 0
    THEN round(((o.value / t.value) ^ (1.0 / (o.year - t.year)) - 1) * 1000) / 10.0 END AS per_year,
  q.evidence[0] AS to_span,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, from_year, to_year, r.id, q.id
