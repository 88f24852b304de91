// name: dossier-companies
// title: 五个一：企业名单
// question: 一条产业链上有哪些企业和机构，角色、环节和所在地是什么？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   company: 企业
//   kind: {title: 类型, shows: label}
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   segment: 环节
//   places: 所在
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment)
WHERE r.confidence >= $min_confidence
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT c, r, t, i
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, c.name AS company, labels(c) AS kind, type(r) AS relation, r.role AS role,
  CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  COLLECT {
    MATCH (c)-[b:LOCATED_IN]->(w:Zone|Park|Place)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, relation, role, company, r.id
