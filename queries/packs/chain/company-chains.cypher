// name: company-chains
// title: 企业所在的产业链
// question: 一家企业在哪些产业链、哪个环节上，是什么角色？
// kind: rows
// parameters:
//   company: {type: string, title: 企业, default: null, values: "MATCH (v:Company) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   company: 企业
//   chain: 产业链
//   segment: 环节
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   places: 所在
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company)-[r:LEADS|PARTICIPATES_IN]->(t:IndustryChain|Segment)
WHERE r.confidence >= $min_confidence AND ($company IS NULL OR c.name = $company OR $company IN coalesce(c.aliases, []))
OPTIONAL MATCH (t)-[q:PART_OF]->(w:IndustryChain)
WHERE t:Segment AND q.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS company, CASE WHEN t:Segment THEN w.name ELSE t.name END AS chain,
  CASE WHEN t:Segment THEN t.name ELSE null END AS segment, type(r) AS relation, r.role AS role,
  COLLECT {
    MATCH (c)-[l:LOCATED_IN]->(k:Park|Zone|Place) WHERE l.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY company, chain, segment, relation, r.id, q.id
