// name: partner-parks-count
// title: 合伙人总数（园区）
// question: 名单里一共有多少合伙人？
// kind: count
// of: partner-parks
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (c:Company|Organization)-[r:PARTNER_OF]->(z:Zone)
WHERE r.confidence >= $min_confidence
RETURN count(DISTINCT c.id) AS total
