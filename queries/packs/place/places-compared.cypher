// name: places-compared
// title: 各地并列
// question: 各行政区划和片区在文件里各有多少产业、园区、企业、平台、指标和任务？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: null, values: "MATCH (v:Place|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   label: {title: 类别, shows: label}
//   industries: 产业
//   parks: 园区片区
//   companies: 企业机构
//   platforms: 平台项目
//   indicators: 指标
//   tasks: 涉及它的任务
//   facts: 合计
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (w:Place|Zone)-[r:FOCUSES_ON|PART_OF|LOCATED_IN|HAS_INDICATOR|INVOLVES|PARTNER_OF]-(m)
WHERE r.confidence >= $min_confidence AND w.confidence >= $min_confidence
  AND ($place IS NULL OR w.name = $place OR $place IN coalesce(w.aliases, []))
WITH w, count(r) AS facts,
  count(CASE WHEN type(r) = 'FOCUSES_ON' THEN 1 END) AS industries,
  count(CASE WHEN (m:Park OR m:Zone) AND endNode(r).id = w.id THEN 1 END) AS parks,
  count(CASE WHEN m:Company OR m:Organization THEN 1 END) AS companies,
  count(CASE WHEN m:Platform OR m:Project THEN 1 END) AS platforms,
  count(CASE WHEN type(r) = 'HAS_INDICATOR' THEN 1 END) AS indicators,
  count(CASE WHEN type(r) = 'INVOLVES' THEN 1 END) AS tasks
OPTIONAL MATCH (p:Passage {id: w.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS place, labels(w) AS label, industries AS industries, parks AS parks, companies AS companies,
  platforms AS platforms, indicators AS indicators, tasks AS tasks, facts AS facts,
  d.name AS document, p.path AS section, w.evidence[0] AS span,
  [w.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, w.confidence AS confidence
ORDER BY facts DESC, place, w.id
