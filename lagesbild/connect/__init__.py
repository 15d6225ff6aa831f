"""Fetches open statistics from their sources as files for the intake: what a source answered, and nothing read out of it here."""

from lagesbild.connect.sources import SOURCES, Fetched, Source, fetch

__all__ = ["SOURCES", "Fetched", "Source", "fetch"]
