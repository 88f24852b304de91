// name: parks-in-place
// title: 一个地点的园区
// question: 一个地点（区县、片区、街镇）有哪些园区，直接的和隔层的都算？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: null, values: "MATCH (v:Zone|Place)<-[:PART_OF|LOCATED_IN]-() RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   park: 园区
//   way: 经由
//   industries: 重点产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (w:Zone|Place)<-[:PART_OF|LOCATED_IN*1..4]-(k:Park)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($place IS NULL OR w.name = $place OR $place IN coalesce(w.aliases, []))
WITH w, k, path, last(relationships(path)) AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS place, k.name AS park, [n IN nodes(path)[1..-1] | n.name] AS way,
  COLLECT {
    MATCH (k)-[f:FOCUSES_ON]->(i) WHERE f.confidence >= $min_confidence RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY place, length(path), park, r.id, k.id
