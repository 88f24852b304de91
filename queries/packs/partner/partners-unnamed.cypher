// name: partners-unnamed
// title: 任务和计划未提及的合伙人
// question: 哪些合伙人在任何任务或计划里都未提及？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   batch: 批次
//   number: 序号
//   finding: 结论
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[r:PARTNER_OF]->(z:Zone)
WHERE r.confidence >= $min_confidence
  AND NOT EXISTS { MATCH (c)-[q:INVOLVES|RESPONSIBLE_FOR]-(t:Task|Programme)
    WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, r.batch AS batch, r.order AS number, '未提及' AS finding, '在合伙人名单里，没有任务或计划涉及它，它也不是任务或计划的责任单位' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY batch, number, partner, r.id
