// What: the relationship types of the vocabulary: an id is told apart within its map and type, and found at once.
// Parameters: none.
// Returns: nothing.
// A type that comes later, or that users make, gets its constraint from store/relationship_type.cypher.
CREATE CONSTRAINT sysmap_FUNDS IF NOT EXISTS FOR ()-[r:FUNDS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_DELIVERS IF NOT EXISTS FOR ()-[r:DELIVERS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_COMMISSIONS IF NOT EXISTS FOR ()-[r:COMMISSIONS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_INFLUENCES IF NOT EXISTS FOR ()-[r:INFLUENCES]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_DEPENDS_ON IF NOT EXISTS FOR ()-[r:DEPENDS_ON]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_WORKS_WITH IF NOT EXISTS FOR ()-[r:WORKS_WITH]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_STEWARDS IF NOT EXISTS FOR ()-[r:STEWARDS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_PART_OF IF NOT EXISTS FOR ()-[r:PART_OF]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_GOVERNS IF NOT EXISTS FOR ()-[r:GOVERNS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_HOLDS IF NOT EXISTS FOR ()-[r:HOLDS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_PARTY_TO IF NOT EXISTS FOR ()-[r:PARTY_TO]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_COVERS IF NOT EXISTS FOR ()-[r:COVERS]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_IN_PLACE IF NOT EXISTS FOR ()-[r:IN_PLACE]-() REQUIRE (r.map, r.id) IS UNIQUE;
CREATE CONSTRAINT sysmap_ABOUT IF NOT EXISTS FOR ()-[r:ABOUT]-() REQUIRE (r.map, r.id) IS UNIQUE;
