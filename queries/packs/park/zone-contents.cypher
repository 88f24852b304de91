// name: zone-contents
// title: 片区里有什么
// question: 一个片区（或园区、区县）里有什么，直接的和隔层的都算，从哪里到哪里？
// kind: rows
// parameters:
//   zone: {type: string, title: 片区, default: 长三角数字干线, values: "MATCH (v:Zone|Park|Place)<-[:PART_OF|LOCATED_IN]-() RETURN DISTINCT v.name AS value ORDER BY value"}
//   depth: {type: integer, title: 层数, default: 5}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   zone: 片区
//   depth: 层
//   member: 内容
//   label: {title: 类别, shows: label}
//   way: 经由
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (z:Zone|Park|Place)
WHERE z.name = $zone OR $zone IN coalesce(z.aliases, [])
MATCH path = (z)<-[:PART_OF|LOCATED_IN*1..5]-(m:Zone|Park|Place|Corridor|Company|Organization|Platform|Project)
WHERE length(path) <= $depth AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH z, m, path, last(relationships(path)) AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN z.name AS zone, length(path) AS depth, m.name AS member, labels(m) AS label,
  [n IN nodes(path)[1..-1] | n.name] AS way,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY zone, depth, member, r.id, m.id
