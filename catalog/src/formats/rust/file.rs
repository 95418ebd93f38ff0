//! From Rust files to a catalogue.

use super::modules::{Files, RustFile};
use super::scan::{Context, Found, Names, scan};
use super::syntax::{self, Call, Errors, Meaning, MessageType, Spans, conditions};
use crate::catalogue::{Broken, Places};
use crate::{Catalogue, Entry, Finding, Label, Message, checks};
use proc_macro2::Span;
use std::ops::Range;
use std::path::PathBuf;

/// The files that a call names: the folder of the package, and the patterns.
type FileCalls = Vec<(PathBuf, Vec<String>)>;

/// Reads what the files define. Those of tests are left out, unless `with_tests`.
pub(super) fn read(files: Files, with_tests: bool) -> Catalogue {
    let mut seen = files.seen;
    let mut names = Names::default();
    for file in &files.rust {
        names.add(file.tokens.clone());
    }
    let mut reader = Reader {
        catalogue: Catalogue {
            findings: files.findings,
            sources: files.sources,
            ..Catalogue::default()
        },
        calls: Vec::new(),
        source: 0,
    };
    for file in files.rust {
        reader.file(file, &names, with_tests);
    }
    let Reader {
        mut catalogue,
        calls,
        ..
    } = reader;
    for entry in &catalogue.entries {
        let found = checks::of_reading(entry, &catalogue.sources);
        catalogue.findings.extend(found);
    }
    for (package, patterns) in calls {
        let read = Catalogue::read_unseen(&package, &patterns, &mut seen);
        catalogue.absorb(read.shown_from(&package));
    }
    catalogue
}

struct Reader {
    catalogue: Catalogue,
    calls: FileCalls,
    /// The index of the file that is being read.
    source: usize,
}

impl Reader {
    fn file(&mut self, file: RustFile, names: &Names, with_tests: bool) {
        self.source = file.source;
        let package = file.package;
        scan(file.tokens, &file.context, names, &mut |context, found| {
            if context.is_test && !with_tests {
                return;
            }
            match found {
                Found::Macro(name, tokens) if names.call.contains(&name.to_string()) => {
                    self.call(Call::parse(tokens), context, &package);
                }
                Found::Type(tokens) => match MessageType::parse(tokens) {
                    Ok(read) => self.message_type(read, context),
                    Err(error) => self.mistakes([error], None),
                },
                _ => {}
            }
        });
    }

    fn call(&mut self, call: Call, context: &Context, package: &std::path::Path) {
        self.errors(call.errors, None);
        if let Some(files) = call.file_call {
            let patterns = files.patterns.iter().map(syn::LitStr::value).collect();
            let call = (package.to_owned(), patterns);
            if !self.calls.contains(&call) {
                self.calls.push(call);
            }
        }
        for definition in call.definitions {
            let syntax::Definition {
                attributes,
                message,
                spans,
                errors,
                ..
            } = definition;
            let condition = context.condition(&conditions(&attributes.cfg));
            if errors.is_empty() {
                self.message(message, &spans, condition);
            } else {
                self.broken(&message.id, &spans, errors);
            }
        }
    }

    fn message_type(&mut self, read: MessageType, context: &Context) {
        // Of a type with a mistake its other variants are messages all the same.
        self.errors(read.errors, None);
        for variant in read.variants {
            if let Meaning::Message(own) = variant.meaning {
                let condition = context.condition(&variant.cfg);
                self.message(own.message, &own.spans, condition);
            }
        }
    }

    fn message(&mut self, mut message: Message, spans: &Spans, cfg: Option<String>) {
        message.cfg = cfg;
        let text = self.catalogue.sources[self.source].text();
        let (text, is_text_verbatim) = inside(text, spans.text.byte_range(), &message.text);
        let arguments = spans.arguments.iter();
        let places = Places {
            source: self.source,
            id: spans.id.byte_range(),
            text,
            is_text_verbatim,
            arguments: arguments.map(Span::byte_range).collect(),
            description: spans.description.as_ref().map(Span::byte_range),
            action: None,
            is_description_under_text: false,
        };
        self.catalogue.entries.push(Entry {
            places: Some(places),
            ..Entry::new(message)
        });
    }

    fn broken(&mut self, id: &str, spans: &Spans, errors: Errors) {
        self.errors(errors, Some(id));
        let label = self.label(spans.id);
        self.catalogue.broken.push(Broken::new(id, label));
    }

    fn errors(&mut self, errors: Errors, id: Option<&str>) {
        self.mistakes(errors.into_mistakes(), id);
    }

    fn mistakes(&mut self, mistakes: impl IntoIterator<Item = syn::Error>, id: Option<&str>) {
        for error in mistakes {
            let label = self.label(error.span());
            let mut finding = Finding::mistake(error.to_string(), label);
            finding.id = id.map(str::to_owned);
            self.catalogue.findings.push(finding);
        }
    }

    fn label(&self, span: Span) -> Label {
        Label::new(self.source, span.byte_range())
    }
}

/// Where the content of a string literal stands, and whether it stands there as it is.
fn inside(text: &str, literal: Range<usize>, content: &str) -> (Range<usize>, bool) {
    let written = text.get(literal.clone()).unwrap_or("");
    match written.find(content) {
        Some(at) if !content.is_empty() => {
            let start = literal.start + at;
            (start..start + content.len(), true)
        }
        _ => (literal, false),
    }
}
