// name: partners-by-district
// title: 各区的合伙人
// question: 有哪些合伙人，文件说它们位于哪里？
// kind: rows
// parameters:
//   district: {type: string, title: 区县, default: null, values: "MATCH (w:Place) WHERE w.kind = '区县' RETURN w.name AS value ORDER BY value, w.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   district: 区县
//   place: 所在
//   batch: 批次
//   number: 序号
//   partner: 合伙人
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[r:PARTNER_OF]->(z:Zone)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (c)-[l:LOCATED_IN]->(w:Zone|Park|Place)
WHERE l.confidence >= $min_confidence
WITH c, r, l, w, COLLECT {
    MATCH path = (w)-[:PART_OF|LOCATED_IN*0..4]->(a:Place)
    WHERE a.kind = '区县' AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
    RETURN DISTINCT a.name AS x ORDER BY x
  } AS districts
WHERE $district IS NULL OR $district IN districts
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN CASE WHEN size(districts) = 0 THEN ['未提及'] ELSE districts END AS district,
  coalesce(w.name, '未提及') AS place, r.batch AS batch, r.order AS number, c.name AS partner,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY size(districts) = 0, districts[0], number, partner, r.id, l.id
