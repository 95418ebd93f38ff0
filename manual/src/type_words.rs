//! Describes Rust's types for people who read logs but do not know Rust.

use kea_messages_catalog::bytes_type::is_bytes;
use std::borrow::Cow;

/// Describes the values of a type, or returns `None` if nothing more is known than its name.
pub(crate) fn words(rust_type: &str) -> Option<Cow<'static, str>> {
    let name = bare(rust_type);
    if let Some(range) = range(name) {
        return Some(range.into());
    }
    if is_bytes(rust_type) {
        return Some("bytes".into());
    }
    let words = match name {
        "str" | "String" => "text",
        "bool" => "true or false",
        "char" => "one character",
        "usize" => "number, 0 or more",
        "NonZeroUsize" => "number, 1 or more",
        "isize" => "number",
        "f32" | "f64" => "number, with or without a fraction",
        "Ipv4Addr" => "IPv4 address",
        "Ipv6Addr" => "IPv6 address",
        "IpAddr" => "IP address",
        "SocketAddr" => "IP address and port",
        "SocketAddrV4" => "IPv4 address and port",
        "SocketAddrV6" => "IPv6 address and port",
        "Duration" => "duration",
        "Instant" | "SystemTime" => "time",
        "Path" | "PathBuf" => "path of a file",
        "Uuid" => "UUID",
        "Url" => "URL",
        _ => return None,
    };
    Some(words.into())
}

/// Returns the kind of a type's values for the search of `line.js`, or `None` if any text can be a
/// value.
pub(crate) fn kind(rust_type: &str) -> Option<&'static str> {
    match bare(rust_type) {
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" => Some("natural"),
        "i8" | "i16" | "i32" | "i64" | "i128" | "isize" => Some("integer"),
        "Ipv4Addr" => Some("ipv4"),
        _ => None,
    }
}

/// Removes paths, references and smart pointers from a type.
fn bare(rust_type: &str) -> &str {
    let mut name = rust_type.trim();
    loop {
        let before = name;
        name = name.trim_start_matches('&').trim_start();
        if let Some(rest) = name.strip_prefix('\'') {
            let is_of_name = |letter: char| letter.is_alphanumeric() || letter == '_';
            name = rest.trim_start_matches(is_of_name).trim_start();
        }
        name = name.strip_prefix("mut ").unwrap_or(name).trim();
        if let Some((outside, inside)) = name.strip_suffix('>').and_then(|it| it.split_once('<')) {
            let holder = outside.rsplit("::").next().unwrap_or(outside).trim();
            if matches!(holder, "Box" | "Arc" | "Rc" | "Cow") {
                // The type of a `Cow` follows its lifetime.
                name = inside.rsplit(',').next().unwrap_or(inside).trim();
            }
        } else if !name.contains(['<', '(', '[', ' ']) {
            name = name.rsplit("::").next().unwrap_or(name);
        }
        if name == before {
            return name;
        }
    }
}

/// Describes the range of an integer type with a fixed size.
fn range(name: &str) -> Option<String> {
    let (name, is_nonzero) = match name.strip_prefix("NonZero") {
        Some(name) => (name, true),
        None => (name, false),
    };
    let bits = name.get(1..)?.parse().ok()?;
    if !matches!(bits, 8 | 16 | 32 | 64 | 128) {
        return None;
    }
    match (name.get(..1)?, is_nonzero) {
        ("u", false) | ("U", true) => {
            let least = u8::from(is_nonzero);
            Some(format!(
                "number from {least} to {}",
                u128::MAX >> (128 - bits)
            ))
        }
        ("i", false) => {
            let most = i128::MAX >> (128 - bits);
            Some(format!("number from {} to {most}", -most - 1))
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn types_in_words() {
        for (rust_type, expected, expected_kind) in [
            ("&str", "text", ""),
            ("&'static str", "text", ""),
            ("& 'a mut String", "text", ""),
            ("Cow<'a, str>", "text", ""),
            ("std::borrow::Cow<'static, str>", "text", ""),
            ("Arc<Box<str>>", "text", ""),
            ("u8", "number from 0 to 255", "natural"),
            ("u32", "number from 0 to 4294967295", "natural"),
            ("&u32", "number from 0 to 4294967295", "natural"),
            (
                "u128",
                "number from 0 to 340282366920938463463374607431768211455",
                "natural",
            ),
            ("i8", "number from -128 to 127", "integer"),
            (
                "i64",
                "number from -9223372036854775808 to 9223372036854775807",
                "integer",
            ),
            ("NonZeroU16", "number from 1 to 65535", ""),
            ("std::num::NonZeroUsize", "number, 1 or more", ""),
            ("usize", "number, 0 or more", "natural"),
            ("isize", "number", "integer"),
            ("f64", "number, with or without a fraction", ""),
            ("bool", "true or false", ""),
            ("std::net::Ipv4Addr", "IPv4 address", "ipv4"),
            ("core::net::IpAddr", "IP address", ""),
            ("&Path", "path of a file", ""),
            ("Duration", "duration", ""),
            ("impl fmt::Display", "", ""),
            ("Option<u32>", "", ""),
            ("&[u8]", "bytes", ""),
            ("[u8; 6]", "bytes", ""),
            ("&Vec<u8>", "bytes", ""),
            ("&[u16]", "", ""),
            ("Vec<u16>", "", ""),
            ("(u8, u8)", "", ""),
            ("u7", "", ""),
            ("u", "", ""),
            ("é", "", ""),
            ("NonZero", "", ""),
            ("iron", "", ""),
            ("", "", ""),
        ] {
            assert_eq!(
                words(rust_type).unwrap_or_default(),
                expected,
                "{rust_type}"
            );
            assert_eq!(
                kind(rust_type).unwrap_or_default(),
                expected_kind,
                "{rust_type}"
            );
        }
    }
}
