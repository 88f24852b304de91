// name: parks-completing
// title: 互补的园区
// question: 哪些园区发展同一条产业链的不同环节，或一个发展整条链、一个发展其中的环节？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   park: 园区
//   part: 发展
//   other: 另一园区
//   other_part: 另一园区发展
//   document: 文件
//   section: 章节
//   span: 出处
//   other_span: 另一园区的出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a:Park|Zone)-[r:FOCUSES_ON]->(s:Segment)-[l:PART_OF]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence AND l.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
MATCH (b:Park|Zone)-[q:FOCUSES_ON]->(t:Segment|IndustryChain)
WHERE q.confidence >= $min_confidence AND a.id <> b.id AND t.id <> s.id
  AND (t.id = i.id OR EXISTS { MATCH (t)-[m:PART_OF]->(i) WHERE m.confidence >= $min_confidence })
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, a.name AS park, s.name AS part, b.name AS other, t.name AS other_part,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  q.evidence[0] AS other_span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, park, part, other, other_part, r.id, q.id
