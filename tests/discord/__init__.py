"""Tests of the Discord adapter, spoken through a server of ours on loopback to the library's own network stack."""
