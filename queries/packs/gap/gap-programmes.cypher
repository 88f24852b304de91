// name: gap-programmes
// title: 未提及责任单位的计划
// question: 哪些计划连同它的任务都未提及责任单位？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划
//   finding: 结论
//   tasks: 任务数
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (g:Programme)
WHERE g.confidence >= $min_confidence
  AND NOT EXISTS { MATCH (g)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence }
  AND NOT EXISTS { MATCH (g)<-[:PART_OF]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence }
  AND NOT EXISTS {
    MATCH (g)<-[:PART_OF]-(w:Task|Programme)<-[:PART_OF]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE q.confidence >= $min_confidence
  }
WITH g, COUNT { MATCH (g)<-[q:PART_OF]-(t:Task) WHERE q.confidence >= $min_confidence } AS tasks
OPTIONAL MATCH (p:Passage {id: g.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN g.name AS programme, '未提及责任单位' AS finding, tasks AS tasks,
  '计划和属于它的任务都未提及责任单位' AS rule,
  d.name AS document, p.path AS section, g.evidence[0] AS span,
  [g.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, g.confidence AS confidence
ORDER BY tasks DESC, programme, g.id
