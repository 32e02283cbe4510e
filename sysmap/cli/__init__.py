"""The command line: parse, call the pipeline, echo."""
