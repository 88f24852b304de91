// name: parks-competing-picture
// title: 竞争同一产业的园区（图）
// question: 哪些园区重点发展同一个产业？
// kind: picture
// of: parks-competing
// parameters:
//   industry: {type: string, title: 产业, default: null, values: "MATCH (:Park)-[r:FOCUSES_ON]->(i) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (a:Park)-[r:FOCUSES_ON]->(i)<-[q:FOCUSES_ON]-(b:Park)
WHERE r.confidence >= $min_confidence AND q.confidence >= $min_confidence AND a.id < b.id
  AND ($industry IS NULL OR i.name = $industry OR $industry IN coalesce(i.aliases, []))
RETURN way AS path
ORDER BY r.id, q.id
