// name: units-by-load-count
// title: 责任单位总数
// question: 文件一共写到多少个责任单位？
// kind: count
// of: units-by-load
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 责任单位总数
MATCH (u:Organization|Company|Park|Place|Person|Zone)-[r:RESPONSIBLE_FOR]->(t)
WHERE r.confidence >= $min_confidence
RETURN count(DISTINCT u.id) AS total
