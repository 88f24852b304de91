// name: rounds-tasks
// title: 两轮方案的任务
// question: 后一轮的任务在前一轮有哪些对应的：同名，或涉及同样的企业、园区、平台、产业（两轮措辞不同，只按名称相同来对，不按意思）？
// kind: rows
// parameters:
//   earlier: {type: string, title: 前一轮文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   later: {type: string, title: 后一轮文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   shared: {type: integer, title: 至少共有, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   task: 后一轮任务
//   earlier_task: 前一轮任务
//   shared: 共有
//   basis: 依据
//   earlier_span: 前一轮出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document), (l:Document)
WHERE (e.name = $earlier OR $earlier IN coalesce(e.aliases, []))
  AND (l.name = $later OR $later IN coalesce(l.aliases, []))
MATCH (x:Task)
WHERE x.confidence >= $min_confidence AND e.id IN x.documents
WITH e, l, collect({id: x.id, name: x.name}) AS others
MATCH (t:Task)
WHERE t.confidence >= $min_confidence AND l.id IN t.documents
OPTIONAL MATCH (t)-[r:INVOLVES|FOCUSES_ON]->(m)<-[q:INVOLVES|FOCUSES_ON]-(o:Task)
WHERE r.confidence >= $min_confidence AND q.confidence >= $min_confidence AND e.id IN o.documents AND o.id <> t.id
WITH t, others, o.id AS one, count(DISTINCT m.id) AS many
WITH t, others, collect(CASE WHEN many >= $shared THEN one END) AS near
WITH t, near + [x IN others WHERE x.name = t.name AND x.id <> t.id AND NOT x.id IN near | x.id] AS alike
UNWIND CASE WHEN size(alike) = 0 THEN [''] ELSE alike END AS one
OPTIONAL MATCH (o:Task {id: one})
WITH t, o, COLLECT {
  MATCH (t)-[r:INVOLVES|FOCUSES_ON]->(m)<-[q:INVOLVES|FOCUSES_ON]-(x:Task)
  WHERE x.id = one AND r.confidence >= $min_confidence AND q.confidence >= $min_confidence
  RETURN DISTINCT m.name AS shared ORDER BY shared
} AS names
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS task, o.name AS earlier_task, names AS shared,
  CASE WHEN o IS NULL THEN '前一轮未提及' WHEN o.name = t.name THEN '同名'
    ELSE '共有' + toString(size(names)) + '个名称' END AS basis,
  o.evidence[0] AS earlier_span,
  '两个任务同名，或共有的企业、园区、平台、产业不少于所给的个数；未提及是说按此规则对不上，不是说前一轮不做' AS rule,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY o IS NULL, size(names) DESC, task, earlier_task, t.id, o.id
