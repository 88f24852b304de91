// name: gap-companies-count
// title: 企业总数（未提及产业链的企业）
// question: 文件一共写到多少家企业？
// kind: count
// of: gap-companies
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 企业总数
MATCH (c:Company)
WHERE c.confidence >= $min_confidence
RETURN count(c) AS total
