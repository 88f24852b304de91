// name: dossier-policies
// title: 五个一：政策
// question: 哪些任务和计划支持一条产业链，属于哪个计划或上级任务？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   policy: 政策
//   kind: {title: 类型, shows: label}
//   whole: 属于
//   segment: 环节或技术
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Task|Programme)-[r:FOCUSES_ON]->(t:IndustryChain|Segment|Technology)
WHERE r.confidence >= $min_confidence
MATCH path = (t)-[:PART_OF*0..3]->(i:IndustryChain)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH DISTINCT c, r, t, i
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, c.name AS policy, labels(c) AS kind,
  COLLECT {
    MATCH (c)-[b:PART_OF]->(w:Programme|Task)
    WHERE b.confidence >= $min_confidence
    RETURN DISTINCT w.name AS x ORDER BY x
  } AS whole,
  CASE WHEN t.id = i.id THEN null ELSE t.name END AS segment,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, CASE WHEN c:Programme THEN 1 ELSE 2 END, document, p.order, policy, r.id
