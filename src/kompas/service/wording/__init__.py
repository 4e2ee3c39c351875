"""Language models in the product: one gateway for every call."""
