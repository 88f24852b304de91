// name: about
// title: 关于一个名称
// question: 文件对一个名称（或别名、标识）说了什么，它与谁有什么关系？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, example: 长三角数字干线, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   direction: 方向
//   other: 对方
//   other_label: {title: 对方类别, shows: label}
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n)-[r]-(m)
WHERE (n.name = $name OR n.id = $name OR $name IN coalesce(n.aliases, []))
  AND NOT type(r) IN ['HAS_SECTION', 'HAS_PASSAGE', 'MENTIONS'] AND r.confidence >= $min_confidence
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, labels(n) AS label, type(r) AS relation,
  CASE WHEN startNode(r).id = n.id THEN '→' ELSE '←' END AS direction,
  m.name AS other, labels(m) AS other_label, coalesce(r.role, r.group, r.title) AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY n.id, relation, direction DESC, other, r.id
