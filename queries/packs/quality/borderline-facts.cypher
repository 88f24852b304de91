// name: borderline-facts
// title: 边缘事实
// question: 哪些关系的置信度低于 0.5，默认不显示？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.0}
// columns:
//   one: 起点
//   relation: {title: 关系, shows: relationship}
//   other: 终点
//   rule: 规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:PART_OF|LOCATED_IN|LEADS|PARTICIPATES_IN|PARTNER_OF|COOPERATES_WITH|RESPONSIBLE_FOR|BUILDS|APPLIED_IN|
  MEMBER_OF]->(b)
WHERE r.confidence >= $min_confidence AND r.confidence < 0.5
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS one, type(r) AS relation, b.name AS other, r.rules[0] AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY relation, confidence DESC, r.id
