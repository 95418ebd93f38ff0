//! Recognizes system errors for which the standard library has no kind.

use std::io::{Error, ErrorKind};

/// The numbers of the errors on a system.
struct Numbers {
    no_buffers: i32,
    too_long: i32,
    #[cfg(unix)]
    other_type: i32,
}

#[cfg(any(target_os = "linux", target_os = "android"))]
const NUMBERS: Numbers = Numbers {
    no_buffers: 105,
    too_long: 90,
    other_type: 91,
};

#[cfg(any(target_os = "solaris", target_os = "illumos"))]
const NUMBERS: Numbers = Numbers {
    no_buffers: 132,
    too_long: 97,
    other_type: 98,
};

/// The numbers of the BSDs, including macOS.
#[cfg(all(
    unix,
    not(any(
        target_os = "linux",
        target_os = "android",
        target_os = "solaris",
        target_os = "illumos"
    ))
))]
const NUMBERS: Numbers = Numbers {
    no_buffers: 55,
    too_long: 40,
    other_type: 41,
};

#[cfg(not(unix))]
const NUMBERS: Numbers = Numbers {
    no_buffers: 10_055,
    too_long: 10_040,
};

/// Whether the buffer of the socket is full, because the daemon has not yet read earlier records.
pub(super) fn is_full(error: &Error) -> bool {
    error.kind() == ErrorKind::WouldBlock || error.raw_os_error() == Some(NUMBERS.no_buffers)
}

/// Whether the datagram is too long for the system.
pub(super) fn is_too_long(error: &Error) -> bool {
    error.raw_os_error() == Some(NUMBERS.too_long)
}

/// Whether the socket of the daemon is not a datagram socket.
#[cfg(unix)]
pub(super) fn is_of_another_type(error: &Error) -> bool {
    error.raw_os_error() == Some(NUMBERS.other_type)
}

#[cfg(test)]
pub(super) const fn too_long() -> i32 {
    NUMBERS.too_long
}
