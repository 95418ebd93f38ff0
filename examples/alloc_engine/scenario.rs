//! Parses scenario files, which have one request per line.
//!
//! The comment at the beginning of the bundled scenario describes the format.

use std::fmt;
use std::net::Ipv4Addr;
use std::str::FromStr;

/// A line of a scenario.
#[derive(Debug, PartialEq)]
pub(crate) enum Step {
    /// Adds a pool with the addresses from the first to the last one.
    Pool(Ipv4Addr, Ipv4Addr),
    /// Reserves an address for a client.
    Reserve(String, Ipv4Addr),
    Set(Setting, u32),
    /// A client looks for a server.
    Discover(String),
    /// A client requests a lease, or renews it.
    Request(String),
    /// A client releases its lease.
    Release(String),
    /// A client has found its address in use by another host.
    Decline(String),
    /// This number of seconds passes.
    Advance(u64),
    /// Runs a reclamation pass.
    Reclaim,
    /// Sends the requests to remove names from the DNS.
    SendNames,
}

/// A setting with a number.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Setting {
    /// The number of seconds for which an address is leased.
    LeaseTime,
    /// The number of seconds for which a declined address is not assigned.
    Probation,
    /// The maximum number of leases that a pass reclaims. 0 means no limit, as in Kea.
    ReclaimLimit,
    /// The maximum number of leases in the store.
    StoreSize,
    /// The maximum number of waiting requests to remove names.
    NameQueue,
}

const COMMANDS: &str = "pool, reserve, lease-time, probation, reclaim-limit, store-size, \
                        name-queue, discover, request, release, decline, advance, reclaim or \
                        send-names";

/// The maximum number of addresses in a pool, because the engine tries them one by one.
const LARGEST_POOL: u32 = 65_536;

/// A mistake in a line.
#[derive(Debug, PartialEq)]
pub(crate) struct Mistake {
    /// The line number, counted from 1.
    pub(crate) line: usize,
    reason: String,
}

impl fmt::Display for Mistake {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.reason)
    }
}

/// Parses a scenario.
///
/// # Errors
///
/// Returns all mistakes.
pub(crate) fn parse(text: &str) -> Result<Vec<Step>, Vec<Mistake>> {
    let mut steps = Vec::new();
    let mut mistakes = Vec::new();
    let mut addresses = Addresses::default();
    // A byte order mark is not part of the first word.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (line, text) in (1..).zip(text.lines()) {
        let words = text.split('#').next().unwrap_or_default();
        let words: Vec<&str> = words.split_whitespace().collect();
        if let Some((command, arguments)) = words.split_first() {
            let step = step(command, arguments).and_then(|step| addresses.admit(step));
            match step {
                Ok(step) => steps.push(step),
                Err(reason) => mistakes.push(Mistake { line, reason }),
            }
        }
    }
    if mistakes.is_empty() {
        Ok(steps)
    } else {
        Err(mistakes)
    }
}

/// The addresses that the previous lines have used.
#[derive(Default)]
struct Addresses {
    pools: Vec<(Ipv4Addr, Ipv4Addr)>,
    reserved: Vec<(String, Ipv4Addr)>,
}

impl Addresses {
    /// Returns the step, unless it contradicts a previous line.
    fn admit(&mut self, step: Step) -> Result<Step, String> {
        match &step {
            Step::Pool(first, last) => {
                let mut pools = self.pools.iter();
                if let Some((from, to)) = pools.find(|(from, to)| first <= to && from <= last) {
                    return Err(format!(
                        "the pool overlaps with the pool {from} - {to} above"
                    ));
                }
                self.pools.push((*first, *last));
            }
            Step::Reserve(client, address) => {
                let mut reserved = self.reserved.iter();
                if let Some((of, what)) =
                    reserved.find(|(of, what)| of == client || what == address)
                {
                    return Err(format!("{what} is reserved for {of} above"));
                }
                self.reserved.push((client.clone(), *address));
            }
            _ => {}
        }
        Ok(step)
    }
}

fn step(command: &str, arguments: &[&str]) -> Result<Step, String> {
    let set = |setting| {
        let [value] = exactly(arguments, command, "NUMBER")?;
        Ok(Step::Set(setting, number(value)?))
    };
    let of_client = |step: fn(String) -> Step| {
        let [name] = exactly(arguments, command, "CLIENT")?;
        Ok(step(client(name)?))
    };
    match command {
        "pool" => pool(exactly(arguments, command, "FIRST - LAST")?),
        "reserve" => {
            let [name, reserved] = exactly(arguments, command, "CLIENT ADDRESS")?;
            Ok(Step::Reserve(client(name)?, address(reserved)?))
        }
        "lease-time" => set(Setting::LeaseTime),
        "probation" => set(Setting::Probation),
        "reclaim-limit" => set(Setting::ReclaimLimit),
        "store-size" => set(Setting::StoreSize),
        "name-queue" => set(Setting::NameQueue),
        "discover" => of_client(Step::Discover),
        "request" => of_client(Step::Request),
        "release" => of_client(Step::Release),
        "decline" => of_client(Step::Decline),
        "advance" => {
            let [seconds] = exactly(arguments, command, "SECONDS")?;
            Ok(Step::Advance(number(seconds)?.into()))
        }
        "reclaim" => exactly(arguments, command, "").map(|[]| Step::Reclaim),
        "send-names" => exactly(arguments, command, "").map(|[]| Step::SendNames),
        _ => Err(format!(
            "unknown command `{}`: expected {COMMANDS}",
            shown(command)
        )),
    }
}

/// Returns the arguments of a command if their number is correct.
fn exactly<'a, const N: usize>(
    arguments: &[&'a str],
    command: &str,
    usage: &str,
) -> Result<[&'a str; N], String> {
    let form = format!("{command} {usage}");
    arguments.try_into().map_err(|_| {
        format!(
            "`{command}` is followed by {} word(s) and not {N}: expected `{}`",
            arguments.len(),
            form.trim_end()
        )
    })
}

fn pool([first, dash, last]: [&str; 3]) -> Result<Step, String> {
    if dash != "-" {
        return Err(format!(
            "expected `-` between the addresses, found `{}`",
            shown(dash)
        ));
    }
    let (first, last) = (address(first)?, address(last)?);
    match last.to_bits().checked_sub(first.to_bits()) {
        None => Err(format!(
            "the pool ends at {last}, before its first address {first}"
        )),
        Some(LARGEST_POOL..) => Err(format!(
            "the pool is too large: it can have {LARGEST_POOL} addresses"
        )),
        Some(_) => Ok(Step::Pool(first, last)),
    }
}

fn address(word: &str) -> Result<Ipv4Addr, String> {
    Ipv4Addr::from_str(word)
        .map_err(|_| format!("`{}` is no IPv4 address, such as 192.0.2.1", shown(word)))
}

fn number(word: &str) -> Result<u32, String> {
    word.parse()
        .map_err(|_| format!("`{}` is not a number from 0 to {}", shown(word), u32::MAX))
}

fn client(word: &str) -> Result<String, String> {
    let is_ordinary = |letter: char| letter.is_ascii_alphanumeric() || "-_.:".contains(letter);
    if word.len() <= 64 && word.chars().all(is_ordinary) {
        Ok(word.to_owned())
    } else {
        Err(format!(
            "`{}` is not a client: expected up to 64 letters, digits, `-`, `_`, `.` and `:`",
            shown(word)
        ))
    }
}

/// Escapes and shortens a word of the file, so that it cannot control the terminal.
fn shown(word: &str) -> impl fmt::Display {
    let mut shown: String = word.chars().take(40).collect();
    if shown.len() < word.len() {
        shown.push('…');
    }
    shown.escape_debug().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let local = |last| Ipv4Addr::new(192, 0, 2, last);
        let cases = [
            ("", vec![]),
            ("  # a comment\r\n\r\n", vec![]),
            ("\u{feff}reclaim", vec![Step::Reclaim]),
            (
                "pool 192.0.2.1 - 192.0.2.1",
                vec![Step::Pool(local(1), local(1))],
            ),
            (
                "reserve 08:00:2b 192.0.2.7 # his",
                vec![Step::Reserve("08:00:2b".into(), local(7))],
            ),
            (
                "lease-time\t60\nsend-names",
                vec![Step::Set(Setting::LeaseTime, 60), Step::SendNames],
            ),
            (
                "discover a\nrequest a",
                vec![Step::Discover("a".into()), Step::Request("a".into())],
            ),
            (
                "release a\ndecline a",
                vec![Step::Release("a".into()), Step::Decline("a".into())],
            ),
            ("advance 4294967295", vec![Step::Advance(u32::MAX.into())]),
        ];
        for (text, expected) in cases {
            assert_eq!(parse(text), Ok(expected), "{text:?}");
        }
    }

    #[test]
    fn mistakes() {
        let cases = [
            (
                "reclaim\n\nrebind a",
                3,
                "unknown command `rebind`: expected pool, reserve",
            ),
            (
                "request",
                1,
                "followed by 0 word(s) and not 1: expected `request CLIENT`",
            ),
            (
                "reclaim now",
                1,
                "followed by 1 word(s) and not 0: expected `reclaim`",
            ),
            (
                "pool 192.0.2.1 to 192.0.2.2",
                1,
                "expected `-` between the addresses, found `to`",
            ),
            (
                "pool 192.0.2.9 - 192.0.2.2",
                1,
                "ends at 192.0.2.2, before its first",
            ),
            (
                "pool 10.0.0.0 - 10.255.255.255",
                1,
                "too large: it can have 65536 addresses",
            ),
            (
                "pool 192.0.2 - 192.0.2.2",
                1,
                "`192.0.2` is no IPv4 address",
            ),
            ("advance -1", 1, "`-1` is not a number from 0 to 4294967295"),
            ("request a\u{1b}[2J", 1, "`a\\u{1b}[2J` is not a client"),
            ("request \u{202e}", 1, "is not a client"),
            (
                "pool 192.0.2.1 - 192.0.2.4\npool 192.0.2.4 - 192.0.2.9",
                2,
                "overlaps with the pool 192.0.2.1 - 192.0.2.4",
            ),
            (
                "reserve a 192.0.2.1\nreserve b 192.0.2.1",
                2,
                "192.0.2.1 is reserved for a above",
            ),
            (
                "reserve a 192.0.2.1\nreserve a 192.0.2.2",
                2,
                "192.0.2.1 is reserved for a above",
            ),
        ];
        for (text, line, reason) in cases {
            let mistakes = parse(text).expect_err(text);
            assert_eq!(mistakes.len(), 1, "{text:?}");
            assert_eq!(mistakes[0].line, line, "{text:?}");
            let shown = mistakes[0].to_string();
            assert!(shown.contains(reason), "{text:?}: {shown}");
        }
    }

    #[test]
    fn every_mistake_is_found() {
        let mistakes = parse("advance x\nreclaim\nadvance y").unwrap_err();
        let lines: Vec<_> = mistakes.iter().map(|mistake| mistake.line).collect();
        assert_eq!(lines, [1, 3]);
    }
}
