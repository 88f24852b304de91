// name: chain-leaders-picture
// title: 产业链引领企业（图）
// question: 引领企业与产业链怎样相连，这些企业位于哪里？
// kind: picture
// of: chain-leaders
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   leads: 引领
//   located: 所在
MATCH leading = (c:Company)-[r:LEADS]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH sitting = (c)-[l:LOCATED_IN]->(w:Zone|Park|Place)
WHERE l.confidence >= $min_confidence
RETURN leading AS leads, sitting AS located
ORDER BY r.id, l.id
