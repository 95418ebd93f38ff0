//! The address of a syslog daemon.

use std::fmt;
use std::net::Ipv6Addr;
use std::path::PathBuf;
use std::str::FromStr;

/// The address at which a syslog daemon receives records.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// The socket of this machine to which C's `syslog` writes.
    Local,
    /// Another Unix socket.
    Unix(PathBuf),
    Udp(Host),
    Tcp(Host),
}

/// A machine and a port on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Host {
    /// The host name or IP address. An IPv6 address has no brackets.
    pub(crate) name: String,
    pub(crate) port: u16,
}

/// The port of syslog over UDP, which daemons also use for TCP.
const DEFAULT_PORT: u16 = 514;

impl Address {
    /// Whether the daemon may run on another machine. The host name is then written in each record.
    pub(crate) const fn is_remote(&self) -> bool {
        matches!(self, Self::Udp(_) | Self::Tcp(_))
    }

    /// Returns an error for a Unix socket on a system that has none.
    pub(crate) fn checked(self) -> Result<Self, String> {
        if !cfg!(unix) && !self.is_remote() {
            return Err(String::from(
                "this system has no Unix socket for syslog: expected an `address` that begins \
                 with udp:// or tcp://",
            ));
        }
        Ok(self)
    }
}

impl FromStr for Address {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let address = if let Some(path) = text.strip_prefix("unix:") {
            if !path.starts_with('/') {
                return Err(format!(
                    "`{text}` has no absolute path: expected one as in unix:/dev/log"
                ));
            }
            Self::Unix(path.into())
        } else if let Some(host) = text.strip_prefix("udp://") {
            Self::Udp(Host::parse(host, text)?)
        } else if let Some(host) = text.strip_prefix("tcp://") {
            Self::Tcp(Host::parse(host, text)?)
        } else {
            return Err(format!(
                "`{text}` is not a syslog address: expected udp://HOST:PORT, \
                 tcp://HOST:PORT or unix:/PATH"
            ));
        };
        address.checked()
    }
}

impl Host {
    /// Parses `host`, which is the end of the address `whole`.
    fn parse(host: &str, whole: &str) -> Result<Self, String> {
        let (name, rest) = match host.strip_prefix('[') {
            Some(rest) => v6_address(rest, whole)?,
            None => host.split_at(host.find(':').unwrap_or(host.len())),
        };
        let is_of_name = |c: char| c.is_alphanumeric() || "-._:".contains(c);
        if name.is_empty() || !name.chars().all(is_of_name) {
            return Err(format!(
                "`{name}` in `{whole}` is not the name of a host or an IP address"
            ));
        }
        let port = match rest.strip_prefix(':') {
            None => DEFAULT_PORT,
            Some(rest) if rest.contains(':') => {
                return Err(format!(
                    "`{whole}` has more than one colon: write brackets around an IPv6 address, \
                     as in udp://[2001:db8::1]:514"
                ));
            }
            Some(port) => {
                let number = port.parse().ok().filter(|port| *port > 0);
                number.ok_or_else(|| {
                    format!(
                        "`{port}` in `{whole}` is not a port: expected a number from 1 to 65535"
                    )
                })?
            }
        };
        Ok(Self {
            name: name.to_owned(),
            port,
        })
    }
}

/// Parses an IPv6 address up to its closing bracket. Also returns the rest of the text.
fn v6_address<'a>(text: &'a str, whole: &str) -> Result<(&'a str, &'a str), String> {
    let (name, rest) = text
        .split_once(']')
        .ok_or_else(|| format!("`{whole}` has no `]`"))?;
    if name.parse::<Ipv6Addr>().is_err() {
        return Err(format!("`{name}` in `{whole}` is not an IPv6 address"));
    }
    if !rest.is_empty() && !rest.starts_with(':') {
        return Err(format!(
            "`{rest}` in `{whole}` is not a port: expected a colon and a number from 1 to 65535"
        ));
    }
    Ok((name, rest))
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Local => f.write_str("the socket of this machine"),
            Self::Unix(path) => write!(f, "unix:{}", path.display()),
            Self::Udp(host) => write!(f, "udp://{host}"),
            Self::Tcp(host) => write!(f, "tcp://{host}"),
        }
    }
}

impl fmt::Display for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { name, port } = self;
        if name.contains(':') {
            write!(f, "[{name}]:{port}")
        } else {
            write!(f, "{name}:{port}")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_read_and_shown() {
        for (text, shown) in [
            ("udp://127.0.0.1:5140", "udp://127.0.0.1:5140"),
            ("udp://log.example.org", "udp://log.example.org:514"),
            ("tcp://log_1:601", "tcp://log_1:601"),
            ("tcp://[2001:db8::1]", "tcp://[2001:db8::1]:514"),
            ("udp://[::1]:65535", "udp://[::1]:65535"),
            ("tcp://bücher.example:1", "tcp://bücher.example:1"),
        ] {
            let address: Address = text.parse().expect(text);
            assert_eq!(address.to_string(), shown);
            assert!(address.is_remote(), "{text}");
        }
        if cfg!(unix) {
            let address: Address = "unix:/run/a b/log".parse().expect("a path");
            assert_eq!(address, Address::Unix("/run/a b/log".into()));
            assert!(!address.is_remote());
        }
    }

    #[test]
    fn a_mistake_in_an_address_is_named() {
        for (text, expected) in [
            ("", "`` is not a syslog address: "),
            ("localhost:514", "`localhost:514` is not a syslog address: "),
            ("tls://a:6514", "`tls://a:6514` is not a syslog address: "),
            ("unix:log", "`unix:log` has no absolute path: "),
            ("udp://", "`` in `udp://` is not the name of a host"),
            ("udp://:514", "`` in `udp://:514` is not the name of a host"),
            (
                "tcp://a/b",
                "`a/b` in `tcp://a/b` is not the name of a host",
            ),
            (
                "tcp://a b:1",
                "`a b` in `tcp://a b:1` is not the name of a host",
            ),
            (
                "tcp://user@a",
                "`user@a` in `tcp://user@a` is not the name of a host",
            ),
            ("tcp://a:", "`` in `tcp://a:` is not a port: "),
            ("tcp://a:0", "`0` in `tcp://a:0` is not a port: "),
            (
                "tcp://a:65536",
                "`65536` in `tcp://a:65536` is not a port: ",
            ),
            (
                "tcp://a:syslog",
                "`syslog` in `tcp://a:syslog` is not a port: ",
            ),
            ("tcp://a:1/", "`1/` in `tcp://a:1/` is not a port: "),
            ("udp://[::1", "`udp://[::1` has no `]`"),
            (
                "udp://[::g]",
                "`::g` in `udp://[::g]` is not an IPv6 address",
            ),
            (
                "udp://[::1]514",
                "`514` in `udp://[::1]514` is not a port: ",
            ),
            (
                "udp://2001:db8::1",
                "`udp://2001:db8::1` has more than one colon: ",
            ),
        ] {
            let error = text.parse::<Address>().expect_err(text);
            assert!(error.starts_with(expected), "{error}");
        }
    }
}
