// name: partner-cooperation
// title: 合伙人的合作
// question: 合伙人与谁合作？
// kind: rows
// parameters:
//   partner: {type: string, title: 合伙人, default: null, values: "MATCH (v:Partner) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   ally: 合作对象
//   label: {title: 类别, shows: label}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Partner)-[r:COOPERATES_WITH]-(m)
WHERE r.confidence >= $min_confidence
  AND ($partner IS NULL OR c.name = $partner OR $partner IN coalesce(c.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, m.name AS ally, labels(m) AS label,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY partner, m.id, r.id
