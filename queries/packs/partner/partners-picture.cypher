// name: partners-picture
// title: 合伙人（图）
// question: 合伙人与产业链、园区、任务怎样相连？
// kind: picture
// of: partners-by-batch
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (c:Partner)-[r:LEADS|PARTICIPATES_IN|LOCATED_IN|BUILDS|COOPERATES_WITH|INVOLVES]-(m)
WHERE r.confidence >= $min_confidence
RETURN way AS path
ORDER BY r.id
