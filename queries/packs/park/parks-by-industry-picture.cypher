// name: parks-by-industry-picture
// title: 各产业的园区（图）
// question: 哪些园区发展哪些产业、环节和技术？
// kind: picture
// of: parks-by-industry
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Park)-[:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario) RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (k:Park)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology|Scenario)
WHERE r.confidence >= $min_confidence
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
RETURN way AS path
ORDER BY r.id
