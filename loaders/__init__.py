"""Documents in, facts out: text with offsets, blocks, mentions, facts."""
