// name: policy-match-picture
// title: 产业的任务、单位和园区（图）
// question: 发展一个产业的任务和计划由谁负责，涉及哪些企业、园区和平台？
// kind: picture
// of: policy-match
// parameters:
//   industry: {type: string, title: 产业, default: 人工智能, values: "MATCH (:Task|Programme)-[r:FOCUSES_ON]->(i:IndustryChain|Segment|Technology) WHERE r.confidence >= 0.5 RETURN DISTINCT i.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   develops: 发展
//   units: 负责
//   involved: 涉及
MATCH develop = (i:IndustryChain|Segment|Technology)<-[f:FOCUSES_ON]-(t:Task|Programme)
WHERE f.confidence >= $min_confidence AND (i.name = $industry OR $industry IN coalesce(i.aliases, []))
OPTIONAL MATCH answer = (t)<-[r:RESPONSIBLE_FOR]-(u)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH involve = (t)-[v:INVOLVES]->(z:Company|Park|Zone|Platform|Project)
WHERE v.confidence >= $min_confidence
RETURN develop AS develops, answer AS units, involve AS involved
ORDER BY f.id, r.id, v.id
