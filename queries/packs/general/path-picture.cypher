// name: path-picture
// title: 两个名称之间的路径（图）
// question: 两个名称之间最短怎样相连？
// kind: picture
// of: path
// parameters:
//   source: {type: string, title: 起点, example: 华为技术有限公司, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   target: {type: string, title: 终点, example: 松江区, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 路径
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
RETURN way AS path
ORDER BY key
