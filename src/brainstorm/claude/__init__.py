"""Speaking with Claude: requests, prices, and a child process that alone imports the API's library."""
