// name: corridor-places-picture
// title: 廊道与沿线（图）
// question: 廊道经过、组成哪些地方，哪些任务建设它？
// kind: picture
// of: corridor-places
// parameters:
//   corridor: {type: string, title: 廊道, default: null, values: "MATCH (v:Corridor) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (o:Corridor)-[r:PASSES_THROUGH|PART_OF|INVOLVES]-(m:Place|Zone|Task|Programme)
WHERE r.confidence >= $min_confidence
  AND ($corridor IS NULL OR o.name = $corridor OR $corridor IN coalesce(o.aliases, []))
RETURN way AS path
ORDER BY r.id
