//! Recognizes texts that are addresses.

use std::fmt::{self, Display, Write as _};
use std::net::{Ipv4Addr, Ipv6Addr};

/// Returns whether the `Display` of a value is `text`.
fn is_printed(value: impl Display, text: &str) -> bool {
    /// The rest of the expected text.
    struct Rest<'t>(&'t str);

    impl fmt::Write for Rest<'_> {
        fn write_str(&mut self, part: &str) -> fmt::Result {
            self.0 = self.0.strip_prefix(part).ok_or(fmt::Error)?;
            Ok(())
        }
    }

    let mut rest = Rest(text);
    write!(rest, "{value}").is_ok() && rest.0.is_empty()
}

/// Whether this is an IPv4 address.
pub(super) fn is_v4(text: &str) -> bool {
    // An address can only be written in one form, because leading zeros are not allowed.
    text.parse::<Ipv4Addr>().is_ok()
}

/// Whether this is an IPv6 address as printed by Rust or by C's `inet_ntop`.
pub(super) fn is_v6(text: &str) -> bool {
    text.parse::<Ipv6Addr>()
        .is_ok_and(|address| is_printed(address, text) || is_compatible(address, text))
}

/// Whether this is an address of the form `::192.0.2.1`, which C prints but Rust does not.
fn is_compatible(address: Ipv6Addr, text: &str) -> bool {
    let [0, 0, 0, 0, 0, 0, high, _] = address.segments() else {
        return false;
    };
    let [.., a, b, c, d] = address.octets();
    high != 0 && is_printed(format_args!("::{}", Ipv4Addr::new(a, b, c, d)), text)
}

/// Whether this is an address of either kind.
pub(super) fn is_ip(text: &str) -> bool {
    is_v4(text) || is_v6(text)
}

/// Whether this is an IPv4 address with a port: `192.0.2.1:67`.
pub(super) fn is_socket_v4(text: &str) -> bool {
    text.rsplit_once(':')
        .is_some_and(|(address, port)| is_v4(address) && is_number_to(port, u16::MAX.into()))
}

/// Whether this is an IPv6 address with a port: `[2001:db8::1]:547`, `[fe80::1%3]:547`.
pub(super) fn is_socket_v6(text: &str) -> bool {
    let parts = text
        .strip_prefix('[')
        .and_then(|text| text.rsplit_once("]:"));
    parts.is_some_and(|(address, port)| {
        let (address, scope) = match address.split_once('%') {
            Some((address, scope)) => (address, Some(scope)),
            None => (address, None),
        };
        is_v6(address)
            && scope.is_none_or(|scope| scope != "0" && is_number_to(scope, u32::MAX))
            && is_number_to(port, u16::MAX.into())
    })
}

/// Whether this is a prefix: `2001:db8::/64`, `192.0.2.0/24`.
pub(super) fn is_prefix(text: &str) -> bool {
    text.split_once('/').is_some_and(|(address, length)| {
        is_v4(address) && is_number_to(length, 32) || is_v6(address) && is_number_to(length, 128)
    })
}

/// Whether this is a number up to `max`, without leading zeros.
fn is_number_to(text: &str, max: u32) -> bool {
    super::texts::is_unsigned(text, max.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Asserts that the function accepts all `values` and no `others`.
    fn takes(what: fn(&str) -> bool, values: &[&str], others: &[&str]) {
        for value in values {
            assert!(what(value), "{value}");
        }
        for other in others {
            assert!(!what(other), "{other}");
        }
    }

    #[test]
    fn addresses() {
        takes(
            is_v4,
            &["0.0.0.0", "192.0.2.1", "255.255.255.255"],
            &[
                "",
                "1.2.3",
                "1.2.3.4.5",
                "01.2.3.4",
                "256.0.0.1",
                "1.2.3.4 ",
                "+1.2.3.4",
                "1..2.3",
            ],
        );
        takes(
            is_v6,
            &[
                "::",
                "::1",
                "2001:db8::1",
                "fe80::1:546",
                "1:2:3:4:5:6:7:8",
                "::ffff:192.0.2.1",
                // These are printed by C and by Rust.
                "::192.0.2.1",
                "::c000:201",
                "64:ff9b::c000:201",
                "1:0:2:3:4:5:6:7",
            ],
            &[
                "",
                ":",
                ":::",
                "1:2:3:4:5:6:7",
                "2001:DB8::1",
                "2001:0db8::1",
                "0:0:0:0:0:0:0:1",
                "1::2:3:4:5:6:7",
                "::0.0.2.1",
                "::ffff:c000:201",
                "fe80::1%eth0",
                "[::1]",
                "192.0.2.1",
            ],
        );
        takes(is_ip, &["::1", "192.0.2.1"], &["", "x", "1"]);
    }

    #[test]
    fn addresses_with_more() {
        takes(
            is_socket_v4,
            &["192.0.2.1:0", "192.0.2.1:65535"],
            &[
                "192.0.2.1",
                "192.0.2.1:",
                "192.0.2.1:65536",
                "192.0.2.1:067",
                "::1:67",
            ],
        );
        takes(
            is_socket_v6,
            &["[::1]:0", "[fe80::1%3]:547"],
            &[
                "::1:547",
                "[::1]",
                "[::1]:",
                "[fe80::1%0]:1",
                "[fe80::1%eth0]:1",
                "[192.0.2.1]:1",
            ],
        );
        takes(
            is_prefix,
            &[
                "::/0",
                "2001:db8::/64",
                "2001:db8::1/128",
                "192.0.2.0/24",
                "0.0.0.0/0",
            ],
            &[
                "::",
                "::/",
                "::/129",
                "::/064",
                "192.0.2.0/33",
                "/64",
                "2001:db8::/64/1",
            ],
        );
    }

    /// Every address that Rust prints is recognized.
    #[test]
    fn what_rust_prints() {
        use std::net::SocketAddrV6;

        let mut bits: u128 = 1;
        for _ in 0..1_000 {
            // These are pseudorandom bits. Each group of 16 bits can be zero.
            bits = bits
                .wrapping_mul(0x2360_ed05_1fc6_5da4_4385_df64_9fcc_f645)
                .wrapping_add(1);
            let mask = (0..8).fold(0, |mask, index| {
                let is_kept = bits >> (index * 3) & 3 != 0;
                mask | if is_kept {
                    0xffff_u128 << (index * 16)
                } else {
                    0
                }
            });
            let address = Ipv6Addr::from_bits(bits.rotate_left(64) & mask);
            assert!(is_v6(&address.to_string()), "{address}");
            let [.., scope, port] = address.segments();
            let socket = SocketAddrV6::new(address, port, 0, scope.into());
            assert!(is_socket_v6(&socket.to_string()), "{socket}");
        }
    }
}
