"""Peers that render an Answer and call the service, and do nothing else."""
