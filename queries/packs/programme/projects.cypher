// name: projects
// title: 项目
// question: 文件写到哪些项目，谁建设，在哪里，属于哪条产业链，由谁负责？
// kind: rows
// parameters:
//   project: {type: string, title: 项目, default: null, values: "MATCH (v:Project) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   project: 项目
//   builders: 建设主体
//   places: 所在
//   chains: 产业链
//   tasks: 写到它的任务
//   units: 责任单位
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (j:Project)
WHERE j.confidence >= $min_confidence
  AND ($project IS NULL OR j.name = $project OR $project IN coalesce(j.aliases, []))
OPTIONAL MATCH (p:Passage {id: j.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN j.name AS project,
  COLLECT { MATCH (j)<-[q:BUILDS]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x
    ORDER BY x } AS builders,
  COLLECT { MATCH (j)-[q:LOCATED_IN]->(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x
    ORDER BY x } AS places,
  COLLECT { MATCH (j)-[q:PARTICIPATES_IN]->(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x
    ORDER BY x } AS chains,
  COLLECT { MATCH (j)<-[q:INVOLVES]-(u) WHERE q.confidence >= $min_confidence RETURN DISTINCT u.name AS x
    ORDER BY x } AS tasks,
  COLLECT {
    MATCH (j)<-[q:INVOLVES]-(t)<-[f:RESPONSIBLE_FOR]-(u)
    WHERE q.confidence >= $min_confidence AND f.confidence >= $min_confidence RETURN DISTINCT u.name AS x ORDER BY x
  } AS units,
  d.name AS document, p.path AS section, j.evidence[0] AS span,
  [j.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, j.confidence AS confidence
ORDER BY document, j.order, project, j.id
