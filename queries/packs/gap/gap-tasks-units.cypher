// name: gap-tasks-units
// title: 未提及责任单位的任务
// question: 哪些任务未提及责任单位？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: null, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   task: 任务
//   finding: 结论
//   programme: 所属计划
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task)
WHERE t.confidence >= $min_confidence AND ($document IS NULL OR EXISTS {
  MATCH (t)-[:DEFINED_IN]->(w:Document) WHERE w.name = $document OR $document IN coalesce(w.aliases, []) })
  AND NOT EXISTS { MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS task, '未提及责任单位' AS finding,
  COLLECT {
    MATCH (t)-[b:PART_OF]->(w:Programme|Task) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS programme,
  '任务的文字和括号里未提及责任单位' AS rule,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY document, p.order, t.order, task, t.id
