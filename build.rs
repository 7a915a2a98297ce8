//! Gathers the pages of `docs/errors`, so that `solon code` can print them.

use std::path::Path;
use std::{env, fs};

fn main() -> std::io::Result<()> {
    let root = env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
    let folder = Path::new(&root).join("docs/errors");
    println!("cargo::rerun-if-changed=docs/errors");
    println!("cargo::rerun-if-changed=build.rs");
    let mut names = Vec::new();
    if folder.is_dir() {
        for entry in fs::read_dir(&folder)? {
            let path = entry?.path();
            let name = path.file_stem().and_then(|name| name.to_str()).unwrap_or("").to_owned();
            let page = path.extension().is_some_and(|extension| extension == "md");
            if page && name.starts_with(['E', 'W']) {
                names.push((name, path));
            }
        }
    }
    names.sort();
    let mut table = String::from(
        "/// The pages of `docs/errors`, by code.\nconst PAGES: &[(&str, &str)] = &[\n",
    );
    for (name, path) in names {
        table.push_str(&format!("    ({name:?}, include_str!({path:?})),\n"));
    }
    table.push_str("];\n");
    let out = env::var("OUT_DIR").unwrap_or_default();
    fs::write(Path::new(&out).join("pages.rs"), table)
}
