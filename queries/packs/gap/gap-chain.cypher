// name: gap-chain
// title: 一条产业链的补链清单
// question: 一条产业链的链主、企业、环节、园区、平台、项目、链长和应用领域里，哪些未提及，文件另有什么线索？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: 人工智能, values: "MATCH (i:IndustryChain) WHERE i.confidence >= 0.5 RETURN i.name AS value ORDER BY value, i.id"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   aspect: 方面
//   finding: 结论
//   segment: 环节
//   related: 有关线索（发展它的任务里写到，不算，供核对）
//   rule: 判定规则
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH path = (i:IndustryChain)<-[:PART_OF*0..3]-(t:IndustryChain|Segment|Technology)
WHERE i.confidence >= $min_confidence AND (i.name = $chain OR $chain IN coalesce(i.aliases, []))
  AND all(x IN relationships(path) WHERE x.confidence >= $min_confidence)
WITH DISTINCT i, t
OPTIONAL MATCH (t)-[r:LEADS|PARTICIPATES_IN|FOCUSES_ON|RESPONSIBLE_FOR|PART_OF|APPLIED_IN]-(m)
WHERE r.confidence >= $min_confidence
OPTIONAL MATCH (m)-[q:INVOLVES|RESPONSIBLE_FOR|FOCUSES_ON]-(v)
WHERE q.confidence >= $min_confidence AND (m:Task OR m:Programme)
WITH DISTINCT i, type(r) AS fact, m.name AS member, r.role AS role, r.position AS position,
  CASE WHEN m:Company THEN '企业' WHEN m:Segment THEN '环节' WHEN m:Park OR m:Zone THEN '园区'
    WHEN m:Place THEN '行政区划' WHEN m:Platform THEN '平台载体' WHEN m:Project THEN '项目' END AS sort,
  CASE WHEN type(q) = 'RESPONSIBLE_FOR' THEN '责任单位' WHEN v:Company THEN '企业' WHEN v:Park OR v:Zone THEN '园区'
    WHEN v:Platform THEN '平台载体' WHEN v:Project THEN '项目' WHEN v:Scenario THEN '应用领域' END AS near_sort, v.name AS near
ORDER BY near, member, role, position
// The facts of the chain and its parts; `near` is what a measure that develops it names, a clue and no fact of the chain.
WITH i, collect({fact: fact, member: member, role: role, position: position, sort: sort, near_sort: near_sort,
  near: near}) AS facts
WITH i, [
  {number: 1, aspect: '链主', rule: '文件未提及被称为它的链主的企业；龙头、骨干等称谓不算',
    found: size([f IN facts WHERE f.fact = 'LEADS' AND f.role CONTAINS '链主']) > 0,
    related: [f IN facts WHERE f.fact = 'LEADS' | f.role + '：' + f.member]},
  {number: 2, aspect: '引领企业', rule: '文件未提及以链主、龙头、头部、领军、骨干等称谓引领它的企业',
    found: size([f IN facts WHERE f.fact = 'LEADS']) > 0,
    related: [f IN facts WHERE f.sort = '企业' | f.member]},
  {number: 3, aspect: '企业', rule: '文件未提及引领或参与它、它的环节或属于它的产业链的企业',
    found: size([f IN facts WHERE f.sort = '企业']) > 0,
    related: [f IN facts WHERE f.near_sort = '企业' | f.near]},
  {number: 4, aspect: '环节', rule: '文件未列出它的环节',
    found: size([f IN facts WHERE f.sort = '环节']) > 0,
    related: []},
  {number: 5, aspect: '上游环节', rule: '文件未提及写明属于上游的环节',
    found: size([f IN facts WHERE f.sort = '环节' AND f.position = '上游']) > 0,
    related: []},
  {number: 6, aspect: '中游环节', rule: '文件未提及写明属于中游的环节',
    found: size([f IN facts WHERE f.sort = '环节' AND f.position = '中游']) > 0,
    related: []},
  {number: 7, aspect: '下游环节', rule: '文件未提及写明属于下游的环节',
    found: size([f IN facts WHERE f.sort = '环节' AND f.position = '下游']) > 0,
    related: []},
  {number: 8, aspect: '园区', rule: '文件未提及重点发展它或它的环节的园区、片区；行政区划不算',
    found: size([f IN facts WHERE f.sort = '园区']) > 0,
    related: [f IN facts
    WHERE f.near_sort = '园区' OR f.sort = '行政区划' | CASE WHEN f.sort = '行政区划' THEN f.member ELSE f.near END]},
  {number: 9, aspect: '平台载体', rule: '文件未提及属于它或它的环节的平台载体',
    found: size([f IN facts WHERE f.sort = '平台载体']) > 0,
    related: [f IN facts WHERE f.near_sort = '平台载体' | f.near]},
  {number: 10, aspect: '项目', rule: '文件未提及属于它或它的环节的项目',
    found: size([f IN facts WHERE f.sort = '项目']) > 0,
    related: [f IN facts WHERE f.near_sort = '项目' | f.near]},
  {number: 11, aspect: '链长', rule: '文件未提及负责这条产业链的链长、单位或人员',
    found: size([f IN facts WHERE f.fact = 'RESPONSIBLE_FOR']) > 0,
    related: [f IN facts WHERE f.near_sort = '责任单位' | f.near]},
  {number: 12, aspect: '责任单位', rule: '发展它的任务和计划未提及责任单位',
    found: size([f IN facts WHERE f.near_sort = '责任单位']) > 0,
    related: []},
  {number: 13, aspect: '应用领域', rule: '文件未写明它的产品用到哪个应用领域',
    found: size([f IN facts WHERE f.fact = 'APPLIED_IN']) > 0,
    related: [f IN facts WHERE f.near_sort = '应用领域' | f.near]}
] AS aspects
UNWIND [a IN aspects WHERE NOT a.found] + COLLECT {
    MATCH (i)<-[q:PART_OF]-(s:Segment)
    WHERE q.confidence >= $min_confidence
      AND NOT EXISTS { MATCH (s)<-[b:LEADS|PARTICIPATES_IN]-(c:Company) WHERE b.confidence >= $min_confidence }
    RETURN {number: 20, aspect: '环节的企业', segment: s.name, rule: '文件列出这个环节，未提及参与它的企业',
      evidence: q.evidence[0], passage: q.passages[0], confidence: q.confidence, related: []} AS x
    ORDER BY s.name, s.id
  } AS a
OPTIONAL MATCH (p:Passage {id: coalesce(a.passage, i.passages[0])})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, a.aspect AS aspect, '未提及' AS finding, a.segment AS segment,
  reduce(kept = [], x IN a.related | CASE WHEN x IN kept THEN kept ELSE kept + [x] END) AS related, a.rule AS rule,
  d.name AS document, p.path AS section, coalesce(a.evidence, i.evidence[0]) AS span,
  [coalesce(a.evidence, i.evidence[0]), p.start, p.end, p.text, d.sha256] AS quote,
  coalesce(a.confidence, i.confidence) AS confidence
ORDER BY chain, a.number, segment, i.id
