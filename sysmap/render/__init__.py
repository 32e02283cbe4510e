"""The page: places worked out, words chosen, one file written. It holds only what its reader may see."""
