// name: chain-feeds
// title: 产业链供给关系
// question: 一条产业链上哪个环节供给哪个环节，是文件写明的还是由上中下游次序推出的？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   supplier: 供给环节
//   user: 需求环节
//   basis: 依据
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (i:IndustryChain)<-[r:PART_OF]-(a:Segment)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
MATCH (i)<-[q:PART_OF]-(b:Segment)
WHERE q.confidence >= $min_confidence AND a.id <> b.id
OPTIONAL MATCH (a)-[f:FEEDS]->(b)
WHERE f.confidence >= $min_confidence
WITH i, a, b, r, q, f
WHERE f IS NOT NULL OR [r.position, q.position] IN [['上游', '中游'], ['中游', '下游']]
WITH i, a, b, f IS NOT NULL AS stated, coalesce(f.evidence, r.evidence) AS evidence,
  coalesce(f.passages, r.passages) AS passages,
  CASE WHEN f IS NOT NULL THEN f.confidence
    WHEN q.confidence < r.confidence THEN q.confidence ELSE r.confidence END AS confidence
OPTIONAL MATCH (p:Passage {id: passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, a.name AS supplier, b.name AS user,
  CASE WHEN stated THEN '文件写明' ELSE '由上中下游次序推出' END AS basis,
  d.name AS document, p.path AS section, evidence[0] AS span,
  [evidence[0], p.start, p.end, p.text, d.sha256] AS quote, confidence AS confidence
ORDER BY chain, basis DESC, supplier, user, i.id, a.id, b.id
