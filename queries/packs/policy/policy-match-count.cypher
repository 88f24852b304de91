// name: policy-match-count
// title: 任务和计划总数
// question: 一共从多少个任务和计划里匹配？
// kind: count
// of: policy-match
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 任务和计划总数
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
RETURN count(t) AS total
