// name: document-shared
// title: 两个文件都写到的名称
// question: 两个文件都写到哪些名称？
// kind: rows
// parameters:
//   one: {type: string, title: 一个文件, default: 长三角数字干线青浦区行动方案（2022~2023年）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   other: {type: string, title: 另一个文件, default: 长三角数字干线青浦区行动方案（2024-2025年）（草案）, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   label: {title: 类别, shows: label}
//   places: 处数
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (e:Document), (l:Document)
WHERE (e.name = $one OR $one IN coalesce(e.aliases, [])) AND (l.name = $other OR $other IN coalesce(l.aliases, []))
MATCH (n:Company|Park|Zone|Platform|Project|IndustryChain|Programme|Organization|Technology|Place)
WHERE n.confidence >= $min_confidence AND e.id IN n.documents AND l.id IN n.documents
OPTIONAL MATCH (p:Passage {id: n.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS label, size(n.evidence) AS places,
  d.name AS document, p.path AS section, n.evidence[0] AS span,
  [n.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, n.confidence AS confidence
ORDER BY places DESC, name, n.id
