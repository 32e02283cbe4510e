// Who decides who gets what?
// Services that decide who gets what, who answers for each, who does it, and which services it lets people into.
// Returns service: the id of the service that decides.
// Returns answers: the ids of the bodies that commission it.
// Returns delivers: the ids of the bodies that do it.
// Returns opens: the ids of the services whose amount it moves.
MATCH (service:SysmapRecord&Service)
WHERE service.map = $map AND service.id IS NOT NULL AND service.scenario IS NULL AND service.kind = 'access_control'
RETURN service.id AS service,
       COLLECT {
         MATCH (body)-[c:COMMISSIONS]->(service) WHERE c.scenario IS NULL AND body.scenario IS NULL
         RETURN DISTINCT body.id AS id ORDER BY id
       } AS answers,
       COLLECT {
         MATCH (body)-[d:DELIVERS]->(service) WHERE d.scenario IS NULL AND body.scenario IS NULL
         RETURN DISTINCT body.id AS id ORDER BY id
       } AS delivers,
       COLLECT {
         MATCH (service)-[i:INFLUENCES]->(opened:Service) WHERE i.scenario IS NULL AND opened.scenario IS NULL
         RETURN DISTINCT opened.id AS id ORDER BY id
       } AS opens
ORDER BY service
