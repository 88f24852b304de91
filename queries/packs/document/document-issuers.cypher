// name: document-issuers
// title: 发布单位
// question: 哪个单位发布了哪些文件？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   issuer: 发布单位
//   issued_document: 文件
//   number: 文号
//   issued: 印发日期
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a:Document)-[r:ISSUED_BY]->(u:Organization)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN u.name AS issuer, a.name AS issued_document, a.number AS number, a.issued AS issued,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY issuer, issued, issued_document, r.id
