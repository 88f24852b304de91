// name: neighbourhood
// title: 一个名称的周围
// question: 一个名称周围几步之内有谁，最近经由谁？
// kind: rows
// parameters:
//   name: {type: string, title: 名称, example: 华为技术有限公司, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   depth: {type: integer, title: 步数（1 到 3）, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   step: 步
//   name: 名称
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   via: 经由
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (n)
WHERE (n.name = $name OR n.id = $name OR $name IN coalesce(n.aliases, [])) AND NOT (n:Section OR n:Passage)
MATCH way = (n)-[:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|APPLIED_IN|PARTNER_OF|
  COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|AFFILIATED_WITH|MEMBER_OF*1..3]-(m)
WHERE length(way) <= $depth AND all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
  AND m.id <> n.id
WITH n, m, min(length(way)) AS place, collect(way) AS ways
WITH m, place, [x IN ways WHERE length(x) = place] AS ways
UNWIND ways AS way
WITH m, place, min(reduce(key = '', x IN relationships(way) | key + x.id + ' ')) AS first, collect(way) AS ways
WITH m, place, [x IN ways WHERE reduce(key = '', y IN relationships(x) | key + y.id + ' ') = first][0] AS way
WITH m, place, last(relationships(way)) AS r, nodes(way)[-2] AS v
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN place AS step, m.name AS name, labels(m) AS label, type(r) AS relation, v.name AS via,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY step, name, r.id, m.id
