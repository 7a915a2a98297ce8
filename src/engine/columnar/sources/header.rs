//! What the columns of a table mean, from their names.

use crate::engine::columnar::record::{Header, Heading, Target};
use crate::engine::columnar::sources::Trouble;
use crate::facts::flat::{Flat, Named};
use crate::ground::diagnostic::{Code, closest};

/// The header of a table; refused where a name means nothing, several things, or stands twice.
pub fn header(
    flat: &Flat<'_>,
    input: &str,
    names: &[String],
    skips_unknown: bool,
) -> Result<Header, Trouble> {
    let Some(root) = flat.root(names.iter().map(String::as_str)) else {
        return Err(Trouble {
            code: Code::E0621,
            message: "no loaded law says whose sheets these are".to_owned(),
            help: "load a law".to_owned(),
        });
    };
    let mut headings: Vec<Heading> = Vec::with_capacity(names.len());
    for name in names {
        let named = flat.named(root, name);
        let again = headings.iter().any(|heading| match (&heading.target, &named) {
            (Target::Column(one), Named::Column(two)) => one == two,
            (Target::Column(_) | Target::Through | Target::Skipped, _) => heading.name == *name,
        });
        if again {
            return Err(Trouble {
                code: Code::E0602,
                message: format!("`{input}` has the column `{name}` twice"),
                help: "keep one of the two".to_owned(),
            });
        }
        let target = match named {
            Named::Column(column) => Target::Column(column),
            Named::Several(names) => {
                return Err(Trouble {
                    code: Code::E0205,
                    message: format!("`{input}`: the column `{name}` means several facts"),
                    help: format!("call it one of {}", names.join(", ")),
                });
            }
            Named::Nothing if matches!(name.as_str(), "recorded through" | "recorded_through") => {
                Target::Through
            }
            Named::Nothing if skips_unknown => Target::Skipped,
            Named::Nothing => return Err(unknown(flat, root, input, name)),
        };
        headings.push(Heading { name: name.clone(), target });
    }
    Ok(Header { root, headings, passed_over: Vec::new() })
}

fn unknown(
    flat: &Flat<'_>,
    root: crate::ground::table::Id<crate::language::law::Entity>,
    input: &str,
    name: &str,
) -> Trouble {
    let names = flat.columns(root).iter().map(|column| column.name.as_str());
    let help = match closest(name, names) {
        Some(near) => {
            format!("did you mean `{near}`? `--skip-unknown` passes over what is not asked")
        }
        None => "pass over such columns with `--skip-unknown`; `solon export schema --columns` \
                 lists those there are"
            .to_owned(),
    };
    Trouble {
        code: Code::E1013,
        message: format!("`{input}`: no loaded law asks for the column `{name}`"),
        help,
    }
}
