//! Measures the cost of a statement whose severity is disabled: `emit!`, compared with
//! `log::debug!` and, with the feature `tracing`, also with `tracing::debug!`.

#![forbid(unsafe_code)]

use kea_messages_benches::contestants::disabled::{Peer, disable_in_log, in_a_function, in_a_loop};
use kea_messages_benches::race::Contestant;
use kea_messages_benches::table::Table;

const ROUNDS: usize = 2_000;
const ITERATIONS: u32 = 20_000;

fn main() {
    disable_in_log();
    compare("no subscriber", Peer::Log);
    #[cfg(feature = "tracing")]
    {
        use kea_messages_benches::contestants::disabled::disable_in_both;

        disable_in_both();
        compare("a subscriber that wants INFO", Peer::Tracing);
    }
}

/// Compares `emit!` with a peer, in a loop and in a separate function.
fn compare(circumstances: &str, peer: Peer) {
    let title = format!("A disabled statement in a loop, {circumstances}");
    println!("{}", measure(&title, in_a_loop(peer)));
    let title = format!("The same, in a function that is called, {circumstances}");
    println!("{}", measure(&title, in_a_function(peer)));
}

fn measure<'a>(title: &'a str, mut contestants: [Contestant<'a>; 3]) -> Table<'a> {
    Table::of_race(title, &mut contestants, ROUNDS, ITERATIONS)
}
