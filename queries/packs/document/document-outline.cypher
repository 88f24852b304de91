// name: document-outline
// title: 文件的章节
// question: 一个文件的章节怎样排列，各写到多少名称？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   number: 序号
//   heading: 标题
//   level: 层级
//   names: 写到的名称
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document)
WHERE (e.name = $document OR $document IN coalesce(e.aliases, [])) AND e.confidence >= $min_confidence
MATCH (e)-[:HAS_SECTION*1..6]->(s:Section)
OPTIONAL MATCH (s)-[:HAS_PASSAGE]->(x:Passage)-[:MENTIONS]->(n)
WITH e, s, count(DISTINCT n.id) AS names
OPTIONAL MATCH (p:Passage {id: s.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN s.number AS number, s.name AS heading, s.level AS level, names AS names,
  d.name AS document, p.path AS section, s.evidence[0] AS span,
  [s.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, s.confidence AS confidence
ORDER BY s.order, s.id
