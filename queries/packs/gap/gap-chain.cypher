// name: gap-chain
// title: 一条产业链没有写到的
// question: 一条产业链的链主、企业、环节、园区、平台、项目、链长和应用领域里，哪些没有写到？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: 人工智能, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   aspect: 方面
//   finding: 结论
//   segment: 环节
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (i:IndustryChain)
WHERE i.confidence >= $min_confidence AND (i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH i, [
  {number: 1, aspect: '链主', rule: '没有一家企业被称为它的链主', found: EXISTS { MATCH (c:Company)-[q:LEADS]->(i) WHERE q.confidence >= $min_confidence AND q.role CONTAINS '链主' }},
  {number: 2, aspect: '引领企业', rule: '没有一家企业以链主、龙头、头部、领军、骨干等称谓引领它', found: EXISTS { MATCH (c:Company)-[q:LEADS]->(i) WHERE q.confidence >= $min_confidence }},
  {number: 3, aspect: '企业', rule: '没有一家企业引领或参与它或它的环节', found: EXISTS { MATCH (c:Company)-[q:LEADS|PARTICIPATES_IN]->(i) WHERE q.confidence >= $min_confidence } OR EXISTS { MATCH (i)<-[b:PART_OF]-(s:Segment)<-[q:LEADS|PARTICIPATES_IN]-(c:Company) WHERE q.confidence >= $min_confidence AND b.confidence >= $min_confidence }},
  {number: 4, aspect: '环节', rule: '没有列出它的任何环节', found: EXISTS { MATCH (s:Segment)-[q:PART_OF]->(i) WHERE q.confidence >= $min_confidence }},
  {number: 5, aspect: '上游环节', rule: '没有写明属于上游的环节', found: EXISTS { MATCH (s:Segment)-[q:PART_OF]->(i) WHERE q.confidence >= $min_confidence AND q.position = '上游' }},
  {number: 6, aspect: '中游环节', rule: '没有写明属于中游的环节', found: EXISTS { MATCH (s:Segment)-[q:PART_OF]->(i) WHERE q.confidence >= $min_confidence AND q.position = '中游' }},
  {number: 7, aspect: '下游环节', rule: '没有写明属于下游的环节', found: EXISTS { MATCH (s:Segment)-[q:PART_OF]->(i) WHERE q.confidence >= $min_confidence AND q.position = '下游' }},
  {number: 8, aspect: '园区', rule: '没有一个园区或片区重点发展它或它的环节', found: EXISTS { MATCH (k:Park|Zone)-[q:FOCUSES_ON]->(i) WHERE q.confidence >= $min_confidence } OR EXISTS { MATCH (i)<-[b:PART_OF]-(s:Segment)<-[q:FOCUSES_ON]-(k:Park|Zone) WHERE q.confidence >= $min_confidence AND b.confidence >= $min_confidence }},
  {number: 9, aspect: '平台载体', rule: '没有一个平台载体属于它或它的环节', found: EXISTS { MATCH (k:Platform)-[q:PARTICIPATES_IN]->(i) WHERE q.confidence >= $min_confidence } OR EXISTS { MATCH (i)<-[b:PART_OF]-(s:Segment)<-[q:PARTICIPATES_IN]-(k:Platform) WHERE q.confidence >= $min_confidence AND b.confidence >= $min_confidence }},
  {number: 10, aspect: '项目', rule: '没有一个项目属于它或它的环节', found: EXISTS { MATCH (k:Project)-[q:PARTICIPATES_IN]->(i) WHERE q.confidence >= $min_confidence } OR EXISTS { MATCH (i)<-[b:PART_OF]-(s:Segment)<-[q:PARTICIPATES_IN]-(k:Project) WHERE q.confidence >= $min_confidence AND b.confidence >= $min_confidence }},
  {number: 11, aspect: '链长', rule: '没有写出负责这条产业链的单位或人员', found: EXISTS { MATCH (u)-[q:RESPONSIBLE_FOR]->(i) WHERE q.confidence >= $min_confidence }},
  {number: 12, aspect: '责任单位', rule: '发展它的任务都没有写出责任单位', found: EXISTS { MATCH (i)<-[f:FOCUSES_ON]-(m:Task|Programme)<-[q:RESPONSIBLE_FOR]-(u) WHERE q.confidence >= $min_confidence AND f.confidence >= $min_confidence }},
  {number: 13, aspect: '应用领域', rule: '没有写明它的产品用到哪个应用领域', found: EXISTS { MATCH (i)-[q:APPLIED_IN]->(s) WHERE q.confidence >= $min_confidence }}
] AS aspects
UNWIND [a IN aspects WHERE NOT a.found] + COLLECT {
    MATCH (i)<-[q:PART_OF]-(s:Segment)
    WHERE q.confidence >= $min_confidence
      AND NOT EXISTS { MATCH (s)<-[b:LEADS|PARTICIPATES_IN]-(c:Company) WHERE b.confidence >= $min_confidence }
    RETURN {number: 20, aspect: '环节的企业', segment: s.name, rule: '列出这个环节，没有写到引领或参与它的企业', found: false,
      evidence: q.evidence[0], passage: q.passages[0], confidence: q.confidence} AS x
    ORDER BY s.name, s.id
  } AS a
OPTIONAL MATCH (p:Passage {id: coalesce(a.passage, i.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, a.aspect AS aspect, '未提及' AS finding, a.segment AS segment, a.rule AS rule,
  d.name AS document, p.path AS section, coalesce(a.evidence, i.evidence[0]) AS span,
  [coalesce(a.evidence, i.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote, coalesce(a.confidence, i.confidence) AS confidence
ORDER BY chain, a.number, segment, i.id
