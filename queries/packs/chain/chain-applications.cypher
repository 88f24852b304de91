// name: chain-applications
// title: 产业链的应用领域
// question: 一条产业链的产品和技术用到哪些应用领域，是文件写明的，还是在同一任务里提到？
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
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (t)-[r:APPLIED_IN|FOCUSES_ON]-(s:Scenario|Task|Programme)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (s)-[q:FOCUSES_ON]->(f:Scenario)
WHERE q.confidence >= $min_confidence
WITH i, t, s, r, f, q
WHERE s:Scenario OR f IS NOT NULL
OPTIONAL MATCH (p:Passage {id: coalesce(q.passages[0], r.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, CASE WHEN t.id = i.id THEN null ELSE t.name END AS via, CASE WHEN s:Scenario THEN s.name ELSE f.name END AS scenario,
  CASE WHEN s:Scenario THEN '文件写明' ELSE '同一任务或计划里提到' END AS basis,
  CASE WHEN s:Scenario THEN null ELSE s.name END AS source,
  d.name AS document, p.path AS section, coalesce(q.evidence[0], r.evidence[0]) AS span,
  [coalesce(q.evidence[0], r.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote, CASE WHEN q.confidence < r.confidence THEN q.confidence ELSE r.confidence END AS confidence
ORDER BY chain, basis DESC, scenario, via, r.id, q.id
