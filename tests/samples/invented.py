"""Invented reports from a seed: figures of chance that keep every relation the forms and budgets ask for."""

from tests.samples.invented_annual import annual_report
from tests.samples.invented_budget import budget

__all__ = ["annual_report", "budget"]
