// name: rounds-units
// title: 两轮方案的责任单位
// question: 各单位在两轮方案里各负责多少任务和计划、多少指标，哪些单位是新增的、不再提及的？
// kind: rows
// parameters:
//   earlier: {type: string, title: 前一轮文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   later: {type: string, title: 后一轮文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   unit: 单位
//   label: {title: 类别, shows: label}
//   earlier_tasks: 前一轮任务
//   later_tasks: 后一轮任务
//   earlier_indicators: 前一轮指标
//   later_indicators: 后一轮指标
//   change: 变化
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document), (l:Document)
WHERE (e.name = $earlier OR $earlier IN coalesce(e.aliases, []))
  AND (l.name = $later OR $later IN coalesce(l.aliases, []))
MATCH (u:Organization|Company|Park|Place|Person|Zone)-[r:RESPONSIBLE_FOR]->(t)
WHERE r.confidence >= $min_confidence AND (e.id IN r.documents OR l.id IN r.documents)
WITH e, l, u, collect(r) AS facts, max(CASE WHEN l.id IN r.documents THEN '1' ELSE '0' END + r.id) AS latest,
  count(DISTINCT CASE WHEN e.id IN r.documents AND NOT t:Indicator THEN t.id END) AS earlier_tasks,
  count(DISTINCT CASE WHEN l.id IN r.documents AND NOT t:Indicator THEN t.id END) AS later_tasks,
  count(DISTINCT CASE WHEN e.id IN r.documents AND t:Indicator THEN t.id END) AS earlier_indicators,
  count(DISTINCT CASE WHEN l.id IN r.documents AND t:Indicator THEN t.id END) AS later_indicators
WITH u, earlier_tasks, later_tasks, earlier_indicators, later_indicators,
  [x IN facts WHERE latest = CASE WHEN l.id IN x.documents THEN '1' ELSE '0' END + x.id][0] AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN u.name AS unit, labels(u) AS label, earlier_tasks AS earlier_tasks, later_tasks AS later_tasks,
  earlier_indicators AS earlier_indicators, later_indicators AS later_indicators,
  CASE WHEN earlier_tasks + earlier_indicators = 0 THEN '新增' WHEN later_tasks + later_indicators = 0 THEN '不再提及'
    ELSE '留存' END AS change,
  '按文件写明的责任单位计；一轮只给指标写单位、不给任务写时，任务数为零，不等于不负责' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY later_tasks + later_indicators DESC, earlier_tasks + earlier_indicators DESC, unit, u.id
