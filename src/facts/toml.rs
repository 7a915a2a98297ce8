//! TOML sheets, read into a document with places and raw digits.
