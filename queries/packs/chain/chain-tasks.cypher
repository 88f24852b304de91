// name: chain-tasks
// title: 产业链的任务
// question: 哪些任务和计划发展一条产业链，由谁负责，涉及哪些企业、园区和平台？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   task: 任务或计划
//   segment: 环节
//   units: 责任单位
//   involved: 涉及
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (m:Task|Programme)-[r:FOCUSES_ON]->(t)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, m.name AS task, CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  COLLECT {
    MATCH (m)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  COLLECT {
    MATCH (m)-[q:INVOLVES]->(v:Company|Park|Zone|Platform|Project) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT v.name AS x ORDER BY x
  } AS involved,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, document, m.order, task, segment, r.id
