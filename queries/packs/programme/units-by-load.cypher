// name: units-by-load
// title: 责任单位的任务量
// question: 各单位负责多少任务和指标，其中牵头、责任、配合各多少，分布在几个文件？
// kind: rows
// parameters:
//   unit: {type: string, title: 单位, default: null, values: "MATCH (u)-[r:RESPONSIBLE_FOR]->() WHERE r.confidence >= 0.5 RETURN DISTINCT u.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   unit: 单位
//   label: {title: 类别, shows: label}
//   tasks: 负责
//   leading: 牵头
//   responsible: 责任
//   supporting: 配合
//   documents: 文件数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (u:Organization|Company|Park|Place|Person|Zone)-[r:RESPONSIBLE_FOR]->(t)
WHERE r.confidence >= $min_confidence AND ($unit IS NULL OR u.name = $unit OR $unit IN coalesce(u.aliases, []))
WITH u, count(DISTINCT t.id) AS tasks, count(CASE WHEN r.role CONTAINS '牵头' THEN 1 END) AS leading,
  count(CASE WHEN r.role CONTAINS '责任' THEN 1 END) AS responsible,
  count(CASE WHEN r.role CONTAINS '配合' THEN 1 END) AS supporting, collect(r) AS facts, min(r.id) AS first
WITH u, tasks, leading, responsible, supporting, [x IN facts WHERE x.id = first][0] AS r,
  reduce(found = [], x IN facts | found + [y IN coalesce(x.documents, []) WHERE NOT y IN found]) AS sources
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN u.name AS unit, labels(u) AS label, tasks AS tasks, leading AS leading, responsible AS responsible,
  supporting AS supporting, size(sources) AS documents,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY tasks DESC, unit, u.id
