// name: chain-segments-count
// title: 产业链总数（产业链环节）
// question: 文件一共写到多少条产业链？
// kind: count
// of: chain-segments
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 产业链总数
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence
RETURN count(i) AS total
