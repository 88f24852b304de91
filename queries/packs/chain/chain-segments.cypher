// name: chain-segments
// title: 产业链环节
// question: 一条产业链有哪些环节，从上游到下游怎样排列，各有多少企业？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   position: 上下游
//   number: 序号
//   segment: 环节
//   kind: {title: 类别, shows: label}
//   companies: 企业
//   parks: 园区
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (s:Segment|Technology|IndustryChain)-[r:PART_OF]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, coalesce(r.position, '未提及') AS position, r.order AS number, s.name AS segment,
  labels(s) AS kind,
  COLLECT {
    MATCH (s)<-[q:PARTICIPATES_IN|LEADS]-(c:Company) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS companies,
  COLLECT {
    MATCH (s)<-[q:FOCUSES_ON]-(k:Park|Zone) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS parks,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, CASE r.position WHEN '上游' THEN 1 WHEN '中游' THEN 2 WHEN '下游' THEN 3 ELSE 4 END, number, segment, r.id
