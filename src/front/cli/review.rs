//! The questions of a review: what to do with a verdict that is not as its snapshot says.

use crate::front::cli::Exit;
use crate::front::cli::session::Session;
use crate::ground::diagnostic::Code;
use inquire::Select;
use std::io::IsTerminal;

/// What somebody decides of one verdict.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The verdict is right: it becomes the snapshot.
    Accept,
    /// The verdict is wrong: the snapshot stays, and nothing waits.
    Reject,
    /// It is decided later.
    Skip,
}

const ACCEPT: &str = "accept    the verdict is right: keep it";
const REJECT: &str = "reject    the verdict is wrong: keep what was there";
const SKIP: &str = "skip      decide later";
const WHY: &str = "show why  the whole verdict with its explanation";

/// Refuses where nobody can answer.
pub fn present(session: &Session) -> Result<(), Exit> {
    if std::io::stdin().is_terminal() && std::io::stdout().is_terminal() {
        return Ok(());
    }
    let help = "run it in a terminal, or take all over with --accept";
    Err(session.refuse(Code::E1011, "--review asks questions, and nobody is there to answer", help))
}

/// Asks about one; `why` is shown on demand. Whoever ends the questions skips the rest.
pub fn ask(session: &Session, told: &str, why: &str, at: (usize, usize)) -> Option<Decision> {
    session.print(&format!("{told}\n"), Exit::Done);
    loop {
        let question = format!("{} of {}", at.0, at.1);
        let options = vec![ACCEPT, REJECT, SKIP, WHY];
        match Select::new(&question, options).prompt() {
            Ok(ACCEPT) => return Some(Decision::Accept),
            Ok(REJECT) => return Some(Decision::Reject),
            Ok(WHY) => {
                session.print(&format!("{why}\n"), Exit::Done);
            }
            Ok(_) => return Some(Decision::Skip),
            Err(_) => return None,
        }
    }
}
