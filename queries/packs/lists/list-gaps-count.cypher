// name: list-gaps-count
// title: 环节总数
// question: 文件一共写到产业链的多少个环节？
// kind: count
// of: list-gaps-segments
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 环节总数
MATCH (s:Segment)-[b:PART_OF]->(i:IndustryChain)
WHERE b.confidence >= $min_confidence
RETURN count(b) AS total
