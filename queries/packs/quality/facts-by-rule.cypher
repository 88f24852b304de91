// name: facts-by-rule
// title: 各规则的事实
// question: 每条规则找到多少关系，置信度最低、平均、最高是多少，例如哪一处（跳过的内容不在图库里，用 deltatrunk extract --report 看）？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.0}
// columns:
//   rule: 规则
//   relation: {title: 关系, shows: relationship}
//   facts: 事实
//   lowest: 最低
//   mean: 平均
//   highest: 最高
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|APPLIED_IN|PARTNER_OF|
  COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|HAS_VALUE|AFFILIATED_WITH|MEMBER_OF|DEFINED_IN|
  ISSUED_BY|CITES]->(b)
WHERE r.confidence >= $min_confidence
WITH r.rules[0] AS rule, type(r) AS relation, count(r) AS facts, min(r.confidence) AS lowest,
  avg(r.confidence) AS mean,
  max(r.confidence) AS highest, collect(r) AS all_facts, min(r.id) AS first
WITH rule, relation, facts, lowest, mean, highest, [x IN all_facts WHERE x.id = first][0] AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN rule AS rule, relation AS relation, facts AS facts, lowest AS lowest, round(mean * 100) / 100.0 AS mean,
  highest AS highest,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY facts DESC, rule, relation
