// name: park-companies
// title: 园区企业
// question: 一个园区里有哪些企业，文件说它们是什么角色？
// kind: rows
// parameters:
//   park: {type: string, title: 园区, default: null, values: "MATCH (k:Park) RETURN k.name AS value ORDER BY value, k.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   park: 园区
//   company: 企业
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   chains: 产业链
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company)-[r:LOCATED_IN|BUILDS]->(k:Park)
WHERE r.confidence >= $min_confidence
  AND ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS park, c.name AS company, type(r) AS relation, r.role AS role,
  COLLECT {
    MATCH (c)-[b:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS chains,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY park, company, relation, r.id
