// name: chain-parks
// title: 产业链的园区
// question: 哪些园区和片区发展一条产业链或它的环节，那里已有这条链的哪些企业？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   space: 园区或片区
//   kind: {title: 类别, shows: label}
//   segment: 环节
//   companies: 这条链的企业
//   whole: 所属
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
MATCH (k:Park|Zone)-[r:FOCUSES_ON]->(t)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, k.name AS space, labels(k) AS kind, CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  COLLECT {
    MATCH (k)<-[l:LOCATED_IN]-(c:Company)-[b:LEADS|PARTICIPATES_IN]->(i)
    WHERE l.confidence >= $min_confidence AND b.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS companies,
  COLLECT {
    MATCH (k)-[b:PART_OF|LOCATED_IN]->(w:Zone|Park|Place) WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, size(companies) DESC, space, segment, r.id
