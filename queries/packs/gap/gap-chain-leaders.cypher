// name: gap-chain-leaders
// title: 没有写到链主的产业链
// question: 哪些产业链没有写到链主企业？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   finding: 结论
//   weight: 发展或参与它的事实
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND NOT EXISTS { MATCH (c:Company)-[q:LEADS]->(i) WHERE q.confidence >= $min_confidence AND q.role CONTAINS '链主' }
WITH i,
  COUNT { MATCH (i)<-[q:FOCUSES_ON|PARTICIPATES_IN]-(m) WHERE q.confidence >= $min_confidence } AS weight
OPTIONAL MATCH (p:Passage {id: i.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, '未提及链主' AS finding, weight AS weight,
  '没有一家企业被称为它的链主；龙头、头部、骨干等称谓不算链主' AS rule,
  d.name AS document, p.path AS section, i.evidence[0] AS span,
  [i.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, i.confidence AS confidence
ORDER BY weight DESC, chain, i.id
