// What: roles for people who read maps and people who edit them, for Enterprise edition and Aura editions with roles.
//       Run it once on the database `system`, with your own database for neo4j; then GRANT ROLE map_reader TO a user.
// Parameters: none.
// Returns: nothing.
CREATE ROLE map_reader IF NOT EXISTS;
GRANT ACCESS ON DATABASE neo4j TO map_reader;
GRANT MATCH {*} ON GRAPH neo4j TO map_reader;

CREATE ROLE map_editor IF NOT EXISTS AS COPY OF map_reader;
GRANT WRITE ON GRAPH neo4j TO map_editor;
GRANT NAME MANAGEMENT ON DATABASE neo4j TO map_editor;
GRANT CONSTRAINT MANAGEMENT ON DATABASE neo4j TO map_editor;
GRANT INDEX MANAGEMENT ON DATABASE neo4j TO map_editor;
