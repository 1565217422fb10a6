"""Text becomes a suggested outcome and suggested answers, each with a quote; suggestions only."""
