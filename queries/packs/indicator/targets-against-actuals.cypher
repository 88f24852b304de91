// name: targets-against-actuals
// title: 目标与实际
// question: 同一主体同一指标的目标与离它最近一年的实际各是多少，实际达到目标没有？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) WHERE i.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 单位
//   target_year: 目标年份
//   target: 目标
//   comparator: 比较
//   actual_year: 实际年份
//   actual: 实际
//   finding: 结论
//   actual_span: 实际出处
//   rule: 判定规则
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
  AND t.kind = 'target' AND o.kind = 'actual'
  AND NOT EXISTS {
    MATCH (n)-[y:HAS_VALUE]->(m:Target {kind: 'actual'})
    WHERE y.confidence >= $min_confidence AND m.value IS NOT NULL AND abs(m.year - t.year) < abs(o.year - t.year)
      AND coalesce(m.unit, n.unit, '') = coalesce(t.unit, n.unit, '')
  }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, coalesce(t.unit, n.unit) AS unit, t.year AS target_year,
  t.value AS target,
  t.comparator AS comparator, o.year AS actual_year, o.value AS actual,
  CASE WHEN o.year IS NULL OR t.year IS NULL THEN '年份未写明，不可比'
    WHEN o.year < t.year AND t.comparator IN ['<=', '<']
      THEN CASE WHEN o.value <= t.value THEN '提前达到' ELSE '目标年份未到，尚未达到' END
    WHEN o.year < t.year THEN CASE WHEN o.value >= t.value THEN '提前达到' ELSE '目标年份未到，尚未达到' END
    WHEN t.comparator IN ['<=', '<'] THEN CASE WHEN o.value <= t.value THEN '达到' ELSE '未达到' END
    WHEN o.value >= t.value THEN '达到' ELSE '未达到' END AS finding,
  q.evidence[0] AS actual_span, '同一主体、同一指标、同一单位；取离目标年份最近的实际；实际不早于目标年份才说达到或未达到' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, target_year, actual_year, r.id, q.id
