"""Where the service as it is measured answers what the product's own does not."""

ECHO = "/v1/echo"
PROCESS = "/v1/process"
