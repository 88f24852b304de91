// name: list-cooperation-partners
// title: 产业链合作（同链的合伙人）
// question: 合伙人与哪些企业在同一条产业链上，可以对接？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   party: 甲方
//   party_kind: {title: 甲方类别, shows: label}
//   other: 乙方
//   other_kind: {title: 乙方类别, shows: label}
//   kind: 合作方式
//   about: 合作内容
//   chains: 产业链
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (a:Company)-[z:PARTNER_OF]->(:Zone)
WHERE z.confidence >= $min_confidence
WITH DISTINCT a
MATCH (a)-[r:LEADS|PARTICIPATES_IN]->(i:IndustryChain)
WHERE r.confidence >= $min_confidence AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
MATCH (b:Company)-[o:LEADS|PARTICIPATES_IN]->(i)
WHERE o.confidence >= $min_confidence AND a.id <> b.id
  AND NOT EXISTS { MATCH (a)-[k:COOPERATES_WITH]-(b) WHERE k.confidence >= $min_confidence }
  AND NOT (a.id > b.id AND EXISTS { MATCH (b)-[y:PARTNER_OF]->(:Zone) WHERE y.confidence >= $min_confidence })
OPTIONAL MATCH (p:Passage {id: r.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN a.name AS party, labels(a) AS party_kind, b.name AS other, labels(b) AS other_kind,
  '同链合伙人（合作未提及，供对接）' AS kind, null AS about, [i.name] AS chains,
  d.name AS document, p.path AS section, [r.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  r.evidence[0] AS span, r.confidence AS confidence
ORDER BY i.name, party, other, r.id, o.id
