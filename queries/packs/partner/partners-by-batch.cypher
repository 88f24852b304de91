// name: partners-by-batch
// title: 各批合伙人
// question: 各批合伙人依次是谁，属于哪条产业链，在哪里？
// kind: rows
// parameters:
//   batch: {type: string, title: 批次, default: null, values: "MATCH ()-[r:PARTNER_OF]->() WHERE r.batch IS NOT NULL RETURN DISTINCT r.batch AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   batch: 批次
//   number: 序号
//   partner: 合伙人
//   label: {title: 类别, shows: label}
//   chains: 产业链
//   places: 所在
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Company|Organization)-[r:PARTNER_OF]->(z:Zone)
WHERE r.confidence >= $min_confidence AND ($batch IS NULL OR r.batch = $batch)
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN r.batch AS batch, r.order AS number, c.name AS partner, labels(c) AS label,
  COLLECT {
    MATCH (c)-[q:LEADS|PARTICIPATES_IN]->(i) WHERE q.confidence >= $min_confidence RETURN DISTINCT i.name AS x
      ORDER BY x
  } AS chains,
  COLLECT {
    MATCH (c)-[q:LOCATED_IN]->(k) WHERE q.confidence >= $min_confidence RETURN DISTINCT k.name AS x ORDER BY x
  } AS places,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY batch, number, partner, r.id
