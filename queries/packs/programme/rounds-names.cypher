// name: rounds-names
// title: 两轮方案里的名称
// question: 两轮方案写到的计划、项目、平台、园区、企业、产业各有哪些留存、新增、不再提及？
// kind: rows
// parameters:
//   earlier: {type: string, title: 前一轮文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   later: {type: string, title: 后一轮文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   kind: {type: string, title: 类别, default: 计划, values: "UNWIND ['计划', '项目', '平台载体', '园区', '片区', '企业', '产业链', '机构', '技术'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   kind: 类别
//   name: 名称
//   change: 变化
//   earlier_section: 前一轮章节
//   earlier_span: 前一轮出处
//   later_section: 后一轮章节
//   later_span: 后一轮出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document), (l:Document)
WHERE (e.name = $earlier OR $earlier IN coalesce(e.aliases, []))
  AND (l.name = $later OR $later IN coalesce(l.aliases, []))
MATCH (n:Programme|Project|Platform|Park|Zone|Company|IndustryChain|Organization|Technology)
WHERE n.confidence >= $min_confidence AND (e.id IN n.documents OR l.id IN n.documents)
WITH e, l, n, CASE WHEN n:Programme THEN '计划' WHEN n:Project THEN '项目' WHEN n:Platform THEN '平台载体'
  WHEN n:Park THEN '园区'
  WHEN n:Zone THEN '片区' WHEN n:Company THEN '企业' WHEN n:IndustryChain THEN '产业链' WHEN n:Organization THEN '机构'
    ELSE '技术' END AS sort
WHERE $kind IS NULL OR sort = $kind
WITH n, sort,
  CASE WHEN e.id IN n.documents
    THEN [x IN range(0, size(n.evidence) - 1) WHERE n.evidence[x] STARTS WITH e.file + ':'][0] END AS before,
  CASE WHEN l.id IN n.documents
    THEN [x IN range(0, size(n.evidence) - 1) WHERE n.evidence[x] STARTS WITH l.file + ':'][0] END AS after
WITH n, sort, before, after, coalesce(after, before) AS at
WHERE at IS NOT NULL
OPTIONAL MATCH (s:Passage {id: n.passages[coalesce(before, at)]})
OPTIONAL MATCH (p:Passage {id: n.passages[at]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN sort AS kind, n.name AS name,
  CASE WHEN before IS NULL THEN '新增' WHEN after IS NULL THEN '不再提及' ELSE '留存' END AS change,
  CASE WHEN before IS NOT NULL THEN s.path END AS earlier_section,
  CASE WHEN before IS NOT NULL THEN n.evidence[before] END AS earlier_span,
  CASE WHEN after IS NOT NULL THEN p.path END AS later_section,
  CASE WHEN after IS NOT NULL THEN n.evidence[after] END AS later_span,
  '同一名称（含别名）在两轮文件里是否写到；改了名字的算一个不再提及、一个新增；原文取后一轮，未提及时取前一轮' AS rule,
  d.name AS document, p.path AS section, n.evidence[at] AS span,
  [n.evidence[at], p.start, p.end, p.text, d.sha256] AS quote, n.confidence AS confidence
ORDER BY kind, CASE WHEN before IS NULL THEN 2 WHEN after IS NULL THEN 3 ELSE 1 END, name, n.id
