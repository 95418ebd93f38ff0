//! Documentation in all its forms.

kea::kea_messages! {
    /// The catalogue has documentation, too.
    pub static CATALOGUE;
    logger = "sample.docs";

    /// A line.
    pub info DOCS_LINE() = "line";
    /// Lines,
    ///   indented.
    ///
    ///     code
    ///
    /// ```text
    /// # Action
    /// ```
    ///
    /// # Other
    ///
    /// A section that stays.
    ///
    /// # Action
    ///
    /// 1. This
    /// 2. That
    ///
    /// # Since
    ///
    /// 1.0
    pub warn DOCS_SECTIONS() = "sections";
    /** A block. */
    pub info DOCS_BLOCK() = "block";
    /**
     * A block
     * with stars.
     *
     * # Action
     * None.
     */
    pub info DOCS_STARS() = "stars";
    #[doc = "An attribute."]
    #[doc = ""]
    #[doc = r##" # Action"##]
    #[doc = "Another \"one\"."]
    pub info DOCS_ATTRIBUTE() = "attribute";
    /// Not all of it is known:
    #[doc = concat!("what a macro makes", " is not.")]
    #[doc(alias = "x")]
    pub info DOCS_MACRO() = "macro";
    /// Ünïcödé: 日本語 🦀.
    pub info DOCS_UNICODE() = "ünïcödé 日本語 🦀 \u{e9}\x41\t";
    /// A link to [DOCS_LINE], and to [`DOCS_BLOCK`].
    #[deprecated]
    pub info DOCS_DEPRECATED() = "deprecated";
    /// With a note.
    #[deprecated = "use DOCS_LINE"]
    pub info DOCS_NOTE() = "note";
    /// With all.
    #[deprecated(note = "use DOCS_LINE", since = "2.0")]
    pub info DOCS_SINCE() = "since";
    pub info DOCS_NONE() = "no documentation";
}
