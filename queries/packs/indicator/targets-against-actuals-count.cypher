// name: targets-against-actuals-count
// title: 目标值总数
// question: 文件一共写到多少个目标值？
// kind: count
// of: targets-against-actuals
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 目标值总数
MATCH (n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE r.confidence >= $min_confidence AND t.kind = 'target'
RETURN count(r) AS total
