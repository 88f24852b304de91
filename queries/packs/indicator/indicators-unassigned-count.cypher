// name: indicators-unassigned-count
// title: 指标总数
// question: 文件一共写到多少个主体的指标？
// kind: count
// of: indicators-unassigned
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 指标总数
MATCH (a)-[r:HAS_INDICATOR]->(n:Indicator)
WHERE r.confidence >= $min_confidence
RETURN count(r) AS total
