// name: zone-contents-picture
// title: 片区里有什么（图）
// question: 一个片区里有什么，直接的和隔层的都算？
// kind: picture
// of: zone-contents
// parameters:
//   zone: {type: string, title: 片区, default: 长三角数字干线, values: "MATCH (v:Zone|Park|Place)<-[:PART_OF|LOCATED_IN]-() RETURN DISTINCT v.name AS value ORDER BY value"}
//   depth: {type: integer, title: 层数, default: 5}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH (z:Zone|Park|Place)
WHERE z.name = $zone OR $zone IN coalesce(z.aliases, [])
MATCH way = (z)<-[:PART_OF|LOCATED_IN*1..5]-(m:Zone|Park|Place|Corridor|Company|Organization|Platform|Project)
WHERE length(way) <= $depth AND all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
RETURN way AS path
ORDER BY length(way), m.id, reduce(key = '', x IN relationships(way) | key + x.id + ' ')
