// name: policy-parks-count
// title: 园区和片区总数
// question: 一共从多少个园区和片区里挑选？
// kind: count
// of: policy-parks
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 园区和片区总数
MATCH (k:Park|Zone)
WHERE k.confidence >= $min_confidence
RETURN count(k) AS total
