// name: space-order-picture
// title: 空间层次（图）
// question: 一干、五柱、十基、三带和各层圈怎样组成？
// kind: picture
// of: space-order
// parameters:
//   series: {type: string, title: 序列, default: null, values: "MATCH (:Zone|Park|Place|Corridor)-[r:PART_OF]->() WHERE r.group IS NOT NULL AND r.confidence >= 0.5 RETURN DISTINCT r.group AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (b:Zone|Park|Place|Corridor)-[r:PART_OF]->(w:Zone|Park|Place|Corridor)
WHERE r.confidence >= $min_confidence AND ($series IS NULL OR r.group = $series)
RETURN way AS path
ORDER BY r.id
