"""Personal information (个人信息): who may take it away, how it is hidden, and how it is deleted for good."""
