"""What is concluded from the facts: detectors, licences, verdicts, and the thin Scrapy pipelines that store."""
