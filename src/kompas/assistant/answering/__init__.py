"""Answering: passages and phrases become a draft in which every factual sentence has its proof."""
