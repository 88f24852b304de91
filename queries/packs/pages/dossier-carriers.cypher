// name: dossier-carriers
// title: 五个一：园区和载体
// question: 一条产业链落在哪些园区、片区和区域，有哪些平台和项目？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   carrier: 载体
//   kind: {title: 类型, shows: label}
//   relation: {title: 关系, shows: relationship}
//   segment: 环节或技术
//   places: 所属
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Park|Zone|Place|Platform|Project)-[r:FOCUSES_ON|PARTICIPATES_IN]->(t:IndustryChain|Segment|Technology)
WHERE r.confidence >= $min_confidence
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT c, r, t, i
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, c.name AS carrier, labels(c) AS kind, type(r) AS relation,
  CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  COLLECT {
    MATCH (c)-[b:LOCATED_IN|PART_OF]->(w:Zone|Park|Place)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain,
  CASE WHEN c:Park THEN 1 WHEN c:Zone THEN 2 WHEN c:Place THEN 3 WHEN c:Platform THEN 4 ELSE 5 END, carrier, r.id
