// name: path
// title: 两个名称之间的路径
// question: 两个名称之间最短怎样相连（最多六步，不经过章节和段落）？
// kind: rows
// parameters:
//   source: {type: string, title: 起点, example: 华为技术有限公司, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   target: {type: string, title: 终点, example: 松江区, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   step: 步
//   name: 从
//   label: {title: 类别, shows: label}
//   relation: {title: 关系, shows: relationship}
//   direction: 方向
//   other: 到
//   other_label: {title: 类别, shows: label}
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (a)
WHERE a.confidence >= $min_confidence AND (a.name = $source OR a.id = $source OR $source IN coalesce(a.aliases, []))
  AND NOT (a:Section OR a:Passage)
MATCH (b)
WHERE b.confidence >= $min_confidence AND (b.name = $target OR b.id = $target OR $target IN coalesce(b.aliases, []))
  AND NOT (b:Section OR b:Passage) AND a.id <> b.id
MATCH way = allShortestPaths((a)-[:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|
  APPLIED_IN|PARTNER_OF|COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|AFFILIATED_WITH|
  MEMBER_OF*1..6]-(b))
WITH way, reduce(key = '', x IN relationships(way) | key + x.id + ' ') AS key,
  reduce(least = 1.0, x IN relationships(way) |
    CASE WHEN x.confidence < least THEN x.confidence ELSE least END) AS least
ORDER BY least DESC, key
LIMIT 1
WITH nodes(way) AS stops, relationships(way) AS steps
UNWIND range(0, size(steps) - 1) AS at
WITH stops[at] AS n, steps[at] AS r, stops[at + 1] AS m, at + 1 AS place
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN place AS step, n.name AS name, labels(n) AS label, type(r) AS relation,
  CASE WHEN startNode(r).id = n.id THEN '→' ELSE '←' END AS direction, m.name AS other, labels(m) AS other_label,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY step, r.id
