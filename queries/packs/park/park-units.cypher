// name: park-units
// title: 园区的责任单位
// question: 涉及一个园区的任务由哪些单位负责？
// kind: rows
// parameters:
//   park: {type: string, title: 园区, default: null, values: "MATCH (v:Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   park: 园区
//   unit: 单位
//   role: 角色
//   task: 任务或计划
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park)<-[v:INVOLVES]-(t:Task|Programme)<-[r:RESPONSIBLE_FOR]-(u)
WHERE v.confidence >= $min_confidence AND r.confidence >= $min_confidence
  AND ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS park, u.name AS unit, r.role AS role, t.name AS task,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY park, unit, task, r.id, v.id
