// name: park-targets-count
// title: 园区和片区总数（目标）
// question: 文件一共写到多少个园区和片区？
// kind: count
// of: park-targets
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (k:Park|Zone)
WHERE k.confidence >= $min_confidence
RETURN count(k) AS total
