"""What of a session to put first, what a small fund can do at once, and when each matter is due."""
