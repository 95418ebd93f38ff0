//! Mistakes in alerts.

use kea_messages::{KeaMessages, kea_messages};

kea_messages! {
    /// No comparison.
    #[alert = "5/min"]
    pub warn NO_COMPARISON() = "text";
    #[alert = "> 5/week for 10m"]
    pub warn UNKNOWN_UNIT() = "text";
    #[alert = "> 5/min for ten minutes"]
    pub warn WORDS() = "text";
    #[alert = "> 5/min in 10m"]
    pub warn IN() = "text";
    #[alert("> 5/min")]
    pub warn PARENTHESES() = "text";
    #[alert]
    pub warn NO_VALUE() = "text";
    #[alert = 5]
    pub warn NUMBER() = "text";
    #[alert = "any"]
    #[alert = "> 5/min"]
    pub warn TWICE() = "text";
    #[alrt = "any"]
    pub warn MISSPELT() = "text";
    #[alert = "< 0/min"]
    pub warn NEVER() = "text";
    #[alert = ">= 0/min"]
    pub warn ALWAYS() = "text";
    #[alert = "any"]
    pub warn RIGHT() = "text";
}

#[derive(Debug, KeaMessages)]
enum Variants {
    #[message(warn, "text", alert = "> five/min")]
    Words,
    #[message(warn, "text", alert("any"))]
    Parentheses,
    #[message(warn, "text", alert = any)]
    NoQuotes,
    #[message(warn, alert = "any", "text", alert = "any")]
    Twice,
    #[message(alert, "text")]
    Severity,
}

#[derive(Debug, KeaMessages)]
enum Transparent {
    #[message(transparent, alert = "any")]
    It(Sound),
}

#[derive(Debug, KeaMessages)]
#[message(warn, "text", alert = "any")]
struct Sound;

fn main() {
    kea_messages::emit!(RIGHT());
    kea_messages::emit!(NO_COMPARISON());
    kea_messages::emit!(Sound);
}
