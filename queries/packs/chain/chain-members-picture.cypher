// name: chain-members-picture
// title: 产业链成员（图）
// question: 一条产业链的环节、企业、园区、平台怎样相连？
// kind: picture
// of: chain-members
// parameters:
//   chain: {type: string, title: 产业链, default: 人工智能, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   segments: 环节
//   members: 成员
MATCH path = (i:IndustryChain)<-[:PART_OF*0..2]-(t:IndustryChain|Segment|Technology)
WHERE (i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t, path
OPTIONAL MATCH member = (m:Company|Organization|Platform|Project|Park|Zone)-[r:LEADS|PARTICIPATES_IN|FOCUSES_ON]->(t)
WHERE r.confidence >= $min_confidence
RETURN path AS segments, member AS members
ORDER BY t.id, r.id
