//! Asks the compiler for its version.

use std::env;
use std::process::Command;

/// Returns the version and the target of the compiler, on which the counts depend.
pub(crate) fn version() -> Result<String, String> {
    let rustc = env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let output = Command::new(rustc).arg("-vV").output();
    let output = output.map_err(|error| format!("rustc could not be started: {error}"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let version = text.lines().next();
    let host = text.lines().find_map(|line| line.strip_prefix("host: "));
    match (version, host) {
        (Some(version), Some(host)) => Ok(format!("{version}, {host}")),
        _ => Err(format!("unexpected output of `rustc -vV`:\n{text}")),
    }
}
