//! Sends messages to Sentry as events. The ID is the fingerprint, so each message is one issue,
//! whatever its arguments are.
//!
//! ```console
//! $ cargo run -p kea-messages-example-sentry
//! ```
//!
//! This program prints the events instead of sending them. A real program calls `sentry::init(..)`
//! with a DSN.

#![forbid(unsafe_code)]

use kea_messages::{Severity, emit, kea_messages, severity_of};
use sentry_core::protocol::{Event as SentryEvent, Level};
use sentry_core::{Client, ClientOptions, Envelope, Hub, Transport};
use sentry_tracing::{EventMapping, SentryLayer};
use std::borrow::Cow;
use std::sync::Arc;
use tracing::Event;
use tracing_subscriber::prelude::*;

kea_messages! {
    logger = "shop.stock";

    /// The lease database is damaged, and the server stops.
    pub fatal DATABASE_DAMAGED(file: &str) = "lease database %1 is damaged";

    /// An order cannot be delivered.
    ///
    /// # Action
    /// Order more.
    pub error STOCK_EMPTY(article: &str, missing: u32) = "%1: %2 missing";

    /// An order was taken.
    pub info ORDER_TAKEN(article: &str) = "order for %1";
}

fn main() {
    let mut options = ClientOptions::default();
    options.dsn = "https://public@sentry.invalid/1".parse().ok();
    options.transport = Some(Arc::new(Arc::new(Print)));
    let hub = Hub::current();
    hub.bind_client(Some(Arc::new(Client::with_options(options))));
    tracing_subscriber::registry().with(layer()).init();

    emit!(ORDER_TAKEN("tea"));
    emit!(STOCK_EMPTY("tea", 3));
    emit!(STOCK_EMPTY("milk", 1));
    emit!(DATABASE_DAMAGED("stock.csv"));
}

/// Returns a layer that creates an event for an error, and a breadcrumb for anything less severe.
fn layer<S>() -> SentryLayer<S>
where
    S: tracing::Subscriber + for<'a> tracing_subscriber::registry::LookupSpan<'a>,
{
    SentryLayer::default().event_mapper(|event, context| {
        let severity = severity_of(event.metadata());
        if severity.is_some_and(|severity| severity.is_at_least(Severity::Error)) {
            let converted = sentry_tracing::event_from_event(event, Some(&context));
            EventMapping::Event(Box::new(of_message(event, converted)))
        } else {
            EventMapping::Breadcrumb(sentry_tracing::breadcrumb_from_event(event, Some(&context)))
        }
    })
}

/// Adds the properties of a message to an event of Sentry.
fn of_message(event: &Event<'_>, mut converted: SentryEvent<'static>) -> SentryEvent<'static> {
    let id = event.metadata().name();
    converted.fingerprint = Cow::Owned(vec![Cow::Borrowed(id)]);
    converted
        .tags
        .insert("message_id".to_owned(), id.to_owned());
    // `tracing` has no level for fatal errors.
    if severity_of(event.metadata()) == Some(Severity::Fatal) {
        converted.level = Level::Fatal;
    }
    converted
}

/// A transport that prints the events.
struct Print;

impl Transport for Print {
    fn send_envelope(&self, envelope: Envelope) {
        if let Some(event) = envelope.event() {
            println!("{}", shown(event));
        }
    }
}

/// Formats an event as `fatal [ID] text; breadcrumbs: ..`.
fn shown(event: &SentryEvent<'_>) -> String {
    let breadcrumbs = event.breadcrumbs.iter();
    let breadcrumbs: Vec<&str> = breadcrumbs
        .filter_map(|breadcrumb| breadcrumb.message.as_deref())
        .collect();
    format!(
        "{} {:?} {}; breadcrumbs: {}",
        event.level,
        event.fingerprint,
        event.message.as_deref().unwrap_or_default(),
        breadcrumbs.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use sentry_core::test::with_captured_events;

    #[test]
    fn an_id_is_one_issue() {
        let events = with_captured_events(|| {
            let subscriber = tracing_subscriber::registry().with(layer());
            tracing::subscriber::with_default(subscriber, || {
                emit!(ORDER_TAKEN("tea"));
                emit!(STOCK_EMPTY("tea", 3));
                emit!(STOCK_EMPTY("milk", 1));
                emit!(DATABASE_DAMAGED("stock.csv"));
            });
        });
        let lines: Vec<String> = events.iter().map(shown).collect();
        assert_eq!(
            lines,
            [
                r#"error ["STOCK_EMPTY"] tea: 3 missing; breadcrumbs: order for tea"#,
                r#"error ["STOCK_EMPTY"] milk: 1 missing; breadcrumbs: order for tea"#,
                r#"fatal ["DATABASE_DAMAGED"] lease database stock.csv is damaged; breadcrumbs: order for tea"#,
            ]
        );
        assert_eq!(events[0].tags["message_id"], "STOCK_EMPTY");
        // The event has the arguments with their names and types.
        let contexts = format!("{:?}", events[0].contexts);
        assert!(
            contexts.contains("missing") && contexts.contains("article"),
            "{contexts}"
        );
    }
}
