// name: chain-segments-picture
// title: 产业链环节（图）
// question: 各条产业链的环节怎样相连，哪些任务、园区和企业在环节上？
// kind: picture
// of: chain-segments
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   parts: 环节
//   feeds: 供给
//   members: 成员
MATCH part = (i:IndustryChain)<-[r:PART_OF]-(s:Segment|Technology|IndustryChain)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH feed = (s)-[f:FEEDS]->(b:Segment)
WHERE f.confidence >= $min_confidence
OPTIONAL MATCH member =
  (s)<-[q:LEADS|PARTICIPATES_IN|FOCUSES_ON]-(m:Company|Organization|Platform|Project|Park|Zone|Task)
WHERE q.confidence >= $min_confidence
RETURN part AS parts, feed AS feeds, member AS members
ORDER BY r.id, f.id, q.id
