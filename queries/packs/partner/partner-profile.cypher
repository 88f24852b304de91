// name: partner-profile
// title: 合伙人概况
// question: 文件对一个合伙人写了什么？
// kind: rows
// parameters:
//   partner: {type: string, title: 合伙人, default: 华为技术有限公司, values: "MATCH (v:Partner) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   partner: 合伙人
//   relation: {title: 关系, shows: relationship}
//   other: 对方
//   label: {title: 类别, shows: label}
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (c:Partner)-[r]-(m)
WHERE (c.name = $partner OR $partner IN coalesce(c.aliases, [])) AND r.confidence >= $min_confidence
  AND NOT type(r) IN ['HAS_SECTION', 'HAS_PASSAGE', 'MENTIONS']
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN c.name AS partner, type(r) AS relation, m.name AS other, labels(m) AS label, coalesce(r.role, r.batch) AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY partner, relation, other, r.id
