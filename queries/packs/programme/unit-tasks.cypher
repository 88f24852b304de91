// name: unit-tasks
// title: 单位的任务
// question: 一个单位负责哪些任务、计划和指标，是什么角色，与谁一起？
// kind: rows
// parameters:
//   unit: {type: string, title: 单位, default: null, values: "MATCH (u)-[r:RESPONSIBLE_FOR]->() WHERE r.confidence >= 0.5 RETURN DISTINCT u.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   unit: 单位
//   role: 角色
//   task: 任务、计划或指标
//   label: {title: 类别, shows: label}
//   others: 同责单位
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (u:Organization|Company|Park|Place|Person|Zone)-[r:RESPONSIBLE_FOR]->(t)
WHERE r.confidence >= $min_confidence AND ($unit IS NULL OR u.name = $unit OR $unit IN coalesce(u.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN u.name AS unit, r.role AS role, t.name AS task, labels(t) AS label,
  COLLECT {
    MATCH (t)<-[q:RESPONSIBLE_FOR]-(v) WHERE q.confidence >= $min_confidence AND v.id <> u.id
      RETURN DISTINCT v.name AS x ORDER BY x
  } AS others,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY unit, document, p.order, t.order, task, r.id
