//! Words of other crates and other places in the attributes of a derive.

use kea_messages::{KeaMessages, emit};

#[derive(Debug, KeaMessages)]
#[kea(prefix = "WORDS_")]
enum Severity {
    #[message("info", "a")]
    Quoted,
    #[message("debug(20)", "a")]
    QuotedLevel,
    #[message("a", "error")]
    QuotedLast,
    #[message("WARN")]
    QuotedAlone,
    #[message(trace, "a")]
    Trace,
    #[message(critical, "a")]
    Critical,
    #[message(purple, "a")]
    Purple,
    #[message(INFO, "a")]
    UpperCase,
    #[message(severity = "info", "a")]
    Named,
    #[message(severity = debug(30), text = "a")]
    NamedBare,
    #[message(level = tracing::Level::WARN, "a")]
    NamedPath,
    #[message(level: trace, "a")]
    NamedColon,
    #[message(Severity::Info, "a")]
    Path,
    #[message(info: "a")]
    Colon,
    #[message(info = "a")]
    Equals,
    #[message(debug)]
    LikeAField(u32),
    #[message(info, "a", warn)]
    Second,
}

#[derive(Debug, KeaMessages)]
enum Text {
    #[message(info, text = "a")]
    Named,
    #[message(info, message = "a")]
    Message,
    #[message = "a"]
    Equals,
    #[message(info, format!("{}", 1))]
    Format,
    #[message(info, TEXT)]
    Constant,
    #[message(info, "%1", self.0)]
    Value(u32),
    #[message(info, "%1", .0)]
    ShortValue(u32),
    #[message(info, "%1", client = self.client)]
    NamedValue { client: u32 },
    #[message(info, "a")]
    #[message(warn, "b")]
    Twice,
    #[message(info, "a", prefix = "X_")]
    Prefix,
    #[message(info, "a", action = "b")]
    Action,
    #[message(info, "a", description = "b")]
    Description,
    #[message(info, "a", code = "B")]
    Code,
    #[message(info, "%1", secret)]
    Secret(u32),
}

#[derive(Debug, KeaMessages)]
enum Fields {
    #[message(info, "%1")]
    KeaSecret(#[kea(secret)] String),
    #[message(info, "%1")]
    KeaSkip { a: u32, #[kea(skip)] b: u32 },
    #[message(info, "%1")]
    KeaDebug(#[kea(debug)] Option<u32>),
    #[message(info, "{client}: no address left in {pools}")]
    Debug { client: String, #[debug] pools: Vec<String> },
    #[debug]
    #[message(info, "%1")]
    DebugVariant(Option<u32>),
    #[message(info, "%1")]
    KeaField(u32, #[kea(field)] u32),
    #[message(info, "%1")]
    KeaOther(#[kea(prefix = "X_")] u32),
    #[message(info, "%1")]
    KeaBare(#[kea] u32),
    #[message(info, "%1")]
    Yes(#[secret(yes)] u32),
    #[message(info, "%1")]
    True {
        #[secret = true]
        password: String,
    },
    #[message(info, "%1")]
    SecretTwice(#[secret] #[secret] u32),
    #[message(info, "%1")]
    Redacted(#[message(redact)] u32),
    #[message(info, "%1")]
    Field(u32, #[message(field)] u32),
    #[message(info, "%1")]
    FieldOption(u32, #[field(yes)] u32),
    #[message(info, "%1")]
    Bare(#[message] u32),
    #[message(info, "%1")]
    Empty(#[message()] u32),
    #[message(info, "%1")]
    Quoted(#[message("skip")] u32),
    #[message(info, "%1")]
    SkipValue(u32, #[message(skip = true)] u32),
    Transparent(#[message(transparent)] Nested),
    #[message(info, "%1")]
    MessageOnField(#[message(info, "%1")] u32),
    #[message(info, "%1 %2")]
    SkippedNumber(u32, #[message(skip)] u32),
    #[message(info, "{a} {b}")]
    SkippedName { a: u32, #[message(skip)] b: u32 },
    #[message(info, "{0} {1}")]
    SkippedIndex(u32, #[message(skip)] u32),
    #[message(transparent)]
    TwoFields(Nested, Nested),
    #[message(info, "%1 %2 %3 %4 %5 %6 %7 %8 %9 %10 %11 %12 %13 %14 %15 %16 %17")]
    TooMany(u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u8, u16),
}

#[derive(Debug, KeaMessages)]
#[message(warn, "nested")]
struct Nested;

#[derive(KeaMessages)]
#[kea]
#[message(warn, "a")]
struct KeaBare;

#[derive(KeaMessages)]
#[kea("ALLOC_")]
#[message(warn, "a")]
struct KeaQuoted;

#[derive(KeaMessages)]
#[kea(prefix = "")]
#[message(warn, "a")]
struct EmptyPrefix;

#[derive(KeaMessages)]
#[kea(logger = "")]
#[message(warn, "a")]
struct EmptyLogger;

#[derive(KeaMessages)]
#[kea(crate = "not a path")]
#[message(warn, "a")]
struct CratePath;

#[derive(KeaMessages)]
#[kea(warn, "a")]
struct KeaMessage;

#[derive(KeaMessages)]
#[kea(id = "A")]
#[message(warn, "a")]
struct KeaId;

#[derive(KeaMessages)]
#[field]
#[message(warn, "a")]
struct FieldStruct;

#[derive(Debug, thiserror::Error, KeaMessages)]
enum WithThiserror {
    #[error("{0}: failed")]
    #[message(warn, "%1: failed")]
    Failed(u32),
    #[error(transparent)]
    #[message(transparent)]
    Nested(WithThiserrorToo),
}

#[derive(Debug, thiserror::Error, KeaMessages)]
#[error("failed")]
#[message(warn, "failed")]
struct WithThiserrorToo;

#[derive(Debug, thiserror::Error, KeaMessages)]
enum ThiserrorAlone {
    #[error("{0}: failed")]
    Alone(u32),
}

#[derive(Debug, KeaMessages)]
#[error("failed")]
struct ErrorWithoutDerive;

impl std::error::Error for Severity {}

fn log(severity: &Severity) -> Result<(), WithThiserror> {
    emit!(severity);
    emit!(Text::Value(1));
    let fields = Fields::KeaSecret("a".to_owned());
    emit!(&fields);
    println!("{fields}");
    Err(WithThiserror::Failed(1))
}

fn main() {
    _ = log(&Severity::Quoted);
}
