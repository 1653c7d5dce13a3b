"""Text to an analysed spaCy Doc."""
