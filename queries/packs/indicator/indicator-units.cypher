// name: indicator-units
// title: 指标的责任单位
// question: 谁对一个指标负责：指标表写的责任单位，或写出它的数值的那一段所属任务的责任单位？
// kind: rows
// parameters:
//   indicator: {type: string, title: 指标, default: null, values: "MATCH (i:Indicator) WHERE i.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   unit: 责任单位
//   role: 角色
//   task: 任务
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n:Indicator)<-[h:HAS_INDICATOR]-(a)
WHERE h.confidence >= $min_confidence
  AND ($indicator IS NULL OR n.name = $indicator OR $indicator IN coalesce(n.aliases, []))
CALL (n) {
  MATCH (u)-[r:RESPONSIBLE_FOR]->(n)
  WHERE r.confidence >= $min_confidence
  RETURN u AS u, r AS r, null AS t
  UNION
  MATCH (n)-[v:HAS_VALUE]->(w:Target)
  WHERE v.confidence >= $min_confidence
  MATCH (x:Passage {id: v.passages[0]})-[:MENTIONS]->(t:Task)<-[r:RESPONSIBLE_FOR]-(u)
  WHERE t.confidence >= $min_confidence AND r.confidence >= $min_confidence
  RETURN u AS u, r AS r, t AS t
}
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, u.name AS unit, r.role AS role, t.name AS task,
  CASE WHEN t IS NULL THEN '指标表写明' ELSE '数值写在这个任务的段落里，取任务的责任单位' END AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, h.order, indicator, t IS NOT NULL, task, r.order, unit, r.id
