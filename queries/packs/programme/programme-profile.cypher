// name: programme-profile
// title: 计划概况
// question: 一个计划有多少任务、责任单位、涉及的企业和园区，发展哪些产业，出自哪个文件？
// kind: rows
// parameters:
//   programme: {type: string, title: 计划, default: null, values: "MATCH (v:Programme) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   programme: 计划
//   layer: 层面
//   tasks: 任务
//   units: 责任单位
//   companies: 企业
//   parks: 园区片区
//   industries: 产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (g:Programme)
WHERE g.confidence >= $min_confidence
  AND ($programme IS NULL OR g.name = $programme OR $programme IN coalesce(g.aliases, []))
OPTIONAL MATCH (g)<-[b:PART_OF]-(t:Task)
WHERE b.confidence >= $min_confidence
WITH g, [g] + collect(t) AS members
WITH g, size(members) - 1 AS tasks, members
UNWIND members AS m
OPTIONAL MATCH (m)-[r:RESPONSIBLE_FOR|INVOLVES|FOCUSES_ON]-(o)
WHERE r.confidence >= $min_confidence
WITH g, tasks, count(DISTINCT CASE WHEN type(r) = 'RESPONSIBLE_FOR' THEN o.id END) AS units,
  count(DISTINCT CASE WHEN type(r) = 'INVOLVES' AND o:Company THEN o.id END) AS companies,
  count(DISTINCT CASE WHEN type(r) = 'INVOLVES' AND (o:Park OR o:Zone) THEN o.id END) AS parks,
  count(DISTINCT CASE WHEN type(r) = 'FOCUSES_ON' THEN o.id END) AS industries
OPTIONAL MATCH (p:Passage {id: g.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN g.name AS programme, g.layer AS layer, tasks AS tasks, units AS units, companies AS companies, parks AS parks,
  industries AS industries,
  d.name AS document, p.path AS section, g.evidence[0] AS span,
  [g.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, g.confidence AS confidence
ORDER BY tasks DESC, programme, g.id
