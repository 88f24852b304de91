// name: document-about
// title: 文件怎样写一个名称
// question: 各文件对一个名称写了什么，与谁有什么关系？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, default: 人工智能, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   document: {type: string, title: 文件, default: null, values: "MATCH (v:Document) WHERE v.loaded RETURN v.name AS value ORDER BY value, v.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   relation: {title: 关系, shows: relationship}
//   direction: 方向
//   other: 对方
//   label: {title: 对方类别, shows: label}
//   role: 角色
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n)-[r]-(m)
WHERE (n.name = $name OR $name IN coalesce(n.aliases, [])) AND r.confidence >= $min_confidence
  AND NOT type(r) IN ['HAS_SECTION', 'HAS_PASSAGE', 'MENTIONS']
  AND ($document IS NULL OR EXISTS { MATCH (w:Document)
    WHERE (w.name = $document OR $document IN coalesce(w.aliases, [])) AND w.id IN r.documents })
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, type(r) AS relation, CASE WHEN startNode(r).id = n.id THEN '→' ELSE '←' END AS direction,
  m.name AS other,
  labels(m) AS label, coalesce(r.role, r.group) AS role,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY document, p.order, relation, other, r.id
