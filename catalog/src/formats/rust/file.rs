//! Reads Rust files into a catalogue.

use super::context::{Context, are_of_tests};
use super::depth::{LIMIT, too_deep_with_types};
use super::modules::{Files, RustFile, lex};
use super::names::AllNames;
use super::scan::{Found, scan};
use super::syntax::{self, Call, Errors, FileCall, Meaning, MessageType, Spans, conditions};
use crate::catalogue::{Broken, Places};
use crate::merge::shown;
use crate::named_lock::NamedLock;
use crate::{Catalogue, Code, Entry, Finding, Label, Message, checks};
use proc_macro2::{Span, TokenStream};
use std::collections::HashSet;
use std::ops::Range;
use std::path::{Path, PathBuf};
use syn::LitStr;

/// The catalogue files of a call.
struct NamedFiles {
    /// The folder of the package.
    package: PathBuf,
    /// The patterns, and their places in the call.
    patterns: Vec<(String, Label)>,
    /// The warnings that the call suppresses.
    allowed: Vec<Code>,
    /// The lock file, and the place of its name in the call.
    lock: Option<(String, Label)>,
    /// The logger that the call states.
    logger: Option<String>,
}

/// Adds the definitions in the files to a catalogue, except for catalogue files that are in `seen`.
/// Tests are skipped, unless the files are read with tests.
pub(super) fn read(
    mut files: Files,
    mut seen: HashSet<PathBuf>,
    mut whole: Catalogue,
) -> Catalogue {
    let all = files.rust.iter_mut();
    let imports = all.map(|file| (file.package.as_path(), std::mem::take(&mut file.imports)));
    let names = AllNames::of(imports);
    let mut reader = Reader {
        catalogue: Catalogue {
            findings: files.findings,
            sources: files.sources,
            ..Catalogue::default()
        },
        with_tests: files.with_tests,
        named: Vec::new(),
        source: 0,
        call: Span::call_site(),
        loggers: Vec::new(),
    };
    if !whole.entries.is_empty() {
        reader.loggers.push(whole.header.logger.take());
    }
    for file in files.rust {
        reader.file(file, &names);
    }
    let Reader {
        mut catalogue,
        named,
        mut loggers,
        ..
    } = reader;
    let start = whole.sources.len();
    let rust = start..start + catalogue.sources.len();
    for files in named {
        files.read(&mut seen, &mut catalogue, &mut loggers);
    }
    whole.absorb(catalogue);
    // The header cannot name a logger that only some of the messages go to.
    loggers.dedup();
    whole.header.logger = match loggers.as_mut_slice() {
        [logger] => logger.take(),
        _ => None,
    };
    if whole.header.logger.is_none() {
        whole.note_loggers(loggers.into_iter().flatten());
    }
    whole.keep_first();
    // Messages of catalogue files were checked when their file was read.
    for entry in &whole.entries {
        let places = entry.places.as_ref();
        if places.is_some_and(|places| rust.contains(&places.source)) {
            let found = checks::of_reading(entry, &whole.sources);
            whole.findings.extend(found);
        }
    }
    whole.findings.extend(checks::dead_rename::check(&whole));
    whole
}

impl NamedFiles {
    /// Adds the content of the files to a catalogue, except for those in `seen`, and adds the
    /// logger of their messages.
    fn read(
        self,
        seen: &mut HashSet<PathBuf>,
        catalogue: &mut Catalogue,
        loggers: &mut Vec<Option<String>>,
    ) {
        let Self {
            package,
            patterns,
            allowed,
            lock,
            logger,
        } = self;
        let (patterns, labels): (Vec<String>, Vec<Label>) = patterns.into_iter().unzip();
        let (mut read, files) = Catalogue::read_unseen(&package, &patterns, seen);
        read.findings
            .retain(|finding| !allowed.contains(&finding.code));
        if !read.entries.is_empty() {
            loggers.push(logger.or(read.header.logger.take()));
        }
        let before = catalogue.findings.len();
        catalogue.absorb(read.shown_from(&package));
        // A missing file has no places, so its findings are at its name in the call.
        for finding in &mut catalogue.findings[before..] {
            if finding.labels.is_empty() {
                let label = finding.pattern().and_then(|index| labels.get(index));
                finding.labels.extend(label.cloned());
            }
        }
        let lock = lock.map(|(name, label)| NamedLock {
            name: shown(&package, &name),
            label,
            files,
        });
        catalogue.locks.extend(lock);
    }
}

struct Reader {
    catalogue: Catalogue,
    with_tests: bool,
    named: Vec<NamedFiles>,
    /// The index of the file that is being read.
    source: usize,
    /// The span of the name of the current macro call, or of the first token of the current type.
    call: Span,
    /// The loggers of the calls and types that were read.
    loggers: Vec<Option<String>>,
}

impl Reader {
    fn file(&mut self, file: RustFile, names: &AllNames) {
        let Some(context) = file.context else {
            return;
        };
        self.source = file.source;
        let package = file.package;
        let names = names.in_package(&package);
        let text = self.catalogue.sources[self.source].text();
        if !names.occur_in(text) {
            return;
        }
        // The file was already parsed once, so there is no error.
        let tokens = lex(text).unwrap_or_default();
        scan(tokens, &context, names, &mut |context, found| {
            if context.is_test && !self.with_tests {
                return;
            }
            self.call = match &found {
                Found::Macro(name, _) => name.span(),
                Found::Type(tokens) => first_span(tokens),
                Found::Module(..) => return,
            };
            match found {
                Found::Macro(name, tokens)
                    if names.is_call(&name.to_string()) && self.can_be_read(&tokens) =>
                {
                    self.call(Call::parse(tokens), context, &package);
                }
                Found::Type(tokens) if self.can_be_read(&tokens) => {
                    match MessageType::parse(tokens) {
                        Ok(read) => self.message_type(read, context),
                        Err(error) => self.mistakes([error], None),
                    }
                }
                _ => {}
            }
        });
    }

    /// Reports an error if the types in a definition are nested too deeply. Returns whether they
    /// are not.
    fn can_be_read(&mut self, tokens: &TokenStream) -> bool {
        let place = too_deep_with_types(tokens, LIMIT);
        if let Some(place) = place {
            let title = format!("this is nested deeper than {LIMIT} levels");
            let label = self.label(place);
            self.catalogue.findings.push(Finding::mistake(title, label));
        }
        place.is_none()
    }

    fn named_files(&mut self, call: &FileCall, logger: Option<String>, package: &Path) {
        let mut errors = Errors::default();
        let allowed = call.allowed_codes(&mut errors);
        self.errors(errors, None);
        let named = |literal: &LitStr| (literal.value(), self.label(literal.span()));
        let files = NamedFiles {
            package: package.to_owned(),
            patterns: call.patterns.iter().map(named).collect(),
            allowed,
            lock: call.lock.as_ref().map(named),
            logger,
        };
        self.named.push(files);
    }

    fn call(&mut self, call: Call, context: &Context, package: &Path) {
        self.errors(call.errors, None);
        let logger = call.logger.as_ref().map(LitStr::value);
        if let Some(files) = call.file_call {
            self.named_files(&files, logger, package);
        } else if !call.definitions.is_empty() {
            self.loggers.push(logger);
        }
        for definition in call.definitions {
            let syntax::Definition {
                attributes,
                message,
                spans,
                errors,
                ..
            } = definition;
            let own = conditions(&attributes.cfg);
            if self.is_left_out(&own) {
                continue;
            }
            let condition = context.condition(&own);
            if errors.is_empty() {
                self.message(message, &spans, condition);
            } else {
                self.broken(&message.id, &spans, errors);
            }
        }
    }

    fn message_type(&mut self, read: MessageType, context: &Context) {
        // If a type has a mistake, its other variants are still messages.
        self.errors(read.errors, None);
        if !read.is_prefix_known {
            return;
        }
        if !read.variants.is_empty() {
            self.loggers.push(read.logger.as_ref().map(LitStr::value));
        }
        for (id, place) in read.broken {
            let label = self.label(place);
            self.catalogue.broken.push(Broken::new(&id, label));
        }
        for variant in read.variants {
            if self.is_left_out(&variant.cfg) {
                continue;
            }
            if let Meaning::Message(own) = variant.meaning {
                let condition = context.condition(&variant.cfg);
                self.message(own.message, &own.spans, condition);
            }
        }
    }

    /// Returns whether a message with these conditions is part of a test, and tests are skipped.
    fn is_left_out(&self, own: &[String]) -> bool {
        !self.with_tests && are_of_tests(own)
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
            alert: spans.alert.as_ref().map(Span::byte_range),
            limit: spans.limit.as_ref().map(Span::byte_range),
            promise: spans.promise.as_ref().map(Span::byte_range),
            action: None,
            renamed: None,
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
        // At the end of the input, syn has no token that it could name.
        let range = match span.byte_range() {
            Range { start: 0, end: 0 } => self.call.byte_range(),
            range => range,
        };
        Label::new(self.source, range)
    }
}

fn first_span(tokens: &TokenStream) -> Span {
    let first = tokens.clone().into_iter().next();
    first.map_or_else(Span::call_site, |token| token.span())
}

/// Returns the place of the content of a string literal, and whether it is written without escapes.
fn inside(text: &str, literal: Range<usize>, content: &str) -> (Range<usize>, bool) {
    let written = text.get(literal.clone()).unwrap_or("");
    // A prefix, as in `r#"#"#`, is not part of the content.
    let begin = written.find('"').map_or(0, |quote| quote + 1);
    match written[begin..].find(content) {
        Some(at) if !content.is_empty() => {
            let start = literal.start + begin + at;
            (start..start + content.len(), true)
        }
        _ => (literal, false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_content_is_behind_the_quote() {
        for (literal, content, expected) in [
            (r#"r"r""#, "r", (2..3, true)),
            (r##"r#"#"#"##, "#", (3..4, true)),
            (r#""a b""#, "a b", (1..4, true)),
            (r#""\u{61}""#, "a", (0..8, false)),
            (r#""""#, "", (0..2, false)),
        ] {
            let found = inside(literal, 0..literal.len(), content);
            assert_eq!(found, expected, "{literal}");
        }
    }
}
