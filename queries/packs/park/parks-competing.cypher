// name: parks-competing
// title: 竞争同一产业的园区
// question: 哪些园区重点发展同一条产业链、同一个环节或同一项技术？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Park)-[r:FOCUSES_ON]->(i) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   industry: 共同产业
//   park: 园区
//   other: 另一园区
//   same_whole: 同属
//   document: 文件
//   section: 章节
//   span: 出处
//   other_span: 另一园区的出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a:Park)-[r:FOCUSES_ON]->(i)<-[q:FOCUSES_ON]-(b:Park)
WHERE r.confidence >= $min_confidence AND q.confidence >= $min_confidence AND a.id < b.id
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS industry, a.name AS park, b.name AS other,
  COLLECT {
    MATCH (a)-[x:PART_OF|LOCATED_IN]->(w)<-[y:PART_OF|LOCATED_IN]-(b)
    WHERE x.confidence >= $min_confidence AND y.confidence >= $min_confidence RETURN DISTINCT w.name AS z ORDER BY z
  } AS same_whole,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  q.evidence[0] AS other_span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY industry, park, other, r.id, q.id
