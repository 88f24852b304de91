// name: programme-picture
// title: 计划（图）
// question: 一个计划的任务与责任单位、涉及的企业和园区怎样相连？
// kind: picture
// of: programme-profile
// parameters:
//   programme: {type: string, title: 计划, default: 链接100计划, values: "MATCH (v:Programme) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   tree: 层次
//   facts: 关系
MATCH tree = (g:Programme)<-[b:PART_OF*0..2]-(t:Task|Programme)
WHERE (g.name = $programme OR $programme IN coalesce(g.aliases, []))
  AND all(x IN b WHERE x.confidence >= $min_confidence)
OPTIONAL MATCH fact = (t)-[r:RESPONSIBLE_FOR|INVOLVES]-(m)
WHERE r.confidence >= $min_confidence
RETURN tree AS tree, fact AS facts
ORDER BY t.id, r.id
