// name: place-contents
// title: 一个地点有什么
// question: 一个地点有哪些企业、机构、平台、项目、园区和片区，直接的或在它下面的？
// kind: rows
// parameters:
//   place: {type: string, title: 地点, default: 青浦区, values: "MATCH (v:Place|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   place: 地点
//   member: 内容
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   role: 角色
//   way: 经由
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (w:Place|Zone)
WHERE w.name = $place OR $place IN coalesce(w.aliases, [])
MATCH path = (w)<-[:LOCATED_IN|PART_OF*1..4]-(m)
WHERE all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH w, m, path, last(relationships(path)) AS r
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN w.name AS place, m.name AS member, labels(m) AS label, type(r) AS relation, r.role AS role,
  [n IN nodes(path)[1..-1] | n.name] AS way,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY place, length(path), member, r.id, m.id
