// name: gap-partners
// title: 未提及产业链的合伙人
// question: 哪些合伙人未提及在哪条产业链上？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   finding: 结论
//   batch: 批次
//   number: 序号
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[r:PARTNER_OF]->(z:Zone)
WHERE r.confidence >= $min_confidence
  AND NOT EXISTS { MATCH (c)-[q:LEADS|PARTICIPATES_IN]->(t) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, '未提及产业链' AS finding, r.batch AS batch, r.order AS number,
  '在合伙人名单里，文件未提及它引领或参与哪条产业链或环节' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY number, partner, r.id
