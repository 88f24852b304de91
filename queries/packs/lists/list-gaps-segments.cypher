// name: list-gaps-segments
// title: 补链固链强链（环节）
// question: 产业链的各个环节在文件里提及了几家企业，哪些环节未提及企业？
// kind: rows
// parameters:
//   chain: {type: string, title: 产业链, default: null, values: "MATCH (i:IndustryChain) UNWIND [i.name] + coalesce(i.aliases, []) AS value RETURN DISTINCT value AS value ORDER BY value"}
//   few: {type: integer, title: 固链企业数上限, default: 2}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   chain: 产业链
//   object: 环节
//   position: 上下游
//   action: 分类
//   rule: 判定规则
//   leaders: 链主与龙头
//   companies: 提及的企业
//   platforms: 平台与项目
//   parks: 发展它的园区
//   units: 相关任务的责任单位
//   partners: 相关任务提到的合伙人
//   suggestion: 工作线索
//   document: 文件
//   section: 章节
//   quote: {title: 原文, shows: quote}
//   span: 出处
//   confidence: 置信度
MATCH (s:Segment)-[b:PART_OF]->(i:IndustryChain)
WHERE b.confidence >= $min_confidence
  AND ($chain IS NULL OR i.name = $chain OR $chain IN coalesce(i.aliases, []))
WITH s, b, i,
  COLLECT {
    MATCH (c:Company)-[r:LEADS|PARTICIPATES_IN]->(s)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS firms,
  COLLECT {
    MATCH (c:Company)-[r:LEADS]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS led,
  COLLECT {
    MATCH (e:Platform|Project)-[r:PARTICIPATES_IN]->(s)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT e.name AS x ORDER BY x
  } AS carriers,
  COLLECT {
    MATCH (k:Park)-[r:FOCUSES_ON]->(s)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS own,
  COLLECT {
    MATCH (k:Park)-[r:FOCUSES_ON]->(i)
    WHERE r.confidence >= $min_confidence
    RETURN DISTINCT k.name AS x ORDER BY x
  } AS wider,
  COLLECT {
    MATCH (s)<-[f:FOCUSES_ON]-(t:Task)-[v:INVOLVES]->(c:Partner)
    WHERE f.confidence >= $min_confidence AND v.confidence >= $min_confidence
    RETURN DISTINCT c.name AS x ORDER BY x
  } AS allies,
  COLLECT {
    MATCH (s)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS near,
  COLLECT {
    MATCH (i)<-[f:FOCUSES_ON]-(t:Task)<-[q:RESPONSIBLE_FOR]-(u)
    WHERE f.confidence >= $min_confidence AND q.confidence >= $min_confidence
    RETURN DISTINCT u.name AS x ORDER BY x
  } AS far
WITH s, b, i, firms, led, carriers, allies, near + [x IN far WHERE NOT x IN near] AS asked,
  own + [x IN wider WHERE NOT x IN own] AS grounds
OPTIONAL MATCH (p:Passage {id: b.passages[0]})
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN i.name AS chain, s.name AS object, b.position AS position,
  CASE WHEN size(firms) > $few THEN '强链' WHEN size(firms) > 0 THEN '固链' ELSE '补链' END AS action,
  CASE WHEN size(firms) > $few THEN '文件提及 ' + toString(size(firms)) + ' 家企业属于该环节'
    WHEN size(firms) > 0 THEN '文件提及的企业只有 ' + toString(size(firms)) + ' 家属于该环节'
    ELSE '文件写到该环节，属于该环节的企业名称未提及' END AS rule,
  led AS leaders, CASE WHEN size(firms) = 0 THEN ['未提及'] ELSE firms END AS companies,
  carriers AS platforms, CASE WHEN size(grounds) = 0 THEN ['未提及'] ELSE grounds END AS parks,
  CASE WHEN size(asked) = 0 THEN ['未提及'] ELSE asked END AS units, allies AS partners,
  CASE WHEN size(grounds) > 0 THEN '可问发展它或该产业链的园区；' ELSE '' END
    + CASE WHEN size(asked) > 0 THEN '可问相关任务的责任单位；' ELSE '' END
    + CASE WHEN size(led) > 0 THEN '可请该产业链的链主与龙头牵线；' ELSE '' END
    + CASE WHEN size(allies) > 0 THEN '可对接相关任务提到的合伙人；' ELSE '' END
    + CASE WHEN size(grounds) + size(asked) + size(led) + size(allies) = 0 THEN '文件未给出线索' ELSE '' END AS suggestion,
  d.name AS document, p.path AS section, [b.evidence[0], p.start, p.end, p.text, d.sha256] AS quote,
  b.evidence[0] AS span, b.confidence AS confidence
ORDER BY chain, CASE position WHEN '上游' THEN 0 WHEN '中游' THEN 1 WHEN '下游' THEN 2 ELSE 3 END, object, b.id
