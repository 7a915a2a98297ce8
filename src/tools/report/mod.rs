//! What a reader sees: wording, text, JSON and Markdown.
