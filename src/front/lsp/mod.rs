//! The language server: laws and fact sheets as an editor knows them.
//!
//! `server` is the loop, `dispatch` says which request is answered in which file, and `workspace` is
//! what every answer is made from. A request is a line in `dispatch`, one in `capabilities`, and a
//! file here.

pub mod position;
pub mod uri;
pub mod chosen;
pub mod client;
pub mod wire;
pub mod documents;
pub mod texts;
pub mod sheets;
pub mod committed;
pub mod analysis;
pub mod advice;
pub mod look_back;
pub mod outbox;
pub mod judged;
pub mod workspace;
pub mod judging;
pub mod diagnostics;
pub mod lexeme;
pub mod complete;
pub mod edit;
pub mod allowing;
pub mod fixes;
pub mod outline;
pub mod signature;
pub mod symbols;
pub mod colours;
pub mod meant;
pub mod hover;
pub mod definition;
pub mod uses;
pub mod renaming;
pub mod completion;
pub mod documentation;
pub mod hints;
pub mod lenses;
pub mod commands;
pub mod folding;
pub mod formatting;
pub mod dispatch;
pub mod capabilities;
pub mod server;

pub use server::serve;
