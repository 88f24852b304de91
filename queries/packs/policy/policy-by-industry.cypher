// name: policy-by-industry
// title: 各产业的政策
// question: 哪些产业得到多少任务和计划支持，其中写到数值、写到责任单位的各有多少？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   industry: 产业
//   tasks: 任务
//   programmes: 计划
//   with_units: 写到责任单位
//   parks: 发展它的园区片区
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)-[f:FOCUSES_ON]->(i:IndustryChain)
WHERE f.confidence >= $min_confidence AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
WITH i, collect(DISTINCT t) AS found
WITH i, found, size([t IN found WHERE t:Task]) AS tasks,
  size([t IN found WHERE EXISTS { MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence }]) AS with_units,
  COUNT { MATCH (i)<-[q:FOCUSES_ON]-(k:Park|Zone) WHERE q.confidence >= $min_confidence } AS parks
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS industry, tasks AS tasks, size(found) - tasks AS programmes, with_units AS with_units, parks AS parks,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY size(found) DESC, industry, i.id
