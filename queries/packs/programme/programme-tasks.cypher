// name: programme-tasks
// title: 计划的任务与责任单位
// question: 一个计划有哪些任务，各由哪些单位负责，是什么角色？
// kind: rows
// parameters:
//   programme: {type: string, title: 计划, default: null, values: "MATCH (g:Programme) RETURN g.name AS value ORDER BY value, g.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划
//   task: 任务
//   unit: 责任单位
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (t:Task|Programme)-[:PART_OF*0..4]->(g:Programme)
WHERE ($programme IS NULL OR g.name = $programme OR $programme IN coalesce(g.aliases, []))
  AND none(n IN nodes(path) WHERE n:Programme AND n.id <> g.id)
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT g, t
OPTIONAL MATCH (u)-[q:RESPONSIBLE_FOR]->(t)
WHERE q.confidence >= $min_confidence
WITH g, t, u, q
WHERE t.id <> g.id OR q IS NOT NULL
OPTIONAL MATCH (p:Passage {id: coalesce(q.passages[0], t.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN g.name AS programme, CASE WHEN t.id = g.id THEN null ELSE t.name END AS task, u.name AS unit, q.role AS role,
  d.name AS document, p.path AS section, coalesce(q.evidence[0], t.evidence[0]) AS span,
  [coalesce(q.evidence[0], t.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(q.confidence, t.confidence) AS confidence
ORDER BY programme, document, task IS NOT NULL, t.order, t.id, q.order, u.id
