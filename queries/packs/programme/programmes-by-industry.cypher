// name: programmes-by-industry
// title: 各产业的计划
// question: 哪些计划（连同它们的任务）发展哪些产业？
// kind: rows
// parameters:
//   programme: {type: string, title: 计划, default: null, values: "MATCH (v:Programme) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划
//   industry: 产业
//   label: {title: 类别, shows: label}
//   task: 任务
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (t)-[b:PART_OF]->(w:Programme)
WHERE b.confidence >= $min_confidence
WITH t, r, i, CASE WHEN t:Programme THEN t ELSE w END AS g
WHERE g IS NOT NULL AND ($programme IS NULL OR g.name = $programme OR $programme IN coalesce(g.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN g.name AS programme, i.name AS industry, labels(i) AS label,
  CASE WHEN t:Task THEN t.name ELSE null END AS task,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY programme, industry, task, r.id, g.id
