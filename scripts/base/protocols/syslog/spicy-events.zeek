##! Kept for scripts that load it; events of Syslog are declared with its analyzer.
