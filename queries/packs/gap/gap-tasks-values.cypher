// name: gap-tasks-values
// title: 未提及数值的任务
// question: 哪些任务未提及可以考核的数值？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: null, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   task: 任务
//   finding: 结论
//   programme: 所属计划
//   units: 责任单位
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (v:Target)<-[:MENTIONS]-(w:Passage)<-[:HAS_PASSAGE]-(e:Section)<-[:HAS_SECTION*0..5]-(u:Section)
WHERE v.confidence >= $min_confidence
WITH collect(DISTINCT w.id) AS measured, collect(DISTINCT u.id) AS sections
MATCH (t:Task)-[b:DEFINED_IN]->(d:Document)
WHERE t.confidence >= $min_confidence AND b.confidence >= $min_confidence AND NOT t.passages[0] IN measured
  AND ($document IS NULL OR d.name = $document OR $document IN coalesce(d.aliases, []))
  AND NOT EXISTS { MATCH (t)-[q:HAS_INDICATOR]->(n:Indicator) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (p)<-[:HAS_PASSAGE]-(s:Section)
WITH t, d, p, s, sections
WHERE s IS NULL OR p.kind <> 'heading' OR NOT s.id IN sections
RETURN t.name AS task, '未提及数值' AS finding,
  COLLECT {
    MATCH (t)-[b:PART_OF]->(w:Programme|Task) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS programme,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  '文件未提及属于这个任务的指标，任务标题下的正文里也未提及指标值；低于最低置信度的数字不算' AS rule,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY document, p.order, t.order, task, t.id
