//! The book as one HTML page.
//!
//! It is whole without JavaScript, which adds the search and the filters.

use crate::book::{Book, INTRODUCTION};
use crate::prose::to_html;
use crate::text::{logged_pieces, notes, placeholder};
use crate::type_words;
use kea_messages_catalog::Message;
use kea_messages_core::severity::Severity;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment};
use serde::Serialize;
use std::borrow::Cow;

const TEMPLATE: &str = include_str!("../templates/manual.html");
const STYLE: &str = include_str!("../templates/manual.css");
/// What reads lines, what compares words, and the page; one function around them keeps their
/// names from the page.
const SCRIPT: &str = concat!(
    "(() => {\n\"use strict\";\n",
    include_str!("../templates/line.js"),
    include_str!("../templates/words.js"),
    include_str!("../templates/manual.js"),
    "})();"
);

#[derive(Serialize)]
struct Page<'a> {
    title: &'a str,
    version: Option<&'a str>,
    /// HTML, as all that is named so.
    introduction_html: String,
    style: &'static str,
    script: &'static str,
    count: usize,
    /// Those that there are, so that each can be chosen.
    severities: Vec<PageChoice>,
    /// What became of messages since another version, if there is one to compare with.
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
    messages: Vec<PageMessage<'a>>,
}

#[derive(Serialize)]
struct PageMessage<'a> {
    id: &'a str,
    severity: &'static str,
    /// The severity with the debug level.
    severity_text: String,
    severity_hint: Option<&'static str>,
    change: Option<&'static str>,
    limit: Option<&'a str>,
    alert: Option<&'a str>,
    text: Vec<PagePiece>,
    arguments: Vec<PageArgument<'a>>,
    description_html: String,
    notes: Vec<PageNote>,
    is_deprecated: bool,
}

#[derive(Serialize)]
struct PagePiece {
    text: String,
    is_placeholder: bool,
}

#[derive(Serialize)]
struct PageArgument<'a> {
    /// What stands for it in the text; empty if nothing does.
    placeholder: String,
    name: &'a str,
    rust_type: Option<&'a str>,
    /// The type in words.
    words: Option<Cow<'static, str>>,
    /// Which texts are its values, as `line.js` knows them.
    kind: Option<&'static str>,
    secret: bool,
}

#[derive(Serialize)]
struct PageNote {
    title: String,
    html: String,
}

pub(crate) fn write(book: &Book) -> String {
    let modules = modules(book);
    let messages = || modules.iter().flat_map(|module| &module.messages);
    let severities = Severity::NAMES.map(|name| (name, name));
    let severities = severities.into_iter().chain([OPEN, NOT_STATED]);
    let severities = choices(severities, |key| {
        let is_so = |message: &&PageMessage<'_>| message.severity == key;
        messages().filter(is_so).count()
    });
    let changes = choices(CHANGES.map(|name| (name, name)).into_iter(), |key| {
        let is_so = |message: &&PageMessage<'_>| message.change == Some(key);
        messages().filter(is_so).count()
    });
    let introduction = book.introduction.as_deref().unwrap_or(INTRODUCTION);
    let page = Page {
        title: &book.title,
        version: book.version.as_deref(),
        introduction_html: to_html(introduction, book),
        style: STYLE,
        script: SCRIPT,
        count: book.messages().len(),
        severities,
        changes,
        since: since(book),
        modules,
    };
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    let syntax = SyntaxConfig::builder().trim_blocks(true).build();
    environment.set_syntax(syntax.unwrap_or_default());
    match environment.render_str(TEMPLATE, Serde(page)) {
        Ok(html) => html,
        Err(error) => unreachable!("the template is ours, and tested: {error}"),
    }
}

/// The modules of the book, and behind them what is in it no more.
fn modules(book: &Book) -> Vec<PageModule<'_>> {
    let of_book = book.modules().map(|module| (module.name, module.messages));
    let mut modules: Vec<_> = of_book
        .map(|(name, messages)| PageModule {
            id: format!("module-{name}"),
            name,
            title: format!("{name} Module"),
            messages: page_messages(messages, book),
        })
        .collect();
    let gone = book.since.as_ref().map_or(&[][..], |since| &since.gone);
    if !gone.is_empty() {
        modules.push(PageModule {
            // In small letters, as the ID and the name of no message and module are.
            id: "gone".to_owned(),
            name: REMOVED,
            title: format!("Removed since {}", since(book)),
            messages: page_messages(gone, book),
        });
    }
    modules
}

fn page_messages<'a>(messages: &'a [Message], book: &Book) -> Vec<PageMessage<'a>> {
    let messages = messages.iter();
    messages
        .map(|message| page_message(message, book))
        .collect()
}

/// Those choices that there are messages for.
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

/// What can have become of a message since another version.
const CHANGES: [&str; 3] = [NEW, CHANGED, REMOVED];
const NEW: &str = "new";
const CHANGED: &str = "changed";
const REMOVED: &str = "removed";

/// What became of a message since another version.
fn change(id: &str, book: &Book) -> Option<&'static str> {
    let since = book.since.as_ref()?;
    // They are in the order of their IDs.
    let is_gone = |id: &str| {
        since
            .gone
            .binary_search_by(|gone| gone.id.as_str().cmp(id))
            .is_ok()
    };
    if since.added.contains(id) {
        Some(NEW)
    } else if since.changed.contains_key(id) {
        Some(CHANGED)
    } else if since.removed.contains(id) || is_gone(id) {
        Some(REMOVED)
    } else {
        None
    }
}

/// Since when something is new, changed or removed.
fn since(book: &Book) -> String {
    let version = book.since.as_ref().and_then(|since| since.version.as_ref());
    version.map_or_else(|| "the version before".to_owned(), ToString::to_string)
}

/// Of a message without a severity: what the page calls that, and shows of it.
const OPEN: (&str, &str) = ("varies", "varies");
const NOT_STATED: (&str, &str) = ("not_stated", "not stated");

/// What the page calls the severity, and shows of it.
fn severity(message: &Message, book: &Book) -> (&'static str, Cow<'static, str>) {
    let (key, text) = match message.severity {
        Some(severity) => return (severity.name(), severity.to_string().into()),
        None if book.is_open(&message.id) => OPEN,
        None => NOT_STATED,
    };
    (key, text.into())
}

fn page_message<'a>(message: &'a Message, book: &Book) -> PageMessage<'a> {
    let pieces = logged_pieces(message).map(|(text, is_placeholder)| PagePiece {
        text,
        is_placeholder,
    });
    // Where none are declared, their numbers in the text say as much.
    let arguments = (1..).zip(message.arguments.iter().flatten());
    let changed = book
        .since
        .as_ref()
        .and_then(|since| since.changed.get(&message.id));
    let changed =
        changed.map(|clauses| (format!("Changed since {}", since(book)), clauses.join("; ")));
    let notes = notes(message, book).into_iter();
    let notes = changed
        .into_iter()
        .chain(notes.map(|(title, text)| (title.to_owned(), text)));
    let (severity, severity_text) = severity(message, book);
    PageMessage {
        id: &message.id,
        severity,
        severity_text: severity_text.into_owned(),
        severity_hint: match severity {
            "varies" => Some("Each statement that logs the message says how severe it is."),
            "not_stated" => Some("The catalogue does not say how severe it is."),
            _ => None,
        },
        change: change(&message.id, book),
        limit: message.limit.as_deref(),
        alert: message.alert.as_deref(),
        text: pieces.collect(),
        arguments: arguments
            .map(|(number, argument)| PageArgument {
                placeholder: if argument.field {
                    String::new()
                } else {
                    placeholder(message, number)
                },
                name: &argument.name,
                rust_type: argument.rust_type.as_deref(),
                words: argument.rust_type.as_deref().and_then(type_words::words),
                kind: argument.rust_type.as_deref().and_then(type_words::kind),
                secret: argument.secret,
            })
            .collect(),
        description_html: to_html(&message.description, book),
        notes: notes
            .map(|(title, text)| PageNote {
                title,
                html: to_html(&text, book),
            })
            .collect(),
        is_deprecated: message.deprecation.is_some(),
    }
}

#[cfg(test)]
mod tests {
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

    /// A program's statements each state the severity that its definition leaves open.
    #[test]
    fn open_in_a_program() {
        kea_messages::kea_messages! {
            static CATALOGUE;
            /// It depends.
            OPEN() = "open";
            /// It is up.
            info STARTED() = "started";
        }
        let book = Book::from(&CATALOGUE);
        let found = book
            .messages()
            .iter()
            .map(|message| severity(message, &book).0);
        assert_eq!(Vec::from_iter(found), ["varies", "info"]);
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
                ("<h2>Removed since the version before</h2>", true),
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
