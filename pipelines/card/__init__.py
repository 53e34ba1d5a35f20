"""The parts of the card reader: front matter, Markdown body, raw HTML. `pipelines.card` puts them together."""
