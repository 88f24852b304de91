// name: document-only
// title: 只在一个文件里的名称
// question: 哪些名称只在一个文件里写到？
// kind: rows
// parameters:
//   document: {type: string, title: 文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   kind: {type: string, title: 类别, default: 企业, values: "UNWIND ['企业', '园区', '片区', '平台载体', '项目', '产业链', '计划', '机构', '技术'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   label: {title: 类别, shows: label}
//   places: 处数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document)
WHERE e.name = $document OR $document IN coalesce(e.aliases, [])
MATCH (n:Company|Park|Zone|Platform|Project|IndustryChain|Programme|Organization|Technology)
WHERE n.confidence >= $min_confidence AND n.documents = [e.id]
WITH n, CASE WHEN n:Programme THEN '计划' WHEN n:Project THEN '项目' WHEN n:Platform THEN '平台载体' WHEN n:Park THEN '园区'
  WHEN n:Zone THEN '片区' WHEN n:Company THEN '企业' WHEN n:IndustryChain THEN '产业链' WHEN n:Organization THEN '机构'
    ELSE '技术' END AS sort
WHERE $kind IS NULL OR sort = $kind
OPTIONAL MATCH (p:Passage {id: n.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS label, size(n.evidence) AS places,
  d.name AS document, p.path AS section, n.evidence[0] AS span,
  [n.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, n.confidence AS confidence
ORDER BY places DESC, name, n.id
