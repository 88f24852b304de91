// name: gap-segments
// title: 未提及企业的环节
// question: 哪些环节未提及任何企业？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   position: 上下游
//   segment: 环节
//   finding: 结论
//   parks: 发展它的园区
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (s:Segment)-[r:PART_OF]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND NOT EXISTS { MATCH (s)<-[q:LEADS|PARTICIPATES_IN]-(c:Company) WHERE q.confidence >= $min_confidence }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, coalesce(r.position, '未提及') AS position, s.name AS segment, '未提及企业' AS finding,
  COLLECT {
    MATCH (s)<-[q:FOCUSES_ON]-(k:Park|Zone) WHERE q.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS parks,
  '文件列出这个环节，未提及引领或参与它的企业' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY chain, position, segment, r.id
