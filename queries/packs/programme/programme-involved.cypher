// name: programme-involved
// title: 任务涉及谁
// question: 任务和计划涉及哪些企业、园区、片区、平台、项目和活动？
// kind: rows
// parameters:
//   programme: {type: string, title: 计划, default: null, values: "MATCH (v:Programme) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划
//   task: 任务
//   involved: 涉及
//   label: {title: 类别, shows: label}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)-[r:INVOLVES]->(m)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (t)-[b:PART_OF]->(w:Programme)
WHERE b.confidence >= $min_confidence AND t:Task
WITH t, r, m, CASE WHEN t:Programme THEN t ELSE w END AS g
WHERE $programme IS NULL OR g.name = $programme OR $programme IN coalesce(g.aliases, [])
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN g.name AS programme, CASE WHEN t:Task THEN t.name ELSE null END AS task, m.name AS involved,
  labels(m) AS label,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY document, programme, p.order, t.order, task, involved, r.id
