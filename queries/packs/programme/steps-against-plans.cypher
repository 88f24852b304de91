// name: steps-against-plans
// title: 三步走与行动方案
// question: 纲要给各阶段定的目标，与行动方案给相近年份定的同类目标各是多少？
// kind: rows
// parameters:
//   outline: {type: string, title: 规划纲要, default: 长三角数字干线发展规划纲要, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   stage: 阶段
//   outline_indicator: 纲要指标
//   outline_year: 纲要年份
//   outline_value: 纲要数值
//   plan_subject: 方案主体
//   plan_indicator: 方案指标
//   plan_year: 方案年份
//   plan_value: 方案数值
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
OPTIONAL MATCH (b)-[k:HAS_INDICATOR]->(m:Indicator)-[q:HAS_VALUE]->(w:Target)
WHERE k.confidence >= $min_confidence AND q.confidence >= $min_confidence AND w.kind = 'target'
  AND NOT o.id IN q.documents
  AND (m.name = n.name OR m.name CONTAINS n.name OR n.name CONTAINS m.name)
  AND abs(coalesce(w.year, 0) - coalesce(v.year, 0)) <= 2
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN s.path AS stage, n.name AS outline_indicator, v.year AS outline_year, v.raw AS outline_value,
  b.name AS plan_subject,
  m.name AS plan_indicator, w.year AS plan_year, w.raw AS plan_value, q.evidence[0] AS plan_span,
  '指标名称相同或一个包含另一个，年份相差不超过两年；没有时为空' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY outline_year, s.order, outline_indicator, plan_subject, plan_year, r.id, q.id
