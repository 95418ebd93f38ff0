//! The sources of an error that a line shows.

use std::borrow::Cow;

/// The sources of an argument that is an error.
///
/// The subscriber of kea-messages writes them if it is configured to do so.
///
/// ```
/// use kea_messages_decode::{Decoder, Escapes};
///
/// let decoder = Decoder::new([]).with_escapes(Escapes::OneLine);
/// let line = decoder.decode(r#"A_B cannot open \{error.sources="no such file" disk}"#);
/// assert_eq!(line.text, "cannot open");
/// let [error] = &line.error_sources[..] else { panic!() };
/// assert_eq!(error.argument, "error");
/// assert_eq!(error.sources, ["no such file", "disk"]);
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct ErrorSources<'a> {
    /// The name of the argument, or of the field if the line is not a message.
    pub argument: Cow<'a, str>,
    /// The text of each source, starting with the direct one.
    pub sources: Vec<Cow<'a, str>>,
}

impl<'a> ErrorSources<'a> {
    /// The suffix of a field name that marks the sources of an argument.
    const NAME: &'static str = ".sources";

    /// Creates the sources of an argument.
    ///
    /// ```
    /// use kea_messages_decode::ErrorSources;
    ///
    /// let error = ErrorSources::of_argument("error".into(), vec!["no such file".into()]);
    /// assert_eq!(error.argument, "error");
    /// ```
    #[must_use]
    pub const fn of_argument(argument: Cow<'a, str>, sources: Vec<Cow<'a, str>>) -> Self {
        Self { argument, sources }
    }

    /// Creates the sources from a field. Returns `None` if its name is not one for sources.
    pub(crate) fn new(field: Cow<'a, str>, sources: Vec<Cow<'a, str>>) -> Option<Self> {
        let length = field.strip_suffix(Self::NAME)?.len();
        let argument = match field {
            Cow::Borrowed(field) => Cow::Borrowed(&field[..length]),
            Cow::Owned(mut field) => {
                field.truncate(length);
                Cow::Owned(field)
            }
        };
        Some(Self { argument, sources })
    }

    /// Converts the sources so that they do not borrow from the line.
    pub(crate) fn all_into_owned(all: Vec<Self>) -> Vec<ErrorSources<'static>> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        let all = all.into_iter().map(|it| ErrorSources {
            argument: owned(it.argument),
            sources: it.sources.into_iter().map(owned).collect(),
        });
        all.collect()
    }

    /// Whether a field with this name contains sources.
    pub(crate) fn is_name(field: &str) -> bool {
        field.ends_with(Self::NAME)
    }
}
