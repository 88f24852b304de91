// name: document-conflicts-count
// title: 指标值总数
// question: 文件一共写到多少个指标值？
// kind: count
// of: document-conflicts
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 指标值总数
MATCH (n:Indicator)-[r:HAS_VALUE]->(t:Target)
WHERE r.confidence >= $min_confidence
RETURN count(r) AS total
