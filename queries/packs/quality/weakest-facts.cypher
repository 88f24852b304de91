// name: weakest-facts
// title: 最弱的事实
// question: 哪些关系的置信度最低？
// kind: rows
// parameters:
//   most: {type: integer, title: 至多, default: 100}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   one: 起点
//   relation: {title: 关系, shows: relationship}
//   other: 终点
//   rule: 规则
//   places: 处数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:PART_OF|LOCATED_IN|FOCUSES_ON|LEADS|PARTICIPATES_IN|PARTNER_OF|COOPERATES_WITH|RESPONSIBLE_FOR|
  INVOLVES|BUILDS|HAS_INDICATOR|HAS_VALUE|MEMBER_OF]->(b)
WHERE r.confidence >= $min_confidence
WITH a, r, b ORDER BY r.confidence, r.id LIMIT $most
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS one, type(r) AS relation, b.name AS other, r.rules[0] AS rule, size(r.evidence) AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY confidence, r.id
