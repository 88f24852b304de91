// name: cooperation-picture
// title: 合作（图）
// question: 谁与谁合作？
// kind: picture
// of: cooperation
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (a)-[r:COOPERATES_WITH]->(b)
WHERE r.confidence >= $min_confidence
RETURN way AS path
ORDER BY r.id
