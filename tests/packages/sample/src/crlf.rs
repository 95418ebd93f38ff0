//! The test writes this file with the line ends of Windows.

kea::kea_messages! {
    pub static CATALOGUE;
    /// One line
    /// and another.
    ///
    /// # Action
    /// Do this,
    /// and that.
    pub info CRLF_LINES(client) = "%1: one \
        line";
    /** A block
    with two lines. */
    pub info CRLF_BLOCK() = r"a raw text
of two lines";
    /// A text.
    pub info CRLF_TEXT() = "a text
of two lines";
}

#[derive(Debug, kea::KeaMessages)]
#[kea(crate = "kea")]
pub enum Lines {
    /** A block
        with two lines.

        # Action

        None. */
    #[message(warn, "a \
        variant")]
    CrlfVariant,
}
