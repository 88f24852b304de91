// name: rounds-tasks-gone
// title: 后一轮未提及的任务
// question: 前一轮的哪些任务在后一轮未提及：既无同名任务，也无涉及同样企业、园区、平台、产业的任务？
// kind: rows
// parameters:
//   earlier: {type: string, title: 前一轮文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   later: {type: string, title: 后一轮文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   shared: {type: integer, title: 至少共有, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   task: 前一轮任务
//   finding: 结论
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
WHERE x.confidence >= $min_confidence AND l.id IN x.documents
WITH e, l, collect({id: x.id, name: x.name}) AS others
MATCH (t:Task)
WHERE t.confidence >= $min_confidence AND e.id IN t.documents
OPTIONAL MATCH (t)-[r:INVOLVES|FOCUSES_ON]->(m)<-[q:INVOLVES|FOCUSES_ON]-(o:Task)
WHERE r.confidence >= $min_confidence AND q.confidence >= $min_confidence AND l.id IN o.documents AND o.id <> t.id
WITH t, others, o.id AS one, count(DISTINCT m.id) AS many
WITH t, others, collect(CASE WHEN many >= $shared THEN one END) AS near
WITH t, near + [x IN others WHERE x.name = t.name AND x.id <> t.id AND NOT x.id IN near | x.id] AS alike
WITH t, alike
WHERE size(alike) = 0
OPTIONAL MATCH (p:Passage {id: t.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN t.name AS task, '后一轮未提及' AS finding,
  '后一轮没有同名的任务，也没有共有名称不少于所给个数的任务；措辞改了的对不上，请对照原文' AS rule,
  d.name AS document, p.path AS section, t.evidence[0] AS span,
  [t.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, t.confidence AS confidence
ORDER BY p.order, t.order, task, t.id
