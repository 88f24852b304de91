// name: cooperation
// title: 合作
// question: 谁与谁合作（企业、机构、片区、地点、园区、平台）？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, default: null, values: "MATCH (v:Company|Organization|Zone|Place|Park|Platform) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   one: 一方
//   one_label: {title: 类别, shows: label}
//   other: 另一方
//   other_label: {title: 另一方类别, shows: label}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)-[r:COOPERATES_WITH]->(b)
WHERE r.confidence >= $min_confidence
  AND ($name IS NULL OR $name IN [a.name, b.name] OR $name IN coalesce(a.aliases, [])
    OR $name IN coalesce(b.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS one, labels(a) AS one_label, b.name AS other, labels(b) AS other_label,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY one, other, r.id
