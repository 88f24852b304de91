// name: gap-chain-count
// title: 一条产业链的判定项数
// question: 一条产业链一共判定多少项（十三个方面，另加每个环节的企业一项）？
// kind: count
// of: gap-chain
// parameters:
//   chain: {type: string, title: 产业链, default: 人工智能, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   total: 判定项数
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND (i.name = $chain OR $chain IN coalesce(i.aliases, []))
OPTIONAL MATCH (i)<-[q:PART_OF]-(s:Segment)
WHERE q.confidence >= $min_confidence
RETURN 13 * count(DISTINCT i.id) + count(DISTINCT s.id) AS total
