// name: document-differences
// title: 文件说法不同的关系
// question: 两个文件对同一名称的所在、同一指标的责任单位写得不一样的有哪些？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, default: null, values: "MATCH (v:Company|Organization|Park|Platform|Project|Zone|Indicator) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   name: 名称
//   relation: {title: 关系, shows: relationship}
//   one: 一处写
//   other: 另一处写
//   other_document: 另一文件
//   other_span: 另一出处
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n:Company|Organization|Park|Platform|Project|Zone|Indicator)-[r:LOCATED_IN|RESPONSIBLE_FOR]-(x)
WHERE r.confidence >= $min_confidence AND ($name IS NULL OR n.name = $name OR $name IN coalesce(n.aliases, []))
  AND ((type(r) = 'LOCATED_IN' AND startNode(r).id = n.id) OR (type(r) = 'RESPONSIBLE_FOR' AND n:Indicator))
MATCH (n)-[q:LOCATED_IN|RESPONSIBLE_FOR]-(y)
WHERE q.confidence >= $min_confidence AND type(q) = type(r) AND r.id < q.id
  AND (type(q) = 'RESPONSIBLE_FOR' OR startNode(q).id = n.id)
  AND none(w IN r.documents WHERE w IN q.documents)
  AND NOT EXISTS { MATCH (x)-[:PART_OF|LOCATED_IN*1..2]->(y) }
  AND NOT EXISTS { MATCH (y)-[:PART_OF|LOCATED_IN*1..2]->(x) }
OPTIONAL MATCH (w:Document {id: q.documents[0]})
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN n.name AS name, type(r) AS relation, x.name AS one, y.name AS other, w.name AS other_document,
  q.evidence[0] AS other_span, '两个文件各写一个，谁也未写另一个，且一个不在另一个之内；并列，不取舍' AS rule,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY relation, name, one, other, r.id, q.id
