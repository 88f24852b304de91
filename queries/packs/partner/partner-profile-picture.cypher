// name: partner-profile-picture
// title: 合伙人概况（图）
// question: 一个合伙人与谁相连？
// kind: picture
// of: partner-profile
// parameters:
//   partner: {type: string, title: 合伙人, default: 华为技术有限公司, values: "MATCH (v:Partner) WHERE v.confidence >= 0.5 RETURN DISTINCT v.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (c:Partner)-[r]-(m)
WHERE (c.name = $partner OR $partner IN coalesce(c.aliases, [])) AND r.confidence >= $min_confidence
  AND NOT type(r) IN ['HAS_SECTION', 'HAS_PASSAGE', 'MENTIONS']
RETURN way AS path
ORDER BY r.id
