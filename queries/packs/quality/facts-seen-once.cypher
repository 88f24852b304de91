// name: facts-seen-once
// title: 只有一处的事实
// question: 哪些引领、参与、合作、建设和位于关系只有一处出处？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
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
MATCH (a)-[r:LEADS|PARTICIPATES_IN|COOPERATES_WITH|BUILDS|LOCATED_IN]->(b)
WHERE r.confidence >= $min_confidence AND size(r.evidence) = 1
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS one, type(r) AS relation, b.name AS other, r.rules[0] AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY relation, confidence, r.id
