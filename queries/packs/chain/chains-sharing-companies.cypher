// name: chains-sharing-companies
// title: 共有企业的产业链
// question: 哪些产业链有共同的企业，它在两条产业链或其环节上各是引领还是参与？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   other: 另一产业链
//   company: 共有企业
//   relation: {title: 在前者, shows: relationship}
//   other_relation: {title: 在后者, shows: relationship}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment)
WHERE r.confidence >= $min_confidence
MATCH up = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(up) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT c, r, t, i
MATCH (c)-[q:LEADS|PARTICIPATES_IN]->(u:IndustryChain|Segment)
WHERE q.confidence >= $min_confidence AND q.id <> r.id
MATCH to = (u)-[:PART_OF*0..3]->(j:IndustryChain)
WHERE all(x IN relationships(to) WHERE x.confidence >= $min_confidence)
  AND i.id <> j.id AND ($chain IS NOT NULL OR i.id < j.id)
WITH DISTINCT c, r, q, i, j
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, j.name AS other, c.name AS company, type(r) AS relation, type(q) AS other_relation,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, other, company, r.id, q.id
