// name: list-cooperation-built
// title: 产业链合作（共同建设）
// question: 哪些企业和机构共同建设一个项目、平台或计划？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   party: 甲方
//   party_kind: {title: 甲方类别, shows: label}
//   other: 乙方
//   other_kind: {title: 乙方类别, shows: label}
//   kind: 合作方式
//   about: 合作内容
//   chains: 产业链
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (a:Company|Organization)-[r:BUILDS]->(w)<-[o:BUILDS]-(b:Company|Organization)
WHERE a.id < b.id AND r.confidence >= $min_confidence AND o.confidence >= $min_confidence
WITH a, b, w, r,
  COLLECT {
    MATCH (a)-[m:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
    WHERE m.confidence >= $min_confidence
    RETURN DISTINCT i.name AS y ORDER BY y
  } AS ours,
  COLLECT {
    MATCH (b)-[m:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
    WHERE m.confidence >= $min_confidence
    RETURN DISTINCT i.name AS y ORDER BY y
  } AS theirs,
  COLLECT {
    MATCH (w)-[m:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
    WHERE m.confidence >= $min_confidence
    RETURN DISTINCT i.name AS y ORDER BY y
  } AS its
WITH a, b, w, r, ours + [y IN theirs WHERE NOT y IN ours] AS both, its
WITH a, b, w, r, both + [y IN its WHERE NOT y IN both] AS shared
WHERE $chain IS NULL
  OR EXISTS { MATCH (i:IndustryChain) WHERE i.name IN shared AND (i.name = $chain OR $chain IN coalesce(i.aliases, [])) }
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS party, labels(a) AS party_kind, b.name AS other, labels(b) AS other_kind,
  '共同建设' AS kind, w.name AS about, shared AS chains,
  d.name AS document, p.path AS section, [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  r.evidence[0] AS span, r.confidence AS confidence
ORDER BY about, party, other, r.id
