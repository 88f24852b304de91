// name: gap-tasks-values
// title: 没有写到数值的任务
// question: 哪些任务没有写到可以考核的数值？
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
WITH COLLECT { MATCH (v:Target) WHERE v.confidence >= $min_confidence RETURN DISTINCT v.passages[0] AS x } AS measured
MATCH (t:Task)
WHERE t.confidence >= $min_confidence AND ($document IS NULL OR EXISTS { MATCH (t)-[:DEFINED_IN]->(w:Document) WHERE w.name = $document OR $document IN coalesce(w.aliases, []) })
  AND NOT t.passages[0] IN measured
  AND NOT EXISTS { MATCH (t)-[q:HAS_INDICATOR]->(n:Indicator) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS task, '未提及数值' AS finding,
  COLLECT {
    MATCH (t)-[b:PART_OF]->(w:Programme|Task) WHERE b.confidence >= $min_confidence RETURN DISTINCT w.name AS x ORDER BY x
  } AS programme,
  '没有属于这个任务的指标，它开头的那一段里也没有指标值' AS rule,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY document, p.order, t.order, task, t.id
