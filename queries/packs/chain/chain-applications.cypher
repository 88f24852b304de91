// name: chain-applications
// title: 产业链的应用领域
// question: 一条产业链的产品和技术用到哪些应用领域，是文件写明的，还是在同一句、同一任务里提到？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   via: 经由
//   scenario: 应用领域
//   basis: 依据
//   source: 写到它的任务或计划
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (s:Task|Programme|IndustryChain|Technology)-[q:APPLIED_IN|FOCUSES_ON]->(f:Scenario|IndustryChain)
WHERE q.confidence >= $min_confidence AND (f:Scenario OR type(q) = 'APPLIED_IN')
OPTIONAL MATCH (s)-[r:FOCUSES_ON]->(m:IndustryChain|Segment|Technology)
WHERE r.confidence >= $min_confidence AND type(q) = 'FOCUSES_ON'
WITH f, s, q, CASE WHEN type(q) = 'APPLIED_IN' THEN 1 WHEN any(x IN q.evidence
WHERE x IN r.evidence) THEN 2 ELSE 3 END AS level,
  CASE WHEN type(q) = 'APPLIED_IN' THEN s ELSE m END AS t,
  CASE WHEN r IS NULL OR q.confidence < r.confidence THEN q.confidence ELSE r.confidence END AS confidence
WHERE t IS NOT NULL
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT i, t, f, s, q, level, confidence
OPTIONAL MATCH (p:Passage {id: q.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, CASE WHEN t.id = i.id THEN null ELSE t.name END AS via, f.name AS scenario,
  CASE level WHEN 1 THEN '文件写明' WHEN 2 THEN '同一句里提到' ELSE '同一任务或计划里提到' END AS basis,
  CASE WHEN level = 1 THEN null ELSE s.name END AS source,
  d.name AS document, p.path AS section, q.evidence[0] AS span,
  [q.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, confidence AS confidence
ORDER BY chain, level, scenario, via, source, q.id, t.id
