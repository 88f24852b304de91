// name: park-companies-count
// title: 园区总数（企业）
// question: 文件一共写到多少个园区？
// kind: count
// of: park-companies
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (k:Park)
WHERE k.confidence >= $min_confidence
RETURN count(k) AS total
