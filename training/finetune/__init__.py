"""Fine-tune a Chinese encoder on labelled drafts; needs the extra ``encoder``, and alone imports torch."""
