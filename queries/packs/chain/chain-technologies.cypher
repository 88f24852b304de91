// name: chain-technologies
// title: 产业链的技术
// question: 一条产业链与哪些技术相关，是文件写明的，还是在同一任务里提到？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   technology: 技术
//   basis: 依据
//   source: 任务、计划或空间
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (i:IndustryChain)<-[r:PART_OF|FOCUSES_ON]-(m:Technology|Task|Programme|Park|Zone)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (m)-[q:FOCUSES_ON]->(f:Technology)
WHERE q.confidence >= $min_confidence
WITH i, m, CASE WHEN m:Technology THEN r ELSE q END AS r, CASE WHEN m:Technology THEN m ELSE f END AS b
WHERE b IS NOT NULL
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, b.name AS technology, CASE WHEN m:Technology THEN '文件写明' ELSE '同一任务、计划或空间里发展' END AS basis,
  CASE WHEN m:Technology THEN null ELSE m.name END AS source,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, basis DESC, technology, source, r.id
