// name: space-order
// title: 空间层次
// question: 一干、五柱、十基、三带和各层圈依次是哪些，各属于谁？
// kind: rows
// parameters:
//   series: {type: string, title: 序列, default: null, values: "MATCH (:Zone|Park|Place|Corridor)-[r:PART_OF]->() WHERE r.group IS NOT NULL AND r.confidence >= 0.5 RETURN DISTINCT r.group AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   series: 序列
//   number: 序号
//   space: 名称
//   label: {title: 类别, shows: label}
//   kind: 性质
//   whole: 属于
//   parts: 下含
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (b:Zone|Park|Place|Corridor)-[r:PART_OF]->(w:Zone|Park|Place|Corridor)
WHERE r.confidence >= $min_confidence AND ($series IS NULL OR r.group = $series)
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
// Series stand as the document lists them: 一干, 五柱, 十基, 三带.
WITH w, d, r.group AS series, min(p.start) AS begun, collect({space: b, fact: r, passage: p}) AS members
UNWIND members AS member
WITH w, d, series, begun, member.space AS b, member.fact AS r, member.passage AS p
RETURN coalesce(series, '未写明序列') AS series, r.order AS number, b.name AS space, labels(b) AS label, b.kind AS kind,
  w.name AS whole,
  COUNT { MATCH (b)<-[q:PART_OF|LOCATED_IN]-(x) WHERE q.confidence >= $min_confidence } AS parts,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY r.group IS NULL, whole, document, begun, series, number, space, r.id
