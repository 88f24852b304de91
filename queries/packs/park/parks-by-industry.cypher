// name: parks-by-industry
// title: 各产业的园区
// question: 一个产业、环节或技术由哪些园区重点发展？
// kind: rows
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Park)-[:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario) RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   industry: 产业
//   kind: {title: 类别, shows: label}
//   park: 园区
//   whole: 所属
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (k:Park)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario)
WHERE r.confidence >= $min_confidence
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS industry, labels(i) AS kind, k.name AS park,
  COLLECT {
    MATCH (k)-[b:PART_OF|LOCATED_IN]->(w:Zone|Park|Place)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY industry, park, r.id
