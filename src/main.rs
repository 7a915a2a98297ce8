//! The `solon` command: reads the arguments, runs the command, returns its exit code.

use solon::front::cli::{self, Exit};
use std::process::ExitCode;

/// Room for the deepest input that the limits let through.
const STACK: usize = 64 << 20;

fn main() -> ExitCode {
    std::panic::set_hook(Box::new(cli::apologise));
    let worker = std::thread::Builder::new()
        .name("solon".to_owned())
        .stack_size(STACK)
        .spawn(|| cli::run(std::env::args_os()));
    let exit = match worker {
        Ok(worker) => worker.join().unwrap_or(Exit::Bug),
        Err(_) => cli::run(std::env::args_os()),
    };
    exit.into()
}
