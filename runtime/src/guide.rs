//! The guide and the reference, page by page.
//!
//! The pages follow a service from its first message to production. Each page can be read
//! on its own.
//!
//! | page | contents |
//! |---|---|
//! | [`first_message`] | a service from its first line to production, and the features of this crate |
//! | [`definitions`] | severities, arguments, formats, fields, secrets, attributes |
//! | [`catalogue_files`] | messages in TOML and Kea's `.mes` instead of Rust |
//! | [`errors`] | errors as messages, source chains, `?`, thiserror |
//! | [`loggers`] | `log`, `tracing`, filters, spans, Kea's configuration, JSON, OpenTelemetry |
//! | [`records`] | messages as values in a file that is read later, which takes the least time |
//! | [`testing`] | assertions about what was logged, and coverage |
//! | [`translations`] | texts that are replaced while the program runs, PO files |
//! | [`stability`] | the lock file, `check` in CI, and the codes of its findings |
//! | [`alerts`] | counters, rules for Prometheus, rate limits |
//! | [`reading_logs`] | from log lines back to messages and values |
//! | [`value_types`] | types of values for catalogues without types |
//! | [`program`] | the subcommands of `kea-messages`, operands, exit codes |
//! | [`coming_from`] | `log`, `tracing`, thiserror and Kea, before and after |

// The pages link to modules that need certain features.
#![cfg_attr(
    not(all(
        feature = "files",
        feature = "local-texts",
        feature = "metrics",
        feature = "records-tracing",
        feature = "terminal",
        feature = "testing",
        feature = "tracing"
    )),
    allow(rustdoc::broken_intra_doc_links)
)]

pub mod first_message {
    #![doc = include_str!("../guide/first_message.md")]
}

pub mod definitions {
    #![doc = include_str!("../guide/definitions.md")]
}

pub mod catalogue_files {
    #![doc = include_str!("../guide/catalogue_files.md")]
}

pub mod errors {
    #![doc = include_str!("../guide/errors.md")]
}

pub mod loggers {
    #![doc = include_str!("../guide/loggers.md")]
}

pub mod records {
    #![doc = include_str!("../guide/records.md")]
}

pub mod testing {
    #![doc = include_str!("../guide/testing.md")]
}

pub mod translations {
    #![doc = include_str!("../guide/translations.md")]
}

pub mod stability {
    #![doc = include_str!("../guide/stability.md")]
}

pub mod alerts {
    #![doc = include_str!("../guide/alerts.md")]
}

pub mod reading_logs {
    #![doc = include_str!("../guide/reading_logs.md")]
}

pub mod value_types {
    #![doc = include_str!("../guide/value_types.md")]
}

pub mod program {
    #![doc = include_str!("../guide/program.md")]
}

pub mod coming_from {
    #![doc = include_str!("../guide/coming_from.md")]
}
