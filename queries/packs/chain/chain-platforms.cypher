// name: chain-platforms
// title: 产业链的平台载体
// question: 一条产业链有哪些平台载体，是属于它，还是由发展它的任务带动？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   platform: 平台载体
//   basis: 依据
//   source: 任务或计划
//   places: 所在
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (m:Platform|Task|Programme)-[r:PARTICIPATES_IN|FOCUSES_ON]->(t)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (m)-[q:INVOLVES]->(f:Platform)
WHERE q.confidence >= $min_confidence
WITH DISTINCT i, m, q, f, CASE WHEN m:Platform THEN r ELSE q END AS r, CASE WHEN m:Platform THEN m ELSE f END AS b
WHERE b IS NOT NULL
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, b.name AS platform, CASE WHEN m:Platform THEN '属于这条产业链' ELSE '发展它的任务或计划涉及' END AS basis,
  CASE WHEN m:Platform THEN null ELSE m.name END AS source,
  COLLECT {
    MATCH (b)-[l:LOCATED_IN]->(k:Park|Zone|Place) WHERE l.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, basis DESC, platform, source, r.id
