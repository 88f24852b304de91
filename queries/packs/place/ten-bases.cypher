// name: ten-bases
// title: 十个基座
// question: 十个基座依次是哪些，各重点发展什么产业？
// kind: rows
// parameters:
//   series: {type: string, title: 序列, default: 十个基座, values: "MATCH (:Zone|Park|Place|Corridor)-[r:PART_OF]->() WHERE r.group IS NOT NULL RETURN DISTINCT r.group AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   number: 序号
//   base: 名称
//   whole: 所属
//   industries: 重点产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (b:Zone|Park|Place|Corridor)-[r:PART_OF]->(w:Zone|Park|Place|Corridor)
WHERE r.group = $series AND r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN r.order AS number, b.name AS base, w.name AS whole,
  COLLECT {
    MATCH (b)-[f:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario)
    WHERE f.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY number, base, r.id
