// name: indicator-units
// title: 指标的责任单位
// question: 谁对一个指标负责：指标自己的责任单位，或写到它的任务的责任单位？
// kind: rows
// parameters:
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) WHERE i.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 责任单位
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (u)-[r:RESPONSIBLE_FOR]->(n:Indicator)<-[h:HAS_INDICATOR]-(a)
WHERE r.confidence >= $min_confidence AND h.confidence >= $min_confidence
  AND ($indicator IS NULL OR n.name = $indicator OR $indicator IN coalesce(n.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, u.name AS unit, r.role AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, h.order, indicator, r.order, unit, r.id
