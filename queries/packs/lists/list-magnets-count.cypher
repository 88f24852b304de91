// name: list-magnets-count
// title: 企业总数
// question: 文件一共写到多少家企业？
// kind: count
// of: list-magnets
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 企业总数
MATCH (c:Company)
WHERE c.confidence >= $min_confidence
RETURN count(c) AS total
