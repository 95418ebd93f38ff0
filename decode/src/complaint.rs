//! The complaint that Kea writes after the text of a statement with too many or too few
//! arguments.

/// Whether a text ends in such a complaint. A value of several lines can be in it, and the
/// last argument can end with the same bytes: it is no text to read values from, either way.
///
/// Kea's `log_formatter.cc` has two, and versions before 1.2 had the third.
pub(crate) fn ends_in_complaint(text: &str) -> bool {
    let Some(text) = text.trim_end_matches('\r').strip_suffix("@@") else {
        return false;
    };
    text.ends_with(" @@Excess logger placeholders still exist")
        || text.contains(" @@Missing logger placeholder '%")
        || text.contains(" @@Missing placeholder %")
}
