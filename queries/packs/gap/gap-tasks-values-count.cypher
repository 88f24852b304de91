// name: gap-tasks-values-count
// title: 任务总数（未提及数值的任务）
// question: 文件一共写到多少个任务？
// kind: count
// of: gap-tasks-values
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 任务总数
MATCH (t:Task)
WHERE t.confidence >= $min_confidence
RETURN count(t) AS total
