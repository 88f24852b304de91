// name: place-contents-picture
// title: 一个地点有什么（图）
// question: 一个地点有哪些企业、机构、平台、项目、园区和片区，怎样相连？
// kind: picture
// of: place-contents
// parameters:
//   place: {type: string, title: 地点, default: 青浦区, values: "MATCH (v:Place|Zone) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH (w:Place|Zone)
WHERE w.name = $place OR $place IN coalesce(w.aliases, [])
MATCH way = (w)<-[:LOCATED_IN|PART_OF*1..4]-(m)
WHERE all(x IN relationships(way) WHERE x.confidence >= $min_confidence)
RETURN way AS path
ORDER BY length(way), m.id, reduce(key = '', x IN relationships(way) | key + x.id + ' ')
