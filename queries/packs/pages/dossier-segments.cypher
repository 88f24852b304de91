// name: dossier-segments
// title: 五个一：环节
// question: 一条产业链有哪些环节，在上游还是下游，供给哪个环节？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   segment: 环节
//   kind: {title: 类型, shows: label}
//   position: 上下游
//   feeds: 供给
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Segment|Technology|IndustryChain)-[r:PART_OF]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, t.name AS segment, labels(t) AS kind, r.position AS position,
  COLLECT {
    MATCH (t)-[f:FEEDS]->(n:Segment)
    WHERE f.confidence >= $min_confidence
    RETURN DISTINCT n.name AS x ORDER BY x
  } AS feeds,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, CASE r.position WHEN '上游' THEN 1 WHEN '中游' THEN 2 WHEN '下游' THEN 3 ELSE 4 END,
  document, p.order, r.id
