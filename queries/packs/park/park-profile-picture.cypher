// name: park-profile-picture
// title: 园区概况（图）
// question: 一个园区与产业、企业、平台、任务怎样相连？
// kind: picture
// of: park-profile
// parameters:
//   park: {type: string, title: 园区, default: 市西软件信息园, values: "MATCH (v:Park) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (k:Park)-[r:FOCUSES_ON|LOCATED_IN|PART_OF|BUILDS|INVOLVES|RESPONSIBLE_FOR|COOPERATES_WITH]-(m)
WHERE (k.name = $park OR $park IN coalesce(k.aliases, [])) AND r.confidence >= $min_confidence
RETURN way AS path
ORDER BY r.id
