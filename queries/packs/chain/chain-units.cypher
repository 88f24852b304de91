// name: chain-units
// title: 产业链的责任单位
// question: 谁负责一条产业链：链长，或者发展它的任务的责任单位？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   unit: 单位或人员
//   role: 角色
//   basis: 依据
//   task: 任务
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (t)<-[f:FOCUSES_ON|RESPONSIBLE_FOR]-(m:Organization|Person|Company|Park|Place|Zone|Task|Programme)
WHERE f.confidence >= $min_confidence AND (f.role IS NOT NULL OR m:Task OR m:Programme)
OPTIONAL MATCH (m)<-[q:RESPONSIBLE_FOR]-(u:Organization|Person|Company|Park|Place|Zone)
WHERE q.confidence >= $min_confidence
WITH DISTINCT i, m, CASE WHEN m:Task OR m:Programme THEN q ELSE f END AS r,
  CASE WHEN m:Task OR m:Programme THEN u ELSE m END AS b
WHERE b IS NOT NULL
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, b.name AS unit, coalesce(r.role, '负责') AS role,
  CASE WHEN m:Task OR m:Programme THEN '发展它的任务的责任单位' ELSE '负责这条产业链' END AS basis,
  CASE WHEN m:Task OR m:Programme THEN m.name ELSE null END AS task,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, basis DESC, unit, task, r.id
