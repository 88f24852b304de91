// name: neighbourhood-picture
// title: 一个名称的周围（图）
// question: 一个名称周围几步之内有谁？
// kind: picture
// of: neighbourhood
// parameters:
//   name: {type: string, title: 名称, example: 华为技术有限公司, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   depth: {type: integer, title: 步数（1 到 3）, default: 1}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH (n)
WHERE (n.name = $name OR n.id = $name OR $name IN coalesce(n.aliases, [])) AND NOT (n:Section OR n:Passage)
MATCH way = (n)-[:PART_OF|LOCATED_IN|PASSES_THROUGH|FOCUSES_ON|LEADS|PARTICIPATES_IN|FEEDS|APPLIED_IN|PARTNER_OF|
  COOPERATES_WITH|RESPONSIBLE_FOR|INVOLVES|BUILDS|HAS_INDICATOR|AFFILIATED_WITH|MEMBER_OF*1..3]-(m)
WHERE length(way) <= $depth AND all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
RETURN way AS path
ORDER BY length(path), m.id, reduce(key = '', x IN relationships(path) | key + x.id)
