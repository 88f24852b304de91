// name: steps-against-plans
// title: 三步走与行动方案
// question: 纲要三步走给各阶段定的目标，与其他方案给同一主体、同一年份、同一单位定的目标并列各是多少？
// kind: rows
// parameters:
//   outline: {type: string, title: 规划纲要, default: 长三角数字干线发展规划纲要, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   stage: 阶段
//   subject: 主体
//   outline_indicator: 纲要指标
//   outline_year: 纲要年份
//   outline_value: 纲要数值
//   plan_indicator: 方案指标
//   plan_year: 方案年份
//   plan_value: 方案数值
//   basis: 依据
//   plan_document: 方案
//   plan_span: 方案出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (o:Document)
WHERE o.name = $outline OR $outline IN coalesce(o.aliases, [])
MATCH (a)-[h:HAS_INDICATOR]->(n:Indicator)-[r:HAS_VALUE]->(v:Target)
WHERE h.confidence >= $min_confidence AND r.confidence >= $min_confidence AND o.id IN r.documents
  AND v.kind = 'target'
OPTIONAL MATCH (s:Passage {id: r.passages[0]})
OPTIONAL MATCH (a)-[k:HAS_INDICATOR]->(m:Indicator)-[q:HAS_VALUE]->(w:Target)
WHERE k.confidence >= $min_confidence AND q.confidence >= $min_confidence AND w.kind = 'target'
  AND NOT o.id IN q.documents AND w.year = v.year AND coalesce(w.unit, m.unit, '') = coalesce(v.unit, n.unit, '')
OPTIONAL MATCH (x:Document {id: q.documents[0]})
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN s.path AS stage, a.name AS subject, n.name AS outline_indicator, v.year AS outline_year, v.raw AS outline_value,
  m.name AS plan_indicator, w.year AS plan_year, w.raw AS plan_value,
  CASE WHEN m IS NULL THEN '方案未提及' WHEN m.name = n.name THEN '指标同名' ELSE '指标名称不同，只并列' END AS basis,
  x.name AS plan_document, q.evidence[0] AS plan_span,
  '主体、年份、单位都相同的目标并列；指标名称不同的口径可能不同，不作比较' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY outline_year, s.order, subject, outline_indicator, m IS NULL, plan_indicator, plan_year, r.id, q.id
