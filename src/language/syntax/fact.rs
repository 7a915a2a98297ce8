//! A law's own facts as written: what its subject's or owner's sheet states under the law's name.

use crate::ground::text::Span;
use crate::language::syntax::clause::name;
use crate::language::syntax::entity::fields;
use crate::language::syntax::grammar::{Node, Reader, Rule};
use crate::language::syntax::{Field, Name, Words};

/// `facts { … }`, `facts company { … }`
#[derive(Clone, Debug, PartialEq)]
pub struct Facts {
    /// `///` lines before it.
    pub documentation: Words,
    /// The owner they are facts of; the law's subject where it is not written.
    pub of: Option<Name>,
    /// The facts.
    pub fields: Vec<Field>,
    /// The block.
    pub span: Span,
}

/// `facts { … }`
pub(super) fn facts(reader: &mut Reader, documentation: Words, node: Node) -> Facts {
    Facts {
        documentation,
        of: node.maybe(Rule::name).map(|owner| name(reader, owner)),
        fields: fields(reader, node.part(Rule::fields)),
        span: reader.span(node),
    }
}
