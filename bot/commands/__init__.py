"""The commands of ``onrecord``, one module for each kind of work; they call the service and choose how to show it."""
