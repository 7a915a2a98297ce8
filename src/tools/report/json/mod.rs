//! The verdict as JSON: `solon.verdict/1`, its own types, in canonical order, every figure exact.

pub mod explanation;
pub mod need;
pub mod duty;
pub mod verdict;
pub mod tests;
pub mod fines;
pub mod build;
pub mod diff;
pub mod flip;
pub mod mutation;
pub mod coverage;

pub use build::document;
pub use tests::tests;
pub use verdict::Document;

/// The JSON Schema of the document, as it is published in `docs/formats`.
pub fn schema() -> String {
    let schema = schemars::schema_for!(Document);
    pretty(&schema)
}

/// The JSON Schema of what an amendment changes, as it is published in `docs/formats`.
pub fn diff_schema() -> String {
    pretty(&schemars::schema_for!(diff::DiffDocument))
}

/// The JSON Schema of what would change an answer, as it is published in `docs/formats`.
pub fn flip_schema() -> String {
    pretty(&schemars::schema_for!(flip::FlipDocument))
}

/// The JSON Schema of what tests touch, as it is published in `docs/formats`.
pub fn coverage_schema() -> String {
    pretty(&schemars::schema_for!(coverage::CoverageDocument))
}

/// The JSON Schema of what became of mutants, as it is published in `docs/formats`.
pub fn mutation_schema() -> String {
    pretty(&schemars::schema_for!(mutation::MutationDocument))
}

/// A value as JSON text with a final line break.
pub fn pretty(value: &impl serde::Serialize) -> String {
    let mut text = serde_json::to_string_pretty(value).unwrap_or_default();
    text.push('\n');
    text
}
