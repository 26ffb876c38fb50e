//! The binary `doorkey`: reads its arguments and runs the command they name.

use clap::Parser;
use doorkey_server::command::{self, Arguments};
use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    command::run(Arguments::parse()).await
}
