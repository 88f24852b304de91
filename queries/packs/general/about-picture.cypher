// name: about-picture
// title: 关于一个名称（图）
// question: 一个名称（或别名、标识）与谁直接相连？
// kind: picture
// of: about
// parameters:
//   name: {type: string, title: 名称, example: 长三角数字干线, values: "MATCH (n) WHERE n.name IS NOT NULL AND NOT (n:Section OR n:Passage OR n:Target) RETURN DISTINCT n.name AS value ORDER BY value"}
//   min_confidence: {type: float, title: 最低置信度, default: 0.5}
// columns:
//   path: 关系
MATCH way = (n)-[r]-(m)
WHERE (n.name = $name OR n.id = $name OR $name IN coalesce(n.aliases, []))
  AND NOT type(r) IN ['HAS_SECTION', 'HAS_PASSAGE', 'MENTIONS'] AND r.confidence >= $min_confidence
RETURN way AS path
ORDER BY r.id
