// name: chain-projects
// title: 产业链的项目
// question: 一条产业链有哪些项目，谁建设，在哪里？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   project: 项目
//   builders: 建设主体
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
MATCH (m:Project)-[r:PARTICIPATES_IN]->(t)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, m.name AS project,
  COLLECT {
    MATCH (m)<-[q:BUILDS]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS builders,
  COLLECT {
    MATCH (m)-[q:LOCATED_IN]->(v) WHERE q.confidence >= $min_confidence RETURN DISTINCT v.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, project, r.id
