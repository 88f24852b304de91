// name: indicators-unassigned
// title: 未提及责任单位的指标
// question: 哪些指标未提及责任单位？
// kind: rows
// parameters:
//   subject: {type: string, title: 主体, default: null, values: "MATCH (a)-[r:HAS_INDICATOR]->(:Indicator) WHERE r.confidence >= 0.5 RETURN DISTINCT a.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   subject: 主体
//   indicator: 指标
//   finding: 结论
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:HAS_INDICATOR]->(n:Indicator)
WHERE r.confidence >= $min_confidence
  AND ($subject IS NULL OR a.name = $subject OR $subject IN coalesce(a.aliases, []))
  AND NOT EXISTS { MATCH (n)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS subject, n.name AS indicator, '未提及责任单位' AS finding, '指标自己未写责任单位（只看指标本身，不看写出它的任务）' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY subject, indicator, r.id
