// name: park-profile
// title: 园区概况
// question: 一个园区的产业、企业、平台、项目、指标、责任单位和任务各是什么？
// kind: rows
// parameters:
//   park: {type: string, title: 园区, default: null, values: "MATCH (v:Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   park: 园区
//   aspect: 方面
//   content: 内容
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park)
WHERE ($park IS NULL OR k.name = $park OR $park IN coalesce(k.aliases, []))
MATCH (k)-[r:FOCUSES_ON|LOCATED_IN|PART_OF|BUILDS|INVOLVES|RESPONSIBLE_FOR|HAS_INDICATOR|COOPERATES_WITH]-(m)
WHERE r.confidence >= $min_confidence
WITH k, r, m, CASE
  WHEN type(r) = 'FOCUSES_ON' THEN '1 产业' WHEN type(r) = 'HAS_INDICATOR' THEN '5 指标'
  WHEN type(r) = 'RESPONSIBLE_FOR' THEN '7 责任' WHEN type(r) = 'COOPERATES_WITH' THEN '8 合作'
  WHEN m:Task OR m:Programme THEN '6 任务计划' WHEN m:Company THEN '2 企业' WHEN m:Platform THEN '3 平台'
  WHEN m:Project THEN '4 项目' ELSE '9 位置与组成' END AS sorted
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN k.name AS park, substring(sorted, 2) AS aspect, m.name AS content, labels(m) AS label, type(r) AS relation,
  coalesce(r.role, r.group) AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY park, sorted, content, r.id
