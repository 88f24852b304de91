// name: policy-by-industry
// title: 各产业的政策
// question: 哪些产业有多少任务和计划发展它（含它的环节和下级产业），其中写到责任单位的有多少？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   industry: 产业
//   tasks: 任务
//   programmes: 计划
//   with_units: 写到责任单位的
//   parks: 发展它的园区片区
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)-[f:FOCUSES_ON]->(x:IndustryChain|Segment|Technology)
WHERE f.confidence >= $min_confidence
MATCH path = (x)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(y IN relationships(path) WHERE y.confidence >= $min_confidence)
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
WITH DISTINCT i, t
OPTIONAL MATCH (t)<-[q:RESPONSIBLE_FOR]-(u)
WHERE q.confidence >= $min_confidence
WITH i, count(DISTINCT t.id) AS found, count(DISTINCT CASE WHEN t:Task THEN t.id END) AS tasks,
  count(DISTINCT CASE WHEN u IS NOT NULL THEN t.id END) AS with_units
OPTIONAL MATCH (i)<-[k:FOCUSES_ON]-(z:Park|Zone)
WHERE k.confidence >= $min_confidence
WITH i, found, tasks, with_units, count(DISTINCT z.id) AS parks
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS industry, tasks AS tasks, found - tasks AS programmes, with_units AS with_units, parks AS parks,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY tasks + programmes DESC, industry, i.id
