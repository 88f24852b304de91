// name: policy-kinds
// title: 面向各类企业的政策
// question: 哪些任务和计划的名称（图库存有原文时还有标题下的正文）写到某类企业：专精特新、独角兽、中小企业、总部……？
// kind: rows
// parameters:
//   kind: {type: string, title: 企业类型（文中用词）, default: null, values: "UNWIND ['总部', '外资', '国有企业', '民营企业', '平台企业', '龙头企业', '链主', '专精特新', '小巨人', '独角兽', '瞪羚', '高新技术企业', '领军企业', '创新型企业', '科技企业', '上市公司', '初创', '中小企业', '小微企业', '规模以上'] AS v RETURN v AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   kind: 企业类型
//   policy: 任务或计划
//   label: {title: 类别, shows: label}
//   where_found: 写在
//   industries: 产业
//   document: 文件
//   section: 章节
//   span: 出处
//   quote: {title: 原文, shows: quote}
//   confidence: 置信度
MATCH (t:Task|Programme)
WHERE t.confidence >= $min_confidence
MATCH (o:Passage {id: t.passages[0]})
OPTIONAL MATCH (o)<-[:HAS_PASSAGE]-(s:Section)-[:HAS_PASSAGE]->(x:Passage)
WHERE x.id = o.id OR o.kind = 'heading'
WITH t, o, coalesce(x, o) AS p
// Words are looked for in the name and, where the store holds text, in what stands under the measure's heading.
UNWIND CASE WHEN $kind IS NULL THEN ['总部', '外资', '国有企业', '民营企业', '平台企业', '龙头企业', '链主', '专精特新', '小巨人',
  '独角兽', '瞪羚', '高新技术企业', '领军企业', '创新型企业', '科技企业', '上市公司', '初创', '中小企业', '小微企业', '规模以上'] ELSE [$kind] END AS word
WITH t, o, p, word, t.name CONTAINS word AS named, coalesce(p.text, '') CONTAINS word AS told
WHERE told OR (named AND p.id = o.id)
OPTIONAL MATCH (d:Document {id: p.documents[0]})
RETURN word AS kind, t.name AS policy, labels(t) AS label, CASE WHEN named THEN '名称' ELSE '正文' END AS where_found,
  COLLECT {
    MATCH (t)-[f:FOCUSES_ON]->(i:IndustryChain) WHERE f.confidence >= $min_confidence
    RETURN DISTINCT i.name AS x ORDER BY x
  } AS industries,
  d.name AS document, p.path AS section, CASE WHEN told THEN p.evidence[0] ELSE t.evidence[0] END AS span,
  [CASE WHEN told THEN p.evidence[0] ELSE t.evidence[0] END, p.start, p.end, p.text, d.sha256] AS quote,
  t.confidence AS confidence
ORDER BY kind, where_found, policy, t.id, p.id
