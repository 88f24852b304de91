// name: document-citations
// title: 文件引用
// question: 哪些文件引用了哪些文件，在哪一处引用？
// kind: rows
// parameters:
//   name: {type: string, title: 文件, default: null, values: "MATCH (a:Document) RETURN a.name AS value ORDER BY value, a.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   citing: 引用文件
//   cited: 被引文件
//   number: 被引文号
//   loaded: 被引文件已载入
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a:Document)-[r:CITES]->(b:Document)
WHERE r.confidence >= $min_confidence
  AND ($name IS NULL OR $name IN [a.name, b.name] OR $name IN coalesce(a.aliases, [])
    OR $name IN coalesce(b.aliases, []))
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS citing, b.name AS cited, b.number AS number, coalesce(b.loaded, false) AS loaded,
  p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY citing, cited, r.id
