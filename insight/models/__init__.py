"""Training tables in; property models out: predictions with intervals, domain, neighbours, reasons, suggestions."""
