"""sysmap: record a local system as a graph, ask it questions and draw it."""

__version__ = "0.1.0"
