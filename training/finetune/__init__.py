"""Fine-tune a Chinese encoder on the labelled drafts; needs the extra ``encoder``."""
