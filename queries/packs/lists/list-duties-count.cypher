// name: list-duties-count
// title: 任务总数
// question: 文件一共写到多少项任务？
// kind: count
// of: list-duties
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 任务总数
MATCH (t:Task)
WHERE t.confidence >= $min_confidence
RETURN count(t) AS total
