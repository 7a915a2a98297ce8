//! The project that an author begins with: one small law, a sheet, and what looks after them.

/// A file of a project: its path below the root, and its text.
pub type File = (&'static str, &'static str);

/// The law of a new project.
pub const LAW: &str = "complaints.law";

/// Where the schema of its sheets is kept.
pub const SCHEMA: &str = "sheet.schema.json";

/// The files of a new project; the schema of its sheets and its snapshots are made from them.
pub fn files() -> [File; 8] {
    [
        ("solon.toml", include_str!("project/solon.toml")),
        (LAW, include_str!("project/complaints.law")),
        ("sheets/lantern.yaml", include_str!("project/sheets/lantern.yaml")),
        ("README.md", include_str!("project/README.md")),
        (".gitignore", include_str!("project/.gitignore")),
        (".vscode/settings.json", include_str!("project/.vscode/settings.json")),
        (".pre-commit-config.yaml", include_str!("project/.pre-commit-config.yaml")),
        (".github/workflows/laws.yml", include_str!("project/.github/workflows/laws.yml")),
    ]
}
