// name: space-series
// title: 空间序列
// question: 文件列出哪些空间序列（五大支柱、十个基座、三条拓展带……），各有几个成员？
// kind: rows
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   series: 序列
//   whole: 属于
//   members: 成员数
//   names: 成员
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (b:Zone|Park|Place|Corridor)-[r:PART_OF]->(w:Zone|Park|Place|Corridor)
WHERE r.confidence >= $min_confidence AND r.group IS NOT NULL
WITH w, r.group AS series, count(b) AS members, min(r.id) AS first
MATCH (e:Zone|Park|Place|Corridor)-[f:PART_OF]->(w)
WHERE f.id = first
OPTIONAL MATCH (p:Passage {id: f.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN f.group AS series, w.name AS whole, members AS members,
  COLLECT {
    MATCH (b)-[r:PART_OF]->(w) WHERE r.group = series AND r.confidence >= $min_confidence RETURN b.name AS x
      ORDER BY r.order, b.id
  } AS names,
  d.name AS document, p.path AS section, f.evidence[0] AS span,
  [f.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, f.confidence AS confidence
ORDER BY members DESC, series, f.id
