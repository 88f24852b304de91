// name: partner-builds
// title: 合伙人的建设
// question: 合伙人建设哪些项目、平台和计划？
// kind: rows
// parameters:
//   partner: {type: string, title: 合伙人, default: null, values: "MATCH (v:Partner) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   built: 建设内容
//   label: {title: 类别, shows: label}
//   chains: 产业链
//   places: 所在
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Partner)-[r:BUILDS]->(m)
WHERE r.confidence >= $min_confidence
  AND ($partner IS NULL OR c.name = $partner OR $partner IN coalesce(c.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, m.name AS built, labels(m) AS label,
  COLLECT {
    MATCH (m)-[q:PARTICIPATES_IN]->(i) WHERE q.confidence >= $min_confidence RETURN DISTINCT i.name AS x ORDER BY x
  } AS chains,
  COLLECT {
    MATCH (m)-[q:LOCATED_IN]->(k) WHERE q.confidence >= $min_confidence RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY partner, built, r.id
