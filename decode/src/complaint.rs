//! Recognises the complaint that Kea writes after the text of a statement with too many or too few
//! arguments.

/// Whether a text ends with such a complaint. The complaint can contain a value of several lines,
/// and the last argument can end with the same characters. In both cases, no values are read from
/// the text.
///
/// The first two forms are from Kea's `log_formatter.cc`. Versions before 1.2 had the third.
pub(crate) fn ends_in_complaint(text: &str) -> bool {
    let Some(text) = text.trim_end_matches('\r').strip_suffix("@@") else {
        return false;
    };
    text.ends_with(" @@Excess logger placeholders still exist")
        || text.contains(" @@Missing logger placeholder '%")
        || text.contains(" @@Missing placeholder %")
}
