"""gongkai: what demonstration counties disclose, checked against the notice and published as a website."""
