"""The real parts: packs, noise, sampling, pictures. No words for readers, no drawing, no Gradio."""
