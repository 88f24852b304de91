// name: documents
// title: 文件
// question: 载入和引用的文件有哪些，文号、日期、规划期、文种是什么，各写到多少名称？
// kind: rows
// parameters:
//   loaded: {type: boolean, title: 只看已载入, default: false}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   document_name: 名称
//   loaded: 已载入
//   kind: 文种
//   number: 文号
//   issued: 印发日期
//   period_start: 起始年
//   period_end: 截止年
//   cited: 被引次数
//   sections: 章节
//   tasks: 任务
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a:Document)
WHERE a.confidence >= $min_confidence AND (NOT $loaded OR a.loaded)
OPTIONAL MATCH (p:Passage {id: a.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS document_name, coalesce(a.loaded, false) AS loaded, a.kind AS kind, a.number AS number,
  a.issued AS issued,
  a.period_start AS period_start, a.period_end AS period_end,
  COUNT { MATCH (a)<-[q:CITES]-(x:Document) WHERE q.confidence >= $min_confidence } AS cited,
  COUNT { MATCH (a)-[:HAS_SECTION]->(x:Section) } AS sections,
  COUNT { MATCH (a)<-[q:DEFINED_IN]-(x:Task) WHERE q.confidence >= $min_confidence } AS tasks,
  d.name AS document, p.path AS section, a.evidence[0] AS span,
  [a.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, a.confidence AS confidence
ORDER BY loaded DESC, cited DESC, document_name, a.id
