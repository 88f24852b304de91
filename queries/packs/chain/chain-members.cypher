// name: chain-members
// title: 产业链成员
// question: 一条产业链及其各环节上有哪些企业、机构、平台、园区、项目、任务和计划？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   kind: {type: string, title: 类别, default: null, values: "UNWIND ['企业', '机构', '平台载体', '项目', '园区', '片区', '行政区划', '任务', '计划'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   segment: 环节
//   kind: 类别
//   member: 成员
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (m:Company|Organization|Platform|Project|Park|Zone|Place|Task|Programme)-[r:LEADS|PARTICIPATES_IN|FOCUSES_ON]->(t)
WHERE r.confidence >= $min_confidence
WITH i, t, m, r, CASE WHEN m:Company THEN '企业' WHEN m:Organization THEN '机构' WHEN m:Platform THEN '平台载体'
  WHEN m:Project THEN '项目' WHEN m:Park THEN '园区' WHEN m:Zone THEN '片区' WHEN m:Place THEN '行政区划'
  WHEN m:Task THEN '任务' ELSE '计划' END AS sort
WHERE $kind IS NULL OR sort = $kind
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment, sort AS kind, m.name AS member,
  type(r) AS relation, r.role AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, segment IS NOT NULL, segment, kind, member, r.id
