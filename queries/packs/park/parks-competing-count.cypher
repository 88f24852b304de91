// name: parks-competing-count
// title: 园区总数（竞争）
// question: 重点发展产业、环节或技术的园区一共有多少个？
// kind: count
// of: parks-competing
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (k:Park)-[r:FOCUSES_ON]->(i)
WHERE r.confidence >= $min_confidence
RETURN count(DISTINCT k.id) AS total
