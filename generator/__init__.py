"""gongkai checks what demonstration counties disclose against the notice and publishes it as a website."""
