"""The elements of HTML that stand on a line of their own: their text is no part of the sentence before them."""

BLOCKS = frozenset({
    "address", "article", "blockquote", "body", "br", "center", "dd", "details", "div", "dl", "dt", "figcaption",
    "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "html", "li", "main", "nav", "ol", "p",
    "pre", "section", "summary", "table", "tbody", "thead", "tr", "ul",
})  # fmt: skip
CELLS = frozenset({"td", "th"})
