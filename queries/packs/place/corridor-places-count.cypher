// name: corridor-places-count
// title: 廊道总数
// question: 文件一共写到多少条廊道？
// kind: count
// of: corridor-places
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 廊道总数
MATCH (o:Corridor)
WHERE o.confidence >= $min_confidence
RETURN count(o) AS total
