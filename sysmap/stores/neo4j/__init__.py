"""Maps in a Neo4j database, by the official driver; many maps in one database, told apart by name.

Nothing outside this package imports the driver, and nothing imports this package before a Neo4j address is used.
"""
