"""The prompts, tried: exact requests answered by independent readers, and what became of their replies."""
