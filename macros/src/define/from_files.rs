//! Reads definitions from catalogue files.

use super::definition::Definition;
use crate::gate::Gate;
use crate::tokens::{Tokens, placed};
use kea_messages_base::id::{is_id, module as id_module};
use kea_messages_catalog::formats::rust::syntax::{
    Attributes, Declared, Errors, FileCall, declared_type, undeclared_lifetime, unusable,
};
use kea_messages_catalog::{Argument, Catalogue, Code, Entry, Finding, Header, Lock, Part, Source};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// The maximum number of mistakes and warnings that are shown. A file that is not a catalogue can
/// have one on every line.
const MAX_REPORTS: usize = 1_000;

/// The content of the files of a call.
pub(super) struct FromFiles {
    pub(super) modules: Vec<Module>,
    pub(super) errors: Errors,
    /// Items that make rustc show the warnings, and make cargo watch the files.
    pub(super) items: TokenStream,
    pub(super) header: Header,
}

/// Messages in the same module.
pub(super) struct Module {
    /// The name of the module, or `None` if the messages are at the place of the call.
    pub(super) name: Option<Ident>,
    /// The first word of all IDs.
    pub(super) word: String,
    pub(super) definitions: Vec<Definition>,
    /// The replacements for definitions with mistakes.
    pub(super) broken: Vec<Definition>,
    pub(super) removed: Vec<Removed>,
}

/// A removed message.
pub(super) struct Removed {
    pub(super) id: Ident,
    pub(super) arity: usize,
    /// The ID of the message that replaces it.
    pub(super) renamed: Option<String>,
}

/// Reads the files of a call. `visibility` is the visibility of the messages.
pub(super) fn read(call: &FileCall, visibility: &Tokens) -> FromFiles {
    let span = call.patterns.first().map_or(call.span, syn::LitStr::span);
    let mut errors = Errors::default();
    let Some(root) = std::env::var_os("CARGO_MANIFEST_DIR").map(PathBuf::from) else {
        let reason = "paths are relative to the root of the package, which cargo passes in \
            `CARGO_MANIFEST_DIR`, but this variable is not set";
        errors.at_span(span, reason);
        return FromFiles {
            modules: Vec::new(),
            errors,
            items: TokenStream::new(),
            header: Header::default(),
        };
    };
    let patterns: Vec<String> = call.patterns.iter().map(syn::LitStr::value).collect();
    let mut catalogue = Catalogue::read(&root, &patterns);
    let allowed = call.allowed_codes(&mut errors);
    let mut items = watch(&catalogue.sources, span);
    if let Some(lock) = &call.lock {
        check_lock(lock, &root, &mut catalogue, &mut errors, &mut items);
    }
    // Problems in a file are shown at the name of the file in the call.
    let span_of = |pattern: Option<usize>| {
        let pattern = pattern.and_then(|index| call.patterns.get(index));
        pattern.map_or(span, syn::LitStr::span)
    };
    let sources = std::mem::take(&mut catalogue.sources);
    let span_of_source = |index: usize| span_of(sources.get(index).and_then(Source::pattern));
    let mut modules = Modules::new(call, visibility, span);
    for entry in std::mem::take(&mut catalogue.entries) {
        let source = entry.places.as_ref().map(|places| places.source);
        modules.span = source.map_or(span, span_of_source);
        modules.add(entry, &mut catalogue.findings);
    }
    for broken in &catalogue.broken {
        modules.span = span_of_source(broken.label.source);
        modules.add_broken(&broken.id);
    }
    for finding in catalogue.findings.iter().take(MAX_REPORTS) {
        let reason = format!("{}{}", finding.title, finding.render(&sources));
        let span = match finding.labels.first() {
            Some(label) => span_of_source(label.source),
            None => span_of(finding.pattern()),
        };
        if finding.is_error() {
            errors.at_span(span, reason);
        } else if !allowed.contains(&finding.code) {
            items.extend(warning(finding.code.name(), &reason, span));
        }
    }
    if let Some(more) = catalogue.findings.len().checked_sub(MAX_REPORTS + 1) {
        errors.at_span(span, format_args!("{} more mistakes", more + 1));
    }
    FromFiles {
        modules: modules.found.into_values().collect(),
        errors,
        items,
        header: catalogue.header,
    }
}

/// Compares the messages with the lock file.
fn check_lock(
    lock: &syn::LitStr,
    root: &Path,
    catalogue: &mut Catalogue,
    errors: &mut Errors,
    items: &mut TokenStream,
) {
    let span = lock.span();
    let name = lock.value();
    if catalogue.sources.iter().any(|source| source.name() == name) {
        let reason = format!(
            "`{name}` is a catalogue, not a lock file: `kea-messages lock {name}` writes one, \
             for `lock = \"messages.lock\"`"
        );
        return errors.at_span(span, reason);
    }
    let files: Vec<&str> = catalogue.sources.iter().map(Source::name).collect();
    let source = match Lock::open(root, &name, &files) {
        Ok(lock) => {
            for finding in lock.check(catalogue) {
                let reason = format!("{}{}", finding.title, finding.render(&catalogue.sources));
                if finding.is_error() {
                    errors.at_span(span, reason);
                } else if finding.code == Code::ChangedPromise {
                    items.extend(warning("locked", &reason, span));
                }
            }
            lock.source().cloned()
        }
        Err(error) => {
            for finding in error.findings {
                let drawn = finding.render(error.source.as_slice());
                errors.at_span(span, format_args!("{}{drawn}", finding.title));
            }
            error.source
        }
    };
    items.extend(watch(source.as_slice(), span));
}

/// Generates code that makes rustc show a warning. On stable Rust, a macro can only do this with a
/// deprecation, whose note is our text.
fn warning(name: &str, reason: &str, span: Span) -> TokenStream {
    let name = Ident::new(name, span);
    quote_spanned! {span=>
        const _: () = {
            #[deprecated(note = #reason)]
            #[allow(non_upper_case_globals)]
            const #name: () = ();
            #name
        };
    }
}

/// Generates code that makes cargo compile the crate again when a file has changed.
fn watch(sources: &[Source], span: Span) -> TokenStream {
    let files = sources.iter().map(|source| {
        let name = source.name();
        if PathBuf::from(name).is_absolute() {
            quote!(#name)
        } else {
            quote!(::core::concat!(::core::env!("CARGO_MANIFEST_DIR"), "/", #name))
        }
    });
    quote_spanned! {Span::mixed_site().located_at(span)=>
        #(const _: &[::core::primitive::u8] = ::core::include_bytes!(#files);)*
    }
}

struct Modules<'a> {
    call: &'a FileCall,
    visibility: &'a Tokens,
    span: Span,
    found: BTreeMap<String, Module>,
}

impl<'a> Modules<'a> {
    fn new(call: &'a FileCall, visibility: &'a Tokens, span: Span) -> Self {
        Self {
            call,
            visibility,
            span,
            found: BTreeMap::new(),
        }
    }

    /// Returns the module of a message with this ID.
    fn of(&mut self, id: &str) -> &mut Module {
        let span = self.span;
        let by_module = self.call.by_module;
        let word = if by_module { id_module(id) } else { "" };
        self.found.entry(word.to_owned()).or_insert_with(|| Module {
            name: by_module.then(|| module_name(word, span)),
            word: word.to_owned(),
            definitions: Vec::new(),
            broken: Vec::new(),
            removed: Vec::new(),
        })
    }

    fn add_broken(&mut self, id: &str) {
        if !is_id(id) {
            return;
        }
        let span = self.span;
        let module = self.of(id);
        let mut known = module.definitions.iter().chain(&module.broken);
        if !known.any(|definition| definition.id == id) {
            let broken = Definition::broken(id, span);
            module.broken.push(broken);
        }
    }

    fn add(&mut self, entry: Entry, findings: &mut Vec<Finding>) {
        let span = self.span;
        if entry.message.removed.is_some() {
            let removed = Removed {
                id: Ident::new(&entry.message.id, span),
                arity: entry.message.arity(),
                renamed: entry.message.renamed,
            };
            self.of(&entry.message.id).removed.push(removed);
            return;
        }
        let before = findings.len();
        let declared = declared(&entry, span, findings);
        let Entry {
            message, inferred, ..
        } = entry;
        if findings.len() > before {
            return self.add_broken(&message.id);
        }
        let gate = match (message.severity, inferred) {
            (Some(severity), None) => Gate::Stated(severity),
            (Some(severity), Some(_)) => Gate::Inferred(severity),
            (None, _) => Gate::Open,
        };
        let definition = Definition {
            attributes: Attributes::default(),
            visibility: self.visibility.clone(),
            id: Ident::new(&message.id, span),
            declared,
            arguments: message.named_arguments(),
            gate,
            is_from_file: true,
            text: span,
            errors: Errors::default(),
            message,
        };
        self.of(&definition.message.id).definitions.push(definition);
    }
}

/// Converts arguments to names and types of Rust.
fn declared(entry: &Entry, span: Span, findings: &mut Vec<Finding>) -> Vec<Declared> {
    let arguments = entry.message.arguments.as_deref().unwrap_or_default();
    let mut declared = Vec::with_capacity(arguments.len());
    for (index, argument) in arguments.iter().enumerate() {
        match declare(argument, span) {
            Ok(argument) => declared.push(argument),
            Err(reason) => {
                let mut finding = Finding::new(Code::Mistake, reason).of(&entry.message.id);
                finding.labels.extend(entry.label(Part::Argument(index)));
                findings.push(finding);
            }
        }
    }
    declared
}

fn declare(argument: &Argument, span: Span) -> Result<Declared, String> {
    let Argument {
        name, rust_type, ..
    } = argument;
    // A keyword can still be a name, as in `r#type`.
    let identifier = syn::parse_str(name).or_else(|_| syn::parse_str(&format!("r#{name}")));
    let mut identifier: Ident =
        identifier.map_err(|_| format!("`{name}` is not a name for an argument"))?;
    identifier.set_span(span);
    let rust_type = match rust_type {
        None => None,
        Some(written) => {
            let rust_type = declared_type(written, |tokens| placed(tokens, span))?;
            if let Some(reason) = unusable(&rust_type, name, argument.secret) {
                return Err(reason);
            }
            if let Some((_, reason)) = undeclared_lifetime(&rust_type) {
                return Err(reason);
            }
            Some(rust_type)
        }
    };
    Ok(Declared {
        name: identifier,
        rust_type,
        secret: argument.secret,
        field: argument.field,
    })
}

/// Returns the name of the module for the first word of an ID.
fn module_name(word: &str, span: Span) -> Ident {
    let name = word.to_ascii_lowercase();
    match syn::parse_str::<Ident>(&name) {
        Ok(_) => Ident::new(&name, span),
        // The word is a keyword of Rust.
        Err(_) => Ident::new(&format!("{name}_"), span),
    }
}
