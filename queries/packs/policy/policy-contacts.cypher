// name: policy-contacts
// title: 对接单位
// question: 为一个产业该找哪些单位，它们负责哪些相关任务？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: 人工智能, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   unit: 单位
//   label: {title: 类别, shows: label}
//   role: 角色
//   task: 任务或计划
//   industry: 产业
//   load: 相关任务数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (u)-[r:RESPONSIBLE_FOR]->(t:Task|Programme)-[f:FOCUSES_ON]->(i:IndustryChain|Segment|Technology)
WHERE r.confidence >= $min_confidence AND f.confidence >= $min_confidence
  AND (i.name = $industry OR $industry IN coalesce(i.aliases, [])
    OR EXISTS { MATCH (i)-[:PART_OF]->(w:IndustryChain) WHERE w.name = $industry })
WITH u, collect(DISTINCT t.id) AS tasks, collect({role: r.role, task: t, industry: i.name, r: r}) AS facts
UNWIND facts AS fact
WITH u, size(tasks) AS load, fact.role AS role, fact.task AS t, fact.industry AS industry, fact.r AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN u.name AS unit, labels(u) AS label, role AS role, t.name AS task, industry AS industry, load AS load,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY load DESC, unit, task, industry, r.id
