//! Prints a book as a single HTML page.

use super::article::{Article, CHANGES, NOT_STATED, OPEN, REMOVED, since};
use super::render::{Links, PAGE, Templates};
use crate::book::{Book, INTRODUCTION, Module};
use kea_messages_catalog::{ManualUrl, Message};
use kea_messages_core::severity::Severity;
use serde::Serialize;

pub(super) const STYLE: &str = include_str!("../../templates/manual.css");
/// The scripts of the page: reading log lines, comparing words, and the page itself. They are
/// inside a function, so that their names are not global.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../../templates/line.js"),
    include_str!("../../templates/words.js"),
    include_str!("../../templates/manual.js"),
    "})();"
);

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    version: Option<&'a str>,
    /// The address of the published page.
    url: Option<&'a str>,
    /// The introduction as HTML. All fields with the suffix `_html` are HTML.
    introduction_html: String,
    style: &'static str,
    script: &'static str,
    count: usize,
    /// The severities that occur in the book, which can be selected.
    severities: Vec<PageChoice>,
    /// The changes since another version that occur in the book. It is empty without another
    /// version.
    changes: Vec<PageChoice>,
    since: String,
    modules: Vec<PageModule<'a>>,
}

#[derive(Serialize)]
struct PageChoice {
    key: &'static str,
    name: &'static str,
    count: usize,
}

#[derive(Serialize)]
struct PageModule<'a> {
    id: String,
    name: &'a str,
    title: String,
    count: usize,
    articles_html: Vec<String>,
}

pub(crate) fn write(book: &Book) -> String {
    write_page(book, Links::Entries, &Templates::new())
}

/// Returns the book as a single page.
pub(super) fn write_page(book: &Book, links: Links, templates: &Templates<'_>) -> String {
    let modules = chapters(book).map(|chapter| {
        let messages = chapter.messages().iter();
        let articles = messages.map(|message| Article::of(message, book, links, templates));
        (chapter, articles.collect::<Vec<_>>())
    });
    let modules: Vec<_> = modules.collect();
    let articles = || modules.iter().flat_map(|(_, articles)| articles);
    let severities = Severity::NAMES.map(|name| (name, name));
    let severities = severities.into_iter().chain([OPEN, NOT_STATED]);
    let severities = choices(severities, |key| {
        articles().filter(|it| it.severity == key).count()
    });
    let changes = CHANGES.map(|name| (name, name)).into_iter();
    let changes = choices(changes, |key| {
        articles().filter(|it| it.change == Some(key)).count()
    });
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    let modules = modules.into_iter().map(|(chapter, articles)| PageModule {
        id: chapter.id(),
        name: chapter.name(),
        title: chapter.title(book),
        count: articles.len(),
        articles_html: articles.into_iter().map(|article| article.html).collect(),
    });
    let page = Page {
        title: &book.title,
        version: book.version.as_deref(),
        url: book.url.as_ref().map(ManualUrl::as_str),
        introduction_html: links.to_html(introduction, book),
        style: STYLE,
        script: SCRIPT,
        count: book.messages().len(),
        severities,
        changes,
        since: since(book),
        modules: modules.collect(),
    };
    templates.render(PAGE, &page)
}

/// A module of the book, or the removed messages.
#[derive(Clone, Copy)]
pub(super) enum Chapter<'a> {
    Module(Module<'a>),
    Removed(&'a [Message]),
}

impl<'a> Chapter<'a> {
    pub(super) fn messages(self) -> &'a [Message] {
        match self {
            Self::Module(Module { messages, .. }) | Self::Removed(messages) => messages,
        }
    }

    /// Returns the ID of the heading.
    pub(super) fn id(self) -> String {
        match self {
            Self::Module(module) => format!("module-{}", module.name),
            // This is in lower case, so that it differs from the IDs of messages and modules.
            Self::Removed(_) => "gone".to_owned(),
        }
    }

    pub(super) fn name(self) -> &'a str {
        match self {
            Self::Module(module) => module.name,
            Self::Removed(_) => REMOVED,
        }
    }

    pub(super) fn title(self, book: &Book) -> String {
        match self {
            Self::Module(module) => format!("{} Module", module.name),
            Self::Removed(_) => format!("Removed since {}", since(book)),
        }
    }
}

/// The modules of the book, followed by the removed messages.
pub(super) fn chapters(book: &Book) -> impl Iterator<Item = Chapter<'_>> {
    let gone = book.since.as_ref().map_or(&[][..], |since| &since.gone);
    let gone = (!gone.is_empty()).then_some(Chapter::Removed(gone));
    book.modules().map(Chapter::Module).chain(gone)
}

/// Returns the choices for which there are messages, with their counts.
fn choices(
    all: impl Iterator<Item = (&'static str, &'static str)>,
    count: impl Fn(&str) -> usize,
) -> Vec<PageChoice> {
    let counted = all.map(|(key, name)| PageChoice {
        key,
        name,
        count: count(key),
    });
    counted.filter(|choice| choice.count > 0).collect()
}

#[cfg(test)]
mod tests {
    use super::super::article::{change, severity};
    use super::*;
    use kea_messages_catalog::{Catalogue, Lock, Since, Source};

    fn catalogue(name: &str, text: &str) -> Catalogue {
        let catalogue = Catalogue::of_sources(vec![Source::new(name, text)]);
        assert!(!catalogue.has_errors(), "{:?}", catalogue.findings);
        catalogue
    }

    #[test]
    fn severities() {
        let toml = catalogue(
            "a.toml",
            "[A]\ntext = 'a'\n[B]\ntext = 'b'\nseverity = 'debug(55)'\n",
        );
        let mes = catalogue("a.mes", "% A a\n% B b\nThis warning message is logged.\n");
        let program: Catalogue = toml.messages().cloned().collect();
        for (catalogue, expected) in [
            (&toml, [("varies", "varies"), ("debug", "debug(55)")]),
            (&mes, [("not_stated", "not stated"), ("warn", "warn")]),
            (
                &program,
                [("not_stated", "not stated"), ("debug", "debug(55)")],
            ),
        ] {
            let book = Book::from(catalogue);
            let found = book
                .messages()
                .iter()
                .map(|message| severity(message, &book));
            let found: Vec<_> = found.collect();
            assert_eq!(found, expected.map(|(key, text)| (key, text.into())));
            let page = write(&book);
            for (key, _) in expected {
                let choice = format!("name=\"severity\" value=\"{key}\"");
                assert!(page.contains(&choice), "{choice} is not in {page}");
            }
            assert_eq!(page.matches("name=\"severity\"").count(), 2);
        }
    }

    /// For a compiled catalogue, a missing severity is stated by each statement.
    #[test]
    fn open_in_a_program() {
        kea_messages::kea_messages! {
            static CATALOGUE;
            file = "src/html/open.toml"
        }
        let book = Book::from(&CATALOGUE);
        let found = book
            .messages()
            .iter()
            .map(|message| severity(message, &book).0);
        assert_eq!(found.collect::<Vec<_>>(), ["varies", "info"]);
    }

    #[test]
    fn changes() {
        let old = catalogue(
            "a.toml",
            "[A_SAME]\ntext = 'a'\n[B_CHANGED]\ntext = '<b>'\n[C_GONE]\ntext = 'c'\n",
        );
        let new = catalogue(
            "a.toml",
            "[A_SAME]\ntext = 'a'\n[B_CHANGED]\ntext = 'b'\n[D_NEW]\ntext = 'd'\n",
        );
        let of_lock = Since::locked(&Lock::of(old.messages()), &new);
        for (since, expected) in [
            (
                Some(Since::between(&old, &new)),
                [Some("changed"), Some("removed"), Some("new")],
            ),
            (
                Some(of_lock),
                [Some("changed"), Some("removed"), Some("new")],
            ),
            (None, [None, None, None]),
        ] {
            let is_compared = since.is_some();
            let book = Book::from(&new);
            let book = match since {
                Some(since) => book.with_since(since),
                None => book,
            };
            let found = ["B_CHANGED", "C_GONE", "D_NEW"].map(|id| change(id, &book));
            assert_eq!(found, expected);
            assert_eq!(change("A_SAME", &book), None);
            let page = write(&book);
            for (part, is_there) in [
                (
                    "<article id=\"B_CHANGED\" data-severity=\"varies\" data-change=\"changed\">",
                    true,
                ),
                (
                    "<article id=\"C_GONE\" data-severity=\"not_stated\" data-change=\"removed\">",
                    true,
                ),
                ("<h2>Removed since the previous version</h2>", true),
                ("<b>", false),
            ] {
                assert_eq!(
                    page.contains(part),
                    is_there && is_compared,
                    "{part} in {page}"
                );
            }
        }
    }
}
