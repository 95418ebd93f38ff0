//! What is counted.

use kea_messages_benches::contestants::disabled::{Peer, disable_in_log};
use kea_messages_benches::contestants::disabled::{in_a_function, in_a_loop};
use kea_messages_benches::race::Contestant;

/// The features that this program was built with.
pub(crate) struct Build {
    /// The name in the file of baselines.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
}

#[cfg(not(any(feature = "recording", feature = "tracing")))]
pub(crate) const BUILD: Build = Build {
    name: "log",
    title: "messages go to `log`",
};

#[cfg(feature = "tracing")]
pub(crate) const BUILD: Build = Build {
    name: "log-and-tracing",
    title: "messages go to `log` and `tracing`",
};

#[cfg(feature = "recording")]
pub(crate) const BUILD: Build = Build {
    name: "log-and-records",
    title: "messages go to `log`, and can be recorded",
};

#[cfg(all(feature = "recording", feature = "tracing"))]
compile_error!("`recording` and `tracing` are counted in separate builds");

/// Contestants that are counted in the same circumstances.
pub(crate) struct Group {
    /// The name in the file of baselines.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// Whether the first contestant is a peer of the others.
    pub(crate) has_peer: bool,
    /// Creates the circumstances.
    set_up: fn(),
    contestants: fn() -> Vec<Contestant<'static>>,
}

/// The statements that are disabled before there is a subscriber.
const DISABLED: [Group; 2] = [
    Group {
        name: "disabled-in-a-loop",
        title: "A disabled statement in a loop, no subscriber",
        has_peer: true,
        set_up: disable_in_log,
        contestants: || in_a_loop(Peer::Log).into(),
    },
    Group {
        name: "disabled-in-a-function",
        title: "The same, in a function that is called, no subscriber",
        has_peer: true,
        set_up: disable_in_log,
        contestants: || in_a_function(Peer::Log).into(),
    },
];

#[cfg(not(any(feature = "recording", feature = "tracing")))]
const OTHERS: [Group; 0] = [];

/// Messages that are recorded. The disabled ones are counted before there is a recording.
#[cfg(feature = "recording")]
const OTHERS: [Group; 2] = {
    use kea_messages_benches::contestants::recording;

    [
        Group {
            name: "record",
            title: "A message that is recorded, in the thread that logs it",
            has_peer: false,
            set_up: || (),
            contestants: || recording::into_the_ring().into(),
        },
        Group {
            name: "read-a-record",
            title: "1,000 records that are read",
            has_peer: false,
            set_up: || (),
            contestants: || recording::reading().into(),
        },
    ]
};

/// What needs a subscriber, and what does not depend on where messages go, so that it is only
/// counted in one build.
#[cfg(feature = "tracing")]
const OTHERS: [Group; 6] = {
    use kea_messages_benches::contestants::disabled::disable_in_both;
    use kea_messages_benches::contestants::enabled::{Look, events};
    use kea_messages_benches::contestants::{decoding, format};
    use tracing_subscriber::prelude::*;

    [
        Group {
            name: "disabled-in-a-loop-with-subscriber",
            title: "A disabled statement in a loop, a subscriber that wants INFO",
            has_peer: true,
            set_up: disable_in_both,
            contestants: || in_a_loop(Peer::Tracing).into(),
        },
        Group {
            name: "disabled-in-a-function-with-subscriber",
            title: "The same, in a function that is called, a subscriber that wants INFO",
            has_peer: true,
            set_up: disable_in_both,
            contestants: || in_a_function(Peer::Tracing).into(),
        },
        Group {
            name: "enabled",
            title: "An event whose fields are looked at, and not printed",
            has_peer: true,
            set_up: || tracing_subscriber::registry().with(Look).init(),
            contestants: || events().into(),
        },
        Group {
            name: "format-one-digit",
            title: "Text with two arguments into a String; the number has one digit",
            has_peer: true,
            set_up: || (),
            contestants: || format::texts(3).into(),
        },
        Group {
            name: "format-ten-digits",
            title: "Text with two arguments into a String; the number has ten digits",
            has_peer: true,
            set_up: || (),
            contestants: || format::texts(u32::MAX).into(),
        },
        Group {
            name: "decode",
            title: "A line that is decoded into JSON",
            has_peer: false,
            set_up: || (),
            contestants: || decoding::lines().into(),
        },
    ]
};

impl Group {
    /// Returns the groups of this build.
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        DISABLED.into_iter().chain(OTHERS)
    }

    /// Returns the group with this name.
    pub(crate) fn find(name: &str) -> Result<Self, String> {
        let found = Self::all().find(|group| group.name == name);
        found.ok_or_else(|| {
            let names: Vec<_> = Self::all().map(|group| group.name).collect();
            format!("unknown group `{name}`: expected {}", names.join(", "))
        })
    }

    pub(crate) fn contestants(&self) -> Vec<Contestant<'static>> {
        (self.contestants)()
    }

    /// Creates the circumstances, and runs the contestant with this name.
    pub(crate) fn repeat(&self, contestant: &str, iterations: u32) -> Result<(), String> {
        (self.set_up)();
        let mut contestants = self.contestants();
        let found = contestants.iter_mut().find(|it| it.name() == contestant);
        let Some(found) = found else {
            let names: Vec<_> = contestants.iter().map(Contestant::name).collect();
            return Err(format!(
                "unknown contestant `{contestant}`: expected {}",
                names.join(", ")
            ));
        };
        found.repeat(iterations);
        Ok(())
    }
}
