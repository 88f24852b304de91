// name: rounds-values
// title: 两轮方案的数值
// question: 两轮方案给同一主体的同一指标、同一单位定的目标，同年的是调高、调低还是不变，各自规划期最后一年的是提高、降低还是持平？
// kind: rows
// parameters:
//   earlier: {type: string, title: 前一轮文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   later: {type: string, title: 后一轮文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 单位
//   earlier_year: 前一轮年份
//   earlier_value: 前一轮数值
//   later_year: 后一轮年份
//   later_value: 后一轮数值
//   difference: 差
//   change: 变化
//   basis: 依据
//   earlier_span: 前一轮出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document), (l:Document)
WHERE (e.name = $earlier OR $earlier IN coalesce(e.aliases, []))
  AND (l.name = $later OR $later IN coalesce(l.aliases, []))
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[q:HAS_VALUE]->(v:Target {kind: 'target'})
WHERE h.confidence >= $min_confidence AND q.confidence >= $min_confidence AND e.id IN q.documents
  AND v.value IS NOT NULL AND v.year IS NOT NULL
MATCH (n)-[r:HAS_VALUE]->(w:Target {kind: 'target'})
WHERE r.confidence >= $min_confidence AND l.id IN r.documents AND w.value IS NOT NULL
  AND coalesce(v.unit, n.unit, '') = coalesce(w.unit, n.unit, '')
  AND (v.year = w.year OR (v.year = e.period_end AND w.year = l.period_end))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, coalesce(w.unit, n.unit) AS unit, v.year AS earlier_year,
  v.value AS earlier_value,
  w.year AS later_year, w.value AS later_value, w.value - v.value AS difference,
  CASE WHEN w.value = v.value THEN CASE WHEN v.year = w.year THEN '不变' ELSE '持平' END
    WHEN w.value > v.value THEN CASE WHEN v.year = w.year THEN '调高' ELSE '提高' END
    ELSE CASE WHEN v.year = w.year THEN '调低' ELSE '降低' END END AS change,
  CASE WHEN v.year = w.year THEN '同一年份' ELSE '各自规划期最后一年' END AS basis,
  q.evidence[0] AS earlier_span,
  '同一主体、同一指标、同一单位的目标值；同一年份才说调高调低，否则只比各自规划期最后一年' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, earlier_year, later_year, r.id, q.id
