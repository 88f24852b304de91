// name: places-compared-count
// title: 地点总数
// question: 文件一共写到多少个行政区划和片区？
// kind: count
// of: places-compared
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 总数
MATCH (w:Place|Zone)
WHERE w.confidence >= $min_confidence
RETURN count(w) AS total
