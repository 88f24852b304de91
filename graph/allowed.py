"""What a statement may use, as data: clauses, procedures and functions; the rest is refused.

Sources: openCypher 9, "Functions" (https://opencypher.org/resources/) and the Neo4j 5 Cypher manual,
"Functions" and "Clauses" (https://neo4j.com/docs/cypher-manual/5/). Left out on purpose: all that
reaches files, addresses, settings, users or running queries (``apoc``, ``dbms``, ``genai``, ``file()``,
``linenumber()``), and all that takes no graph to answer.
"""

from __future__ import annotations

BEGINNING = frozenset({"MATCH", "OPTIONAL", "WITH", "UNWIND", "RETURN", "CALL"})
"""What a statement and a subquery may begin with."""
WRITING = frozenset({"CREATE", "MERGE", "SET", "DELETE", "DETACH", "REMOVE", "FOREACH"})
"""What a statement with the right to write may use besides."""
FOLLOWING = BEGINNING | frozenset(
    {"WHERE", "ORDER", "BY", "SKIP", "OFFSET", "LIMIT", "UNION", "YIELD", "AS", "ASC", "ASCENDING", "DESC"}
    | {"DESCENDING", "AND", "OR", "XOR", "NOT", "IN", "IS", "STARTS", "ENDS", "CONTAINS", "WHEN", "THEN", "ELSE"}
    | {"END", "DISTINCT", "SHORTEST", "GROUPS"}
)
"""What may stand behind a finished expression or pattern."""
SUBQUERIES = frozenset({"EXISTS", "COUNT", "COLLECT", "CALL"})
RESERVED = frozenset(
    {"CREATE", "INSERT", "MERGE", "SET", "DELETE", "DETACH", "NODETACH", "REMOVE", "DROP", "FOREACH", "LOAD", "USE"}
    | {"SHOW", "ALTER", "GRANT", "DENY", "REVOKE", "START", "STOP", "TERMINATE", "ENABLE", "RENAME", "DRYRUN", "KILL"}
    | {"DEALLOCATE", "REALLOCATE", "USING", "PERIODIC", "EXPLAIN", "PROFILE", "CYPHER", "CALL", "TRANSACTIONS"}
    | {"CONCURRENT", "FINISH", "ON", "CONSTRAINT", "DATABASE", "LET", "FILTER", "FOR", "NEXT", "YIELD"}
)
"""No variable is called so: who wants one writes it in back-ticks."""
SHOWN = frozenset({"INDEX", "INDEXES", "CONSTRAINT", "CONSTRAINTS"})
"""What SHOW may show: nothing about users, settings, other databases or running queries."""
SHOWN_KINDS = frozenset({"ALL", "FULLTEXT", "LOOKUP", "RANGE", "TEXT", "POINT", "VECTOR", "UNIQUE"})

PROCEDURES = frozenset(
    {
        "db.labels",
        "db.relationshiptypes",
        "db.propertykeys",
        "db.schema.visualization",
        "db.schema.nodetypeproperties",
        "db.schema.reltypeproperties",
        "db.index.fulltext.querynodes",
        "db.index.fulltext.queryrelationships",
    }
)
"""Procedures that only read the graph."""

_FUNCTIONS = """
    all any none single exists isEmpty
    coalesce elementId id labels type keys properties nodes relationships startNode endNode length size
    head last tail range reduce reverse nullIf valueType timestamp randomUUID char_length character_length
    count collect avg sum min max stDev stDevP percentileCont percentileDisc
    abs ceil floor rand round sign isNaN e exp log log10 sqrt
    acos asin atan atan2 cos cosh cot coth degrees haversin pi radians sin sinh tan tanh
    left right lower upper toLower toUpper ltrim rtrim btrim trim replace split substring normalize
    toBoolean toBooleanOrNull toBooleanList toFloat toFloatOrNull toFloatList toInteger toIntegerOrNull
    toIntegerList toString toStringOrNull toStringList
    date date.truncate date.realtime date.statement date.transaction
    datetime datetime.truncate datetime.fromEpoch datetime.fromEpochMillis datetime.realtime
    datetime.statement datetime.transaction
    localdatetime localdatetime.truncate localdatetime.realtime localdatetime.statement localdatetime.transaction
    localtime localtime.truncate localtime.realtime localtime.statement localtime.transaction
    time time.truncate time.realtime time.statement time.transaction
    duration duration.between duration.inDays duration.inMonths duration.inSeconds
    point point.distance point.withinBBox vector.similarity.cosine vector.similarity.euclidean
    shortestPath allShortestPaths
"""
FUNCTIONS = {name.lower(): name for name in _FUNCTIONS.split()}
"""Functions that answer from their arguments and the graph alone, by lower-case name."""
