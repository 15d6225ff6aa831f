"""Briefings: the exhibits of the pages as one document model, written as PDF, Word or PowerPoint."""
