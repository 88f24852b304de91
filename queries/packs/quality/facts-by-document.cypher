// name: facts-by-document
// title: 各文件的事实
// question: 每个文件给出多少各类关系？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: null, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   source: 来源文件
//   relation: {title: 关系, shows: relationship}
//   facts: 事实
//   only_here: 只此一个来源
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:PART_OF|LOCATED_IN|FOCUSES_ON|LEADS|PARTICIPATES_IN|PARTNER_OF|COOPERATES_WITH|RESPONSIBLE_FOR|
  INVOLVES|BUILDS|HAS_INDICATOR|HAS_VALUE|AFFILIATED_WITH|MEMBER_OF|DEFINED_IN|ISSUED_BY|CITES]->(b)
WHERE r.confidence >= $min_confidence
UNWIND r.documents AS source
WITH source, type(r) AS relation, count(r) AS facts, count(CASE WHEN size(r.documents) = 1 THEN 1 END) AS only_here
MATCH (e:Document {id: source})
WHERE $document IS NULL OR e.name = $document OR $document IN coalesce(e.aliases, [])
OPTIONAL MATCH (p:Passage {id: e.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN e.name AS source, relation AS relation, facts AS facts, only_here AS only_here,
  d.name AS document, p.path AS section, e.evidence[0] AS span,
  [e.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, e.confidence AS confidence
ORDER BY source, facts DESC, relation
