// name: gap-segments-count
// title: 环节总数
// question: 文件一共写到多少个环节？
// kind: count
// of: gap-segments
// parameters:
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 环节总数
MATCH (s:Segment)-[r:PART_OF]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence
RETURN count(DISTINCT s.id) AS total
