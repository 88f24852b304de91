// name: dossier-units
// title: 五个一：责任网
// question: 谁对一条产业链或支持它的任务负责，是链长、牵头还是配合？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   unit: 单位或人员
//   kind: {title: 类型, shows: label}
//   role: 角色
//   duty: 负责什么
//   duty_kind: {title: 所负责的类型, shows: label}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
CALL {
  MATCH (u)-[r:RESPONSIBLE_FOR]->(c:IndustryChain)
  WHERE r.confidence >= $min_confidence
  RETURN u, r, c, c AS t
  UNION ALL
  MATCH (u)-[r:RESPONSIBLE_FOR]->(c:Task|Programme|Project)-[f:FOCUSES_ON|PARTICIPATES_IN]->(t:IndustryChain|Segment|Technology)
  WHERE r.confidence >= $min_confidence AND f.confidence >= $min_confidence
  RETURN u, r, c, t
}
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT u, r, c, i
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, u.name AS unit, labels(u) AS kind, r.role AS role, c.name AS duty, labels(c) AS duty_kind,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, CASE WHEN c:IndustryChain THEN 1 ELSE 2 END,
  CASE r.role WHEN '链长' THEN 1 WHEN '牵头' THEN 2 WHEN '责任' THEN 3 ELSE 4 END, unit, duty, r.id
