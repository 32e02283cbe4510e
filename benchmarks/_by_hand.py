"""The named questions as somebody would write them who wants the answer fast and knows the graph of the generated maps.

They leave out what only other maps need, such as periods that end before they begin or elements of any kind at either
end, and go about it in their own way where that seemed quicker. The benchmark sees that they answer the same.
"""

_MONEY = """
OPTIONAL MATCH (about:SysmapRecord {map: $map, id: 'map'})
WITH coalesce(about.currency, 'GBP') AS usual, date({year: $year, month: 4, day: 1}) AS first,
     date({year: $year + 1, month: 4, day: 1}) AS next
MATCH (p)-[f:FUNDS]->(s)
WHERE f.map = $map AND f.id IS NOT NULL AND f.basis = $basis AND coalesce(f.currency, usual) = $currency
  AND f.amount IS NOT NULL AND f.scenario IS NULL
  AND coalesce(f.period_start, f.period_end) >= first AND coalesce(f.period_end, f.period_start) < next
  AND p.scenario IS NULL AND s.scenario IS NULL
"""
_CASH = "AND NOT coalesce(f.mechanism, '') IN ['in_kind', 'loan', 'guarantee', 'equity']"
_SPEND = f"""{_MONEY}  {_CASH}
  AND coalesce(f.flow_role, 'spend') = 'spend' AND (f.service_id IS NOT NULL OR s:Service)
WITH p, f, s, coalesce(f.service_id, s.id) AS service
"""
_OUTCOME = "o.scenario IS NULL AND (o.outcome = 'yes' OR o.kind = 'outcome')"
_BETTER = f"""
  MATCH (it)-[steps:INFLUENCES*1..3]->(o:Factor)
  WHERE it.scenario IS NULL AND {_OUTCOME} AND o.desired_direction IN ['up', 'down']
    AND all(r IN steps WHERE r.scenario IS NULL AND r.polarity IN ['+', '-'] AND endNode(r).scenario IS NULL)
    AND all(i IN range(0, size(steps) - 1) WHERE endNode(steps[i]) <> it
            AND NOT endNode(steps[i]) IN [r IN steps[i + 1..] | endNode(r)])
    AND (size([r IN steps WHERE r.polarity = '-']) % 2 = 0) = (o.desired_direction = 'up')
"""


def _homes(node: str, name: str) -> str:
    return f"""
CALL ({node}) {{
  OPTIONAL MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->({node})
  WHERE owns.scenario IS NULL AND body.scenario IS NULL
  WITH DISTINCT body.id AS body, CASE type(owns) WHEN 'COMMISSIONS' THEN 1 WHEN 'DELIVERS' THEN 2 ELSE 3 END AS rank
  ORDER BY body
  WITH min(rank) AS best, collect({{rank: rank, body: body}}) AS all
  RETURN CASE WHEN {node}:Organisation THEN [{node}.id]
              ELSE [each IN all WHERE each.rank = best | each.body] END AS {name}
}}
"""


BY_HAND = {
    "circles_through": """
MATCH (x:SysmapRecord {map: $map, id: $element})-[steps:INFLUENCES*1..4]->(x)
WHERE all(r IN steps WHERE r.scenario IS NULL AND endNode(r).scenario IS NULL)
WITH x, steps, [r IN steps | endNode(r)] AS met
WHERE size(reduce(once = [], n IN met | CASE WHEN n IN once THEN once ELSE once + [n] END)) = size(steps)
WITH [r IN steps | r.id] AS links, [r IN steps | r.polarity] AS signs
RETURN links, CASE WHEN any(each IN signs WHERE each IS NULL OR each = '?') THEN 'undetermined'
                   WHEN size([each IN signs WHERE each = '-']) % 2 = 0 THEN 'R' ELSE 'B' END AS type
""",
    "claims_of_source": """
MATCH (:SysmapRecord {map: $map, id: $source})<-[c:CITES]-(n)
WHERE c.relationship_id IS NULL AND n.scenario IS NULL
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind
UNION
MATCH (:SysmapRecord {map: $map, id: $source})<-[c:CITES]-(n)-[r]->(m)
WHERE r.id = c.relationship_id AND n.scenario IS NULL AND r.scenario IS NULL AND m.scenario IS NULL
RETURN r.id AS id, type(r) AS kind
""",
    "concentration": f"""{_SPEND}
WITH service, s, sum(f.amount) AS paid ORDER BY paid DESC, s.id
WITH service, collect(s) AS to, collect(paid) AS paid, sum(paid) AS amount
WHERE amount > 0
RETURN service, amount, to[0].id AS largest, paid[0] / amount * 100.0 AS share,
       reduce(sum = 0.0, i IN range(0, size(to) - 1) |
         sum + CASE WHEN to[i]:Organisation AND coalesce(to[i].kind, '') <> 'market_group'
                    THEN (100.0 * paid[i] / amount) ^ 2 ELSE 0.0 END) AS hhi
""",
    "deciding_costs": f"""{_SPEND}
WITH service, sum(f.amount) AS amount
MATCH (it:SysmapRecord {{map: $map, id: service}}) WHERE it.kind = 'access_control' AND it.scenario IS NULL
RETURN service, amount
""",
    "ending_soon": """
MATCH (a:Agreement) WHERE a.map = $map AND a.scenario IS NULL AND a.end_date >= $as_of AND a.end_date < $until
RETURN a.id AS agreement, a.name AS name, a.end_date AS ends,
       COLLECT { MATCH (a)-[c:COVERS]->(s) WHERE c.scenario IS NULL AND s.scenario IS NULL
                 RETURN DISTINCT s.id AS id ORDER BY id } AS services
""",
    "flows_without_agreement": f"""{_MONEY}
  AND f.agreement_id IS NULL AND f.amount > $over
  AND f.mechanism IN ['contract', 'block_contract', 'framework_calloff', 'spot_purchase']
RETURN f.id AS flow, p.id AS payer, s.id AS payee, f.amount AS amount
""",
    "fragile_and_not_ours": f"""
MATCH (n:Factor)
WHERE n.map = $map AND n.vulnerable = 'yes' AND n.control IN ['theirs', 'none'] AND n.scenario IS NULL
RETURN n.id AS factor, n.name AS name, n.control AS control, COUNT {{
  MATCH (n)-[steps:INFLUENCES*1..3]->(o:Factor)
  WHERE o <> n AND {_OUTCOME} AND all(r IN steps WHERE r.scenario IS NULL AND endNode(r).scenario IS NULL)
  RETURN DISTINCT o
}} AS outcomes
""",
    "funder_dependence": f"""{_MONEY}  {_CASH} AND s:Organisation
WITH s, p, sum(f.amount) AS amount ORDER BY amount DESC, p.id
WITH s, head(collect(p)) AS p, head(collect(amount)) AS amount
RETURN s.id AS body, p.id AS funder, amount,
       CASE WHEN s.annual_income > 0 THEN 100.0 * amount / s.annual_income END AS share
""",
    "links_between_bodies": f"""
MATCH (a:SysmapRecord&(Organisation|Service|Factor))
WHERE a.map = $map AND a.id IS NOT NULL AND a.scenario IS NULL
{_homes("a", "from_homes")}
WITH a, from_homes WHERE size(from_homes) > 0
MATCH (a)-[link:INFLUENCES|DEPENDS_ON|FUNDS|WORKS_WITH]->(b)
WHERE link.scenario IS NULL AND b.scenario IS NULL
{_homes("b", "to_homes")}
WITH link, from_homes, to_homes
WHERE size(to_homes) > 0 AND none(each IN from_homes WHERE each IN to_homes)
RETURN link.id AS link, type(link) AS type, from_homes, to_homes
""",
    "links_nobody_owns": """
MATCH (a)-[link:INFLUENCES]->(b)
WHERE link.map = $map AND link.id IS NOT NULL AND link.scenario IS NULL
  AND a.scenario IS NULL AND b.scenario IS NULL
WITH link, a, b, [n IN [a, b] WHERE NOT EXISTS {
  MATCH (body)-[owns:STEWARDS|COMMISSIONS|DELIVERS]->(n) WHERE owns.scenario IS NULL AND body.scenario IS NULL
} | n.id] AS unowned
WHERE size(unowned) > 0
RETURN link.id AS link, a.id AS `from`, b.id AS `to`, unowned
""",
    "loops_through": """
MATCH (:SysmapRecord {map: $map, id: $element})<-[:PASSES_THROUGH]-(l:Loop)
WHERE l.scenario IS NULL
WITH DISTINCT l
MATCH (l)-[p:PASSES_THROUGH]->(n)
WITH l, p, n ORDER BY p.order
WITH l, collect(n) AS met, collect(p.relationship_id) AS named
WITH l, [i IN range(0, size(met) - 1) | COLLECT {
  WITH met[i] AS a, met[(i + 1) % size(met)] AS b
  MATCH (a)-[r:INFLUENCES]->(b)
  WHERE r.scenario IS NULL AND (size(named) < size(met) OR r.id = named[i])
  RETURN DISTINCT coalesce(r.polarity, '?')
}] AS signs, size(coalesce(l.relationship_ids, met)) <> size(met) AS odd
RETURN l.id AS loop, l.name AS name,
       CASE WHEN odd OR any(each IN signs WHERE size(each) <> 1 OR each[0] = '?') THEN 'undetermined'
            WHEN size([each IN signs WHERE each[0] = '-']) % 2 = 0 THEN 'R' ELSE 'B' END AS type
""",
    "lopsided_ties": """
MATCH (a)-[x:WORKS_WITH]->(b)
WHERE x.map = $map AND x.id IS NOT NULL AND x.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
MATCH (b)-[y:WORKS_WITH]->(a)
WHERE y.scenario IS NULL AND toInteger(x.collab_level) - toInteger(y.collab_level) >= $gap
  AND x.collab_level > y.collab_level
RETURN a.id AS first, b.id AS second, toInteger(x.collab_level) AS higher, toInteger(y.collab_level) AS lower
""",
    "money_through_bodies": f"""{_MONEY}  {_CASH}
UNWIND CASE WHEN s:Organisation THEN [[p, 0, f.amount], [s, f.amount, 0]] ELSE [[p, 0, f.amount]] END AS side
RETURN side[0].id AS body, sum(side[1]) AS inflow, sum(side[2]) AS outflow
""",
    "not_connected": """
MATCH (n:Organisation|Service|Factor)
WHERE n.map = $map AND n.scenario IS NULL
  AND NOT EXISTS { MATCH (n)-[r]-(m) WHERE r._position IS NOT NULL AND r.scenario IS NULL AND m.scenario IS NULL }
RETURN n.id AS element, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n.name AS name
""",
    "outcome_without_measure": f"""
MATCH (o:Factor) WHERE o.map = $map AND {_OUTCOME}
  AND NOT EXISTS {{ MATCH (o)-[:MEASURED_BY]->(m) WHERE m.scenario IS NULL }}
RETURN o.id AS outcome, o.name AS name
""",
    "outcome_without_owner": f"""
MATCH (o:Factor) WHERE o.map = $map AND {_OUTCOME}
  AND NOT EXISTS {{ MATCH (body)-[s:STEWARDS]->(o) WHERE s.scenario IS NULL AND body.scenario IS NULL }}
RETURN o.id AS outcome, o.name AS name
""",
    "overdue": """
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n.review_date < $as_of AND n.scenario IS NULL
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, n.review_date AS due
UNION ALL
MATCH (a:SysmapRecord)-[r]->(b)
WHERE a.map = $map AND a.id IS NOT NULL AND r.review_date < $as_of
  AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
RETURN r.id AS id, type(r) AS kind, r.review_date AS due
""",
    "paths_between": """
MATCH (a:SysmapRecord {map: $map, id: $start}), (b:SysmapRecord {map: $map, id: $finish})
MATCH (a)-[steps:INFLUENCES*1..5]->(b)
WHERE a <> b AND a.scenario IS NULL AND all(r IN steps WHERE r.scenario IS NULL AND endNode(r).scenario IS NULL)
WITH a, steps, [r IN steps | endNode(r)] AS met
WHERE size(reduce(once = [a], n IN met | CASE WHEN n IN once THEN once ELSE once + [n] END)) = size(steps) + 1
WITH [r IN steps | r.id] AS links, [r IN steps | r.polarity] AS signs
RETURN links, CASE WHEN any(each IN signs WHERE each IS NULL OR each = '?') THEN 'unsure'
                   WHEN size([each IN signs WHERE each = '-']) % 2 = 0 THEN 'same' ELSE 'opposite' END AS effect
""",
    "prevention_and_crisis": """
MATCH (p:Service)-[first:INFLUENCES]->(reduced)
WHERE p.map = $map AND p.scenario IS NULL AND p.prevention_tier IN ['primary', 'secondary'] AND reduced <> p
  AND first.polarity = '-' AND first.scenario IS NULL AND reduced.scenario IS NULL
MATCH (reduced)-[steps:INFLUENCES*1..4]->(crisis:Service)
WHERE crisis.prevention_tier = 'acute' AND crisis <> p
  AND all(r IN steps WHERE r.scenario IS NULL AND r.polarity IN ['+', '-'] AND endNode(r).scenario IS NULL)
  AND all(i IN range(0, size(steps) - 1) WHERE NOT endNode(steps[i]) IN [p, reduced]
          AND NOT endNode(steps[i]) IN [r IN steps[i + 1..] | endNode(r)])
  AND size([r IN steps WHERE r.polarity = '-']) % 2 = 0
RETURN p.id AS prevention, crisis.id AS crisis, count(*) AS ways, min(size(steps)) + 1 AS links
""",
    "one_year_prevention": f"""
{_SPEND}
MATCH (it:SysmapRecord:Service {{map: $map, id: service}})
WHERE f.amount > 0 AND it.scenario IS NULL AND it.prevention_tier IN ['primary', 'secondary']
OPTIONAL MATCH (a:Agreement {{map: $map, id: f.agreement_id}}) WHERE a.scenario IS NULL
WITH p, f, s, service, a, date({{year: $year + 1, month: 4, day: 1}}) AS next,
     date({{year: $year + 2, month: 4, day: 1}}) AS last
WITH p, f, service, a, EXISTS {{
  MATCH (x)-[g:FUNDS]->(y)
  WHERE g.map = $map AND g.id IS NOT NULL AND g.scenario IS NULL AND g.amount > 0
    AND x.scenario IS NULL AND y.scenario IS NULL
    AND (g.flow_id = f.flow_id
         OR x = p AND y = s AND coalesce(g.service_id, CASE WHEN y:Service THEN y.id END) = service)
    AND coalesce(g.period_start, g.period_end) >= next AND coalesce(g.period_end, g.period_start) < last
}} AS goes_on
WHERE NOT goes_on OR coalesce(a.current_term_months,
  duration.inMonths(a.start_date, a.end_date + duration({{days: 1}})).months) < 24
RETURN f.id AS flow, p.id AS payer, service, f.amount AS amount,
       CASE WHEN goes_on THEN 'short_agreement' ELSE 'no_next_year' END AS why
""",
    "value_across_services": f"""
MATCH (it:Service) WHERE it.map = $map
CALL (it) {{{_BETTER}
    AND o.value_dimension IN ['economic', 'social', 'environmental']
  RETURN DISTINCT o ORDER BY o.value_dimension, o.id
}}
WITH it, collect(o) AS found
WITH it, found,
     [k IN ['economic', 'environmental', 'social'] WHERE any(o IN found WHERE o.value_dimension = k)] AS kinds
WHERE size(kinds) > 1
RETURN it.id AS service, kinds, [o IN found | o.id] AS outcomes
""",
    "who_decides": """
MATCH (s:Service) WHERE s.map = $map AND s.kind = 'access_control' AND s.scenario IS NULL
OPTIONAL MATCH (b)-[c:COMMISSIONS]->(s) WHERE c.scenario IS NULL AND b.scenario IS NULL
WITH s, b ORDER BY b.id
WITH s, collect(DISTINCT b.id) AS answers
OPTIONAL MATCH (b)-[d:DELIVERS]->(s) WHERE d.scenario IS NULL AND b.scenario IS NULL
WITH s, answers, b ORDER BY b.id
WITH s, answers, collect(DISTINCT b.id) AS delivers
OPTIONAL MATCH (s)-[i:INFLUENCES]->(o:Service) WHERE i.scenario IS NULL AND o.scenario IS NULL
WITH s, answers, delivers, o ORDER BY o.id
RETURN s.id AS service, answers, delivers, collect(DISTINCT o.id) AS opens
""",
    "learnt_before_buying": """
MATCH (a:Agreement) WHERE a.map = $map AND a.scenario IS NULL AND a.end_date >= $as_of AND a.end_date < $until
OPTIONAL MATCH (n:Note)-[x:ABOUT]->(a) WHERE n.kind = 'learning' AND n.scenario IS NULL AND x.scenario IS NULL
WITH a, n ORDER BY n.id
RETURN a.id AS agreement, a.end_date AS ends, collect(DISTINCT n.id) AS lessons
""",
    "single_bids": """
MATCH (a:Agreement)
WHERE a.map = $map AND a.scenario IS NULL AND a.bids_received = 1 AND a.procedure IN ['open', 'competitive_flexible']
RETURN a.id AS agreement, a.name AS name, a.procedure AS procedure
""",
    "dependence_on_us": f"""
{_MONEY}  {_CASH}
  AND coalesce(f.flow_role, '') <> 'repayment'
  AND s:Organisation AND (s.sector = 'vcfse' OR s.kind IN ['charity', 'cic'])
WITH p, f, s
WHERE EXISTS {{
  MATCH (p)-[up:PART_OF*0..6]->(o) WHERE o.control = 'ours' AND o.scenario IS NULL
    AND all(r IN up WHERE r.scenario IS NULL AND endNode(r).scenario IS NULL)
}}
WITH s, sum(f.amount) AS amount, CASE WHEN s.annual_income > 0 THEN s.annual_income END AS income
RETURN s.id AS body, amount, income, 100.0 * amount / income AS share
""",
    "pilots_without_end": """
MATCH (s:Service)
WHERE s.map = $map AND s.status = 'pilot' AND s.scenario IS NULL AND (s.learn_by IS NULL OR s.decision_rule IS NULL)
RETURN s.id AS service, s.learn_by AS learn_by, s.decision_rule IS NOT NULL AS has_rule
""",
    "reached_in_place": """
MATCH (:SysmapRecord {map: $map, id: $place})<-[parts:PART_OF*0..5]-(w)
WHERE w.scenario IS NULL AND all(p IN parts WHERE p.scenario IS NULL)
MATCH (n)-[i:IN_PLACE]->(w) WHERE i.scenario IS NULL AND n.scenario IS NULL
WITH DISTINCT n, w
RETURN n.id AS element, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, w.id AS place,
       COLLECT { MATCH (b)-[d:DELIVERS]->(n) WHERE d.scenario IS NULL AND b.scenario IS NULL
                 RETURN DISTINCT b.id AS id ORDER BY id } AS delivered_by
""",
    "roles_on_both_sides": """
MATCH (role:Role)-[one:HOLDS]->(x:Organisation)
WHERE role.map = $map AND role.scenario IS NULL AND one.scenario IS NULL
CALL (x) {
  MATCH (x)-[:PART_OF*0..6]->(top:Organisation)
  MATCH (top)<-[:PART_OF*0..6]-(payer:Organisation)
  RETURN DISTINCT payer
}
MATCH (payer)-[f:FUNDS]->(payee:Organisation)
WHERE payer.scenario IS NULL AND f.scenario IS NULL AND f.amount IS NOT NULL AND payee.scenario IS NULL
MATCH (payee)-[:PART_OF*0..6]->(above:Organisation)
MATCH (above)<-[:PART_OF*0..6]-(y:Organisation)<-[two:HOLDS]-(role)
WHERE two <> one AND two.scenario IS NULL
WITH DISTINCT role, f, payer, payee
WHERE NOT EXISTS {
  MATCH (payer)-[:PART_OF*0..6]->(top:Organisation)
  MATCH (top)<-[:PART_OF*0..6]-(payee)
}
RETURN role.id AS role, f.id AS flow, payer.id AS payer, payee.id AS payee
""",
    "silent_measures": """
MATCH (m:Measure) WHERE m.map = $map AND m.scenario IS NULL
WITH m, reduce(last = null, day IN [(m)-[:OBSERVED]->(o) WHERE o.scenario IS NULL | o.date] |
               CASE WHEN last > day OR day IS NULL THEN last ELSE day END) AS last
WHERE last IS NULL OR last < $since
RETURN m.id AS measure, last
""",
    "spend_by_service": f"""{_SPEND}
WITH service, sum(f.amount) AS amount, count(*) AS flows
OPTIONAL MATCH (it:SysmapRecord {{map: $map, id: service}})
RETURN service, it.name AS name, amount, flows
""",
    "spend_by_tier": f"""{_SPEND}
WITH service, sum(f.amount) AS amount
OPTIONAL MATCH (it:SysmapRecord&Service {{map: $map, id: service}}) WHERE it.scenario IS NULL
RETURN coalesce(it.prevention_tier, 'unclassified') AS tier, sum(amount) AS amount
""",
    "spend_without_outcome": f"""{_SPEND}
WITH service, sum(f.amount) AS amount
OPTIONAL MATCH (it:SysmapRecord {{map: $map, id: service}})
WITH service, amount, it
WHERE NOT EXISTS {{ {_BETTER} }}
RETURN service, amount
""",
    "strong_claims_on_opinion": """
MATCH (a)-[r:INFLUENCES]->(b)
WHERE r.map = $map AND r.id IS NOT NULL AND r.strength = '3'
  AND r.evidence_type IN ['workshop_opinion', 'assumption']
  AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
RETURN r.id AS link, r.evidence_type AS evidence, COLLECT {
  MATCH (l:Loop)-[p:PASSES_THROUGH]->(a) WHERE l.scenario IS NULL AND coalesce(p.relationship_id, r.id) = r.id
  MATCH (l)-[q:PASSES_THROUGH]->(b)
  WHERE q.order = p.order + 1 OR q.order = 1 AND p.order = COUNT { (l)-[:PASSES_THROUGH]->() }
  RETURN DISTINCT l.id AS id ORDER BY id
} AS loops
""",
    "what_stops_if_x_stops": """
MATCH (x:SysmapRecord {map: $map, id: $element}) WHERE x.scenario IS NULL
UNWIND [x] + [(x)-[d:DELIVERS]->(s) WHERE d.scenario IS NULL AND s.scenario IS NULL | s] AS start
MATCH (start)<-[steps:DEPENDS_ON*0..8]-(o)
WHERE o <> x AND all(r IN steps WHERE r.scenario IS NULL AND startNode(r).scenario IS NULL)
RETURN DISTINCT o.id AS element, o.name AS name
""",
    "where_people_disagree": """
MATCH (n:SysmapRecord)
WHERE n.map = $map AND n.id IS NOT NULL AND n.confidence = 'contested' AND n.scenario IS NULL
RETURN n.id AS id, head([label IN labels(n) WHERE label <> 'SysmapRecord']) AS kind, 'contested' AS why
UNION ALL
MATCH (a:SysmapRecord)-[r]->(b)
WHERE a.map = $map AND a.id IS NOT NULL AND r.scenario IS NULL AND a.scenario IS NULL AND b.scenario IS NULL
  AND (r.confidence = 'contested' OR r:INFLUENCES AND r.polarity = '?')
UNWIND [each IN [CASE WHEN r.confidence = 'contested' THEN 'contested' END,
                 CASE WHEN r:INFLUENCES AND r.polarity = '?' THEN 'unsure' END] WHERE each IS NOT NULL] AS why
RETURN r.id AS id, type(r) AS kind, why
UNION ALL
MATCH (n:Note) WHERE n.map = $map AND n.id IS NOT NULL AND n.kind = 'disagreement' AND n.scenario IS NULL
RETURN n.id AS id, 'Note' AS kind, 'noted' AS why
UNION ALL
MATCH (a)-[r:WORKS_WITH]->(b)-[back:WORKS_WITH]->(a)
WHERE r.map = $map AND r.id IS NOT NULL AND r.scenario IS NULL AND back.scenario IS NULL
  AND a.scenario IS NULL AND b.scenario IS NULL AND toInteger(r.collab_level) - toInteger(back.collab_level) >= 2
RETURN DISTINCT r.id AS id, type(r) AS kind, 'apart' AS why
""",
    "who_pays_and_who_benefits": f"""{_SPEND}
WITH service, p, sum(f.amount) AS amount
WITH service, collect([p.id, amount]) AS paid
OPTIONAL MATCH (it:SysmapRecord {{map: $map, id: service}})
WITH service, paid, COLLECT {{ {_BETTER}
  MATCH (owner:Organisation)-[s:STEWARDS]->(o) WHERE s.scenario IS NULL AND owner.scenario IS NULL
  RETURN DISTINCT owner.id AS id ORDER BY id
}} AS benefits
UNWIND paid AS each
RETURN each[0] AS payer, service, each[1] AS amount, benefits
""",
}
