// name: programme-profile-count
// title: 计划总数（概况）
// question: 文件一共写到多少个计划？
// kind: count
// of: programme-profile
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 计划总数
MATCH (g:Programme)
WHERE g.confidence >= $min_confidence
RETURN count(g) AS total
