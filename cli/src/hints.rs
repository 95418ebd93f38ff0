//! Adds hints to the errors of clap.

use crate::extension::{HOW_TO_PDF, WITHOUT_COLUMNS};
use clap::error::{ContextKind, ContextValue, ErrorKind};

/// Adds a hint to frequent mistakes on the command line.
pub(crate) fn hinted(mut error: clap::Error) -> clap::Error {
    let is_locked = std::env::args_os().any(|argument| argument == "--locked");
    if is_locked && is_operand_refused(&error) {
        suggest(
            &mut error,
            "the file of `--locked` follows an equals sign: `--locked=FILE`",
        );
    }
    let refused = error.get(ContextKind::InvalidArg).map(ToString::to_string);
    if error.kind() == ErrorKind::UnknownArgument && refused.as_deref() == Some("--locked") {
        // The similar option that clap suggests, also in the usage, is `--force`.
        error.remove(ContextKind::SuggestedArg);
        error.remove(ContextKind::Usage);
        suggest(
            &mut error,
            "`kea-messages check --locked` compares the messages with the lock file",
        );
    }
    let value = error
        .get(ContextKind::InvalidValue)
        .map(ToString::to_string);
    if value.is_some_and(|value| value.eq_ignore_ascii_case("pdf")) {
        suggest(&mut error, HOW_TO_PDF);
    }
    if cfg!(not(feature = "columns")) && is_of_columns(&error) {
        suggest(&mut error, WITHOUT_COLUMNS);
    }
    error
}

fn suggest(error: &mut clap::Error, hint: &'static str) {
    let hints = ContextValue::StyledStrs(vec![hint.into()]);
    error.insert(ContextKind::Suggested, hints);
}

/// Returns whether the program would know the option or its value with the feature `columns`.
fn is_of_columns(error: &clap::Error) -> bool {
    let refused = match error.kind() {
        ErrorKind::InvalidValue => ContextKind::InvalidValue,
        ErrorKind::UnknownArgument => ContextKind::InvalidArg,
        _ => return false,
    };
    let refused = error.get(refused).map(ToString::to_string);
    refused.is_some_and(|refused| ["arrow", "parquet", "--by-id"].contains(&refused.as_str()))
}

/// Whether the error is a conflict between an operand and an option.
fn is_operand_refused(error: &clap::Error) -> bool {
    let arguments = [ContextKind::InvalidArg, ContextKind::PriorArg];
    let mut arguments = arguments.iter().filter_map(|kind| error.get(*kind));
    error.kind() == ErrorKind::ArgumentConflict
        && arguments.any(|argument| argument.to_string().starts_with('['))
}
