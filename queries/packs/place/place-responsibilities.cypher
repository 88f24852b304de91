// name: place-responsibilities
// title: 地方负责的任务
// question: 街镇、区县、园区自己负责哪些任务？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: null, values: "MATCH (v:Place|Park|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   label: {title: 类别, shows: label}
//   task: 任务或计划
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (w:Place|Park|Zone)-[r:RESPONSIBLE_FOR]->(t:Task|Programme|Indicator|Project)
WHERE r.confidence >= $min_confidence AND ($place IS NULL OR w.name = $place OR $place IN coalesce(w.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS place, labels(w) AS label, t.name AS task, r.role AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY place, task, r.id
