"""A made-up Hub of any size, without a disk: every repository is a function of (seed, index, day).

`draw` gives the randomness, `population` who exists when, `churn` what happened up to a day, `model`, `dataset` and
`code` the repositories, `prose` and `licences` their texts, `hub` the catalogue, `truth` what a night changed.
Shares follow published figures about the Hub: 70 % of models have a card, 35.6 % a licence, 28 % name a base model,
7 % have a licence file, 64 % are never downloaded. Memory grows with what changed, never with the number of models.
"""
