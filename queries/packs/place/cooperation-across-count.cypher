// name: cooperation-across-count
// title: 合作总数
// question: 文件一共写到多少处合作？
// kind: count
// of: cooperation-across
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (a)-[r:COOPERATES_WITH]->(b)
WHERE r.confidence >= $min_confidence
RETURN count(DISTINCT r.id) AS total
