// name: list-documents
// title: 文件目录
// question: 图里载入了哪些文件，文号、印发日期和规划期各是什么？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   document: 文件
//   kind: 文种
//   number: 文号
//   issued: 印发日期
//   period_start: 起始年
//   period_end: 截止年
//   file: 文件名
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (d:Document)
WHERE d.loaded AND coalesce(d.confidence, 1.0) >= $min_confidence
OPTIONAL MATCH (p:Passage {id: d.passages[0]})
RETURN d.name AS document, d.kind AS kind, d.number AS number, d.issued AS issued, d.period_start AS period_start,
  d.period_end AS period_end, d.file AS file, p.path AS section,
  [d.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, d.evidence[0] AS span, d.confidence AS confidence
ORDER BY coalesce(d.issued, '9999'), d.file, d.start, d.id
