//! Counts the instructions of this program.

use std::env;
use std::process::{Child, Command, Stdio};

/// The iterations of the two runs. The first iterations allocate what the later ones reuse. Both
/// numbers have three digits, so that the arguments of the program have the same length.
const FEW: u32 = 100;
const MANY: u32 = 600;

/// Counts the instructions of one iteration of a contestant, to one tenth.
///
/// The program runs twice, with different numbers of iterations. The difference between the counts
/// does not contain what the program does before and after the iterations.
pub(crate) fn count(group: &str, contestant: &str) -> Result<f64, String> {
    let few = start(group, contestant, FEW)?;
    let many = start(group, contestant, MANY);
    // Both have ended when an error of one of them is returned.
    let (few, many) = (wait(few), many.and_then(wait));
    let (few, many) = (few?, many?);
    let difference = many.checked_sub(few).and_then(|it| u32::try_from(it).ok());
    let Some(difference) = difference else {
        return Err(format!(
            "{group}, {contestant}: {FEW} iterations take {few} instructions, \
             and {MANY} take {many}"
        ));
    };
    let each = f64::from(difference) / f64::from(MANY - FEW);
    Ok((each * 10.0).round() / 10.0)
}

/// Starts this program under Callgrind, which counts the instructions of the function that repeats the
/// work, and of what it calls. It does not count other threads.
fn start(group: &str, contestant: &str, iterations: u32) -> Result<Child, String> {
    let program = env::current_exe().map_err(|error| error.to_string())?;
    Command::new("valgrind")
        .args(["--tool=callgrind", "--toggle-collect=*race*do_repeatedly*"])
        .arg("--callgrind-out-file=/dev/null")
        .arg(program)
        .args([group, contestant, &iterations.to_string()])
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(|error| format!("valgrind could not be started: {error}"))
}

/// Waits for the end of the program, and returns the number of its instructions.
fn wait(program: Child) -> Result<u64, String> {
    let output = program
        .wait_with_output()
        .map_err(|error| error.to_string())?;
    let log = String::from_utf8_lossy(&output.stderr);
    if output.status.success() {
        instructions(&log).ok_or_else(|| format!("unexpected output of valgrind:\n{log}"))
    } else {
        Err(format!("valgrind: {}\n{log}", output.status))
    }
}

/// Finds the number of instructions in the output of Callgrind.
fn instructions(log: &str) -> Option<u64> {
    let (_, count) = log.lines().find_map(|line| line.split_once("refs:"))?;
    count.trim().replace(',', "").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::instructions;

    #[test]
    fn the_output_of_each_version_is_understood() {
        for (log, expected) in [
            ("==7== \n==7== I   refs:      1,127,757\n", Some(1_127_757)),
            ("==7== \n==7== I refs:        757\n", Some(757)),
            ("==7== I   refs:      many\n", None),
            ("==7== Command: /bin/true\n", None),
        ] {
            assert_eq!(instructions(log), expected, "{log}");
        }
    }
}
