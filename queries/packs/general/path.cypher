// name: path
// title: 两个名称之间的路径
// question: 两个名称之间最短怎样相连（最多六步，不经过章节和段落）？
// kind: rows
// parameters:
//   source: {type: string, title: 起点, example: 华为技术有限公司, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   target: {type: string, title: 终点, example: 虹桥中央商务区, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
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
CALL () {
  // Both ends are followed for three steps and meet in the middle: the stores differ in whether a shortest path looks
  // only at the facts that a condition lets through.
  MATCH (n)
  WHERE n.confidence >= $min_confidence AND (n.name = $source OR n.id = $source OR $source IN coalesce(n.aliases, []))
    AND NOT (n:Section OR n:Passage)
  MATCH way = (n)-[:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|APPLIED_IN|PARTNER_OF|
    COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|AFFILIATED_WITH|MEMBER_OF*0..3]-(m)
  WHERE all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
  RETURN m AS m, 'source' AS side, way AS way, length(way) AS steps
  UNION ALL
  MATCH (n)
  WHERE n.confidence >= $min_confidence AND (n.name = $target OR n.id = $target OR $target IN coalesce(n.aliases, []))
    AND NOT (n:Section OR n:Passage)
  MATCH way = (n)-[:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|APPLIED_IN|PARTNER_OF|
    COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|AFFILIATED_WITH|MEMBER_OF*0..3]-(m)
  WHERE all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
  RETURN m AS m, 'target' AS side, way AS way, length(way) AS steps
}
WITH m, min(CASE WHEN side = 'source' THEN steps END) AS near, min(CASE WHEN side = 'target' THEN steps END) AS far,
  collect(CASE WHEN side = 'source' THEN way END) AS ones, collect(CASE WHEN side = 'target' THEN way END) AS others
WHERE near - far IN [0, 1]
WITH near + far AS total, m, near, far, ones, others
ORDER BY total, m.id
WITH collect({total: total, near: near, far: far, ones: ones, others: others}) AS met
UNWIND met AS x
WITH x, met[0].total AS fewest
WHERE x.total = fewest
UNWIND [w IN x.ones WHERE length(w) = x.near] AS one
UNWIND [w IN x.others WHERE length(w) = x.far] AS other
WITH one, other, relationships(one) + reverse(relationships(other)) AS steps
WITH one, other, steps, reduce(key = '', x IN steps | key + x.id + ' ') AS key,
  reduce(least = 1.0, x IN steps | CASE WHEN x.confidence < least THEN x.confidence ELSE least END) AS least
ORDER BY least DESC, key
LIMIT 1
WITH nodes(one) + tail(reverse(nodes(other))) AS stops, steps
UNWIND range(0, size(steps) - 1) AS at
WITH stops[at] AS n, steps[at] AS r, stops[at + 1] AS m, at + 1 AS place
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN place AS step, n.name AS name, labels(n) AS label, type(r) AS relation,
  CASE WHEN startNode(r).id = n.id THEN '→' ELSE '←' END AS direction, m.name AS other, labels(m) AS other_label,
  d.name AS document, p.path AS section, r.evidence[0] AS span,
  [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote, r.confidence AS confidence
ORDER BY step, r.id
