// name: projects-count
// title: 项目总数
// question: 文件一共写到多少个项目？
// kind: count
// of: projects
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 项目总数
MATCH (j:Project)
WHERE j.confidence >= $min_confidence
RETURN count(j) AS total
