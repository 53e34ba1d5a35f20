"""One question a file; `pipelines.detection` finds them by walking this package."""
