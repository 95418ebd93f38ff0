//! Parses the head of a definition, `severity ID`, and recognizes common mistakes in it.
//!
//! Users who have not seen a definition use the syntax of other macros and languages: `ID info`,
//! `info pub ID`, `debug 40 ID`, `info A-ONE`. Each of these causes one error, which says what to
//! write, and parsing continues after it.

use super::errors::Errors;
use super::file_call;
use super::head_tokens::{angle_brackets, first_argument, joined, level_in, only_id, path};
use super::severity::severity as parse_severity;
use crate::suggest::nearest;
use kea_messages_base::id::is_id;
use kea_messages_base::severity::Severity;
use proc_macro2::{Ident, Spacing, TokenStream, TokenTree};
use quote::ToTokens;
use std::fmt::Display;
use syn::ext::IdentExt;
use syn::parse::ParseStream;
use syn::{LitStr, Token, Visibility, token};

/// The head of a definition.
pub(super) struct Head {
    pub(super) severity: Option<Severity>,
    /// A visibility after the severity, which has been noted as a mistake.
    pub(super) visibility: Option<Visibility>,
    pub(super) id: Ident,
    /// Whether its syntax is invalid, so that later mistakes can be a consequence.
    pub(super) is_wrong: bool,
    /// Whether the severity is after the ID, and has not been skipped yet.
    pub(super) is_behind_id: bool,
}

impl Head {
    /// Parses the severity and the ID. A recoverable mistake is noted.
    ///
    /// # Errors
    ///
    /// Returns an error if this is not the head of a definition.
    pub(super) fn parse(input: ParseStream, errors: &mut Errors) -> syn::Result<Self> {
        let mut reader = Reader {
            input,
            mistake: None,
            is_wrong: false,
            visibility: None,
        };
        let (severity, id, is_behind_id) = match reader.severity()? {
            First::Severity(severity) => {
                reader.between()?;
                (severity, reader.id()?, false)
            }
            First::Id(id) => (None, id, true),
        };
        // The severity is not reported as missing if it is in an attribute, which has its own
        // error.
        if let (Some(mistake), true) = (reader.mistake, errors.is_empty()) {
            errors.push(mistake);
        }
        Ok(Self {
            severity,
            visibility: reader.visibility,
            id,
            is_wrong: reader.is_wrong,
            is_behind_id,
        })
    }
}

/// The first part of a head.
enum First {
    /// The severity, if there is one and it could be parsed. Its tokens have been consumed.
    Severity(Option<Severity>),
    /// The ID. It may be followed by a severity.
    Id(Ident),
}

/// Parses a head, and stores the first mistake in it.
struct Reader<'a> {
    input: ParseStream<'a>,
    mistake: Option<syn::Error>,
    is_wrong: bool,
    visibility: Option<Visibility>,
}

impl Reader<'_> {
    fn note(&mut self, tokens: impl ToTokens, reason: impl Display) {
        self.is_wrong = true;
        if self.mistake.is_none() {
            self.mistake = Some(syn::Error::new_spanned(tokens, reason));
        }
    }

    /// Parses the part before the ID.
    fn severity(&mut self) -> syn::Result<First> {
        let input = self.input;
        let ahead = input.fork();
        let Ok(word) = ahead.call(Ident::parse_any) else {
            return Err(no_word(input));
        };
        let name = word.to_string();
        let is_severity = is_severity(&word);
        if ahead.peek(Token![::]) {
            return self.path_of_severity();
        }
        if ahead.peek(Token![.]) && !is_severity && !is_id(&name) {
            return Err(input.error("to read a file, write `file = \"messages.toml\"`"));
        }
        if ahead.peek(Token![!]) && !ahead.peek(Token![!=]) {
            return self.macro_call(&word);
        }
        if ahead.peek(Token![=]) && !is_severity && !is_id(&name) {
            let reason = file_call::unknown_option(&name);
            return Err(syn::Error::new_spanned(word, reason));
        }
        if ahead.peek(token::Paren) {
            ahead.parse::<TokenTree>()?;
        }
        if ahead.peek(Ident::peek_any) {
            if !is_severity && peek_severity(&ahead) {
                return self.word_before_severity(&word, &ahead);
            }
            let severity = parse_severity(input).map_err(|error| {
                self.is_wrong = nearest(&name, &Severity::NAMES).is_none();
                self.mistake = Some(error);
            });
            return Ok(First::Severity(severity.ok()));
        }
        if is_severity {
            return self.after_severity(&word);
        }
        if is_severity_behind_sign(&ahead) {
            return self.word_before_severity(&word, &ahead);
        }
        let has_arguments = input.peek2(token::Paren);
        let is_equals = ahead.peek(Token![=]) && !ahead.peek(Token![=>]) && !ahead.peek(Token![==]);
        let ends = ahead.is_empty() || ahead.peek(Token![;]) || ahead.peek(Token![,]);
        let reason = if ahead.peek(Token![;]) && !has_arguments {
            format!("expected a definition, {FORM}, or a catalogue, `pub static {name};`")
        } else if ends {
            let list = if has_arguments { "(...)" } else { "()" };
            format!("`{name}` has no severity and no text: write `info {name}{list} = \"text\";`")
        } else {
            format!("`{name}` has no severity: put fatal, error, warn, info or debug(N) before it")
        };
        self.note(&word, reason);
        // This determines whether more than the severity is missing.
        self.is_wrong = ends || !(has_arguments || is_equals);
        Ok(First::Severity(None))
    }

    /// Parses `Severity::Info ID`.
    fn path_of_severity(&mut self) -> syn::Result<First> {
        let input = self.input;
        let (path, last) = path(input)?;
        let level: Option<TokenTree> = if input.peek(token::Paren) {
            input.parse().ok()
        } else {
            None
        };
        let name = last.to_string().to_lowercase();
        let meant = nearest(&name, &Severity::NAMES).unwrap_or("info");
        let level = match level {
            Some(level) => level.to_string(),
            None if meant == "debug" => "(40)".to_owned(),
            None => String::new(),
        };
        let reason = format!("expected the severity as a single word: write `{meant}{level}`");
        self.note(path, reason);
        Ok(First::Severity(None))
    }

    /// Parses `info!(ID)`, `info! ID` and other macros.
    fn macro_call(&mut self, word: &Ident) -> syn::Result<First> {
        let sign = {
            let ahead = self.input.fork();
            ahead.call(Ident::parse_any)?;
            ahead.parse::<Token![!]>()?
        };
        let mut call = word.to_token_stream();
        sign.to_tokens(&mut call);
        if !is_severity(word) {
            let reason =
                format!("`{word}!` is not expanded here: expected a definition, such as {FORM}");
            return Err(syn::Error::new_spanned(call, reason));
        }
        let reason = format!("`{word}` is not a macro here: write {}", form(word));
        let mistake = syn::Error::new_spanned(call, reason);
        self.input.call(Ident::parse_any)?;
        self.input.parse::<Token![!]>()?;
        if !self.input.peek(Ident::peek_any) {
            return Err(mistake);
        }
        self.mistake = Some(mistake);
        self.is_wrong = true;
        Ok(First::Severity(None))
    }

    /// Parses `const info ID`, `public info ID`, or `ID info`. `ahead` is at the severity.
    fn word_before_severity(&mut self, word: &Ident, ahead: ParseStream) -> syn::Result<First> {
        if !ahead.peek(Ident::peek_any) {
            ahead.parse::<TokenTree>()?;
        }
        let severity = ahead.call(Ident::parse_any)?;
        let mut written = severity.to_string();
        if ahead.peek(token::Paren) {
            let level: TokenTree = ahead.parse()?;
            if severity == "debug" {
                written += &level.to_string();
            }
        }
        let name = word.to_string();
        if !ahead.peek(Ident::peek_any) || is_id(&name) {
            let reason = format!("the severity comes before the ID: `{written} {name}`");
            self.note(&severity, reason);
            return self.input.call(Ident::parse_any).map(First::Id);
        }
        let reason = match name.as_str() {
            "public" | "export" | "open" | "extern" => {
                format!("unknown visibility `{name}`: write `pub {written}`")
            }
            "crate" | "internal" | "protected" => {
                format!("unknown visibility `{name}`: write `pub(crate) {written}`")
            }
            "private" => {
                "unknown visibility `private`: remove it, because a message without `pub` is \
                 private"
                    .to_owned()
            }
            "pub" => "duplicate visibility `pub`".to_owned(),
            _ => format!(
                "unexpected `{name}` before the severity: write {}",
                form(&severity)
            ),
        };
        self.note(word, reason);
        self.input.call(Ident::parse_any)?;
        if self.input.peek(token::Paren) {
            self.input.parse::<TokenTree>()?;
        }
        Ok(First::Severity(parse_severity(self.input).ok()))
    }

    /// Parses a severity that is not directly followed by an ID.
    fn after_severity(&mut self, word: &Ident) -> syn::Result<First> {
        let input = self.input;
        let missing = syn::Error::new_spanned(
            word,
            format!("missing message ID after `{word}`: write {}", form(word)),
        );
        let ahead = input.fork();
        ahead.call(Ident::parse_any)?;
        if ahead.peek(token::Paren) {
            ahead.parse::<TokenTree>()?;
        }
        if ahead.peek(LitStr) {
            let text: LitStr = ahead.parse()?;
            let name = text.value();
            if !is_id(&name) {
                return Err(missing);
            }
            let reason = format!("an ID is written without quotes: `{word} {name}`");
            self.note(&text, reason);
            _ = parse_severity(input);
            input.parse::<LitStr>()?;
            return Ok(First::Id(Ident::new(&name, text.span())));
        }
        if let Some(id) = only_id(input) {
            let reason = format!(
                "an ID is written without parentheses around it: write `{word} \
                {id}()`"
            );
            return Err(syn::Error::new(id.span(), reason));
        }
        // The ID may be after a few tokens: `debug 40 ID`, `info: ID`.
        let mut between: Vec<TokenTree> = Vec::new();
        while !ahead.peek(Ident::peek_any) {
            match ahead.parse::<TokenTree>() {
                Ok(TokenTree::Punct(sign)) if sign.as_char() == ';' => return Err(missing),
                Ok(token) if between.len() < 4 => between.push(token),
                _ => return Err(missing),
            }
            if let [TokenTree::Literal(number)] = &between[..] {
                if ahead.peek(token::Paren) || ahead.peek(Token![=]) {
                    let reason = format!(
                        "`{number}` is not a message ID: an ID begins with an upper-case letter \
                         and contains only upper-case letters, digits and underscores"
                    );
                    return Err(syn::Error::new(number.span(), reason));
                }
            }
        }
        let Some(reason) = wrong_between(word, &between) else {
            return Err(missing);
        };
        self.note(TokenStream::from_iter(between), reason);
        input.call(Ident::parse_any)?;
        while !input.peek(Ident::peek_any) {
            input.parse::<TokenTree>()?;
        }
        Ok(First::Severity(None))
    }

    /// Skips unexpected tokens between the severity and the ID.
    fn between(&mut self) -> syn::Result<()> {
        let input = self.input;
        while input.peek(Ident::peek_any) {
            if input.peek(Token![pub]) {
                let visibility: Visibility = input.parse()?;
                let reason = "the visibility comes before the severity: `pub info ID`";
                self.note(&visibility, reason);
                self.visibility = Some(visibility);
                continue;
            }
            let ahead = input.fork();
            let word = ahead.call(Ident::parse_any)?;
            if is_severity(&word) && ahead.peek(token::Paren) {
                ahead.parse::<TokenTree>()?;
            }
            if !ahead.peek(Ident::peek_any) || is_id(&word.to_string()) {
                break;
            }
            if is_severity(&word) {
                self.note(
                    &word,
                    format!("a message has one severity: remove `{word}`"),
                );
                _ = parse_severity(input);
            } else {
                let reason = format!("unexpected `{word}` before the ID: write {FORM}");
                self.note(&word, reason);
                input.call(Ident::parse_any)?;
            }
        }
        Ok(())
    }

    /// Parses the ID.
    fn id(&mut self) -> syn::Result<Ident> {
        let input = self.input;
        let ahead = input.fork();
        let id = ahead.call(Ident::parse_any)?;
        if ahead.peek(token::Paren) || ahead.peek(Token![=]) || ahead.peek(token::Brace) {
            return input.call(Ident::parse_any);
        }
        if ahead.peek(Token![::]) {
            let (path, last) = path(input)?;
            self.note(
                path,
                format!("expected the ID as a single word: write `{last}`"),
            );
            return Ok(last);
        }
        if let Some((written, id)) = joined(input)? {
            let reason = format!("`{written}` is not a message ID: write `{id}`");
            self.note(written.tokens, reason);
            return Ok(id);
        }
        input.call(Ident::parse_any)?;
        if input.peek(Token![<]) {
            let generics = angle_brackets(input)?;
            let reason = if generics.to_string().contains('\'') {
                format!(
                    "a message cannot declare lifetimes: leave them out, as in `{id}(client: &str)`"
                )
            } else {
                format!(
                    "a message cannot declare type parameters: leave the type out, \
                     `{id}({name})`, or `{id}({name}: impl Debug)`",
                    name = first_argument(input).unwrap_or_else(|| "client".into()),
                )
            };
            self.note(generics, reason);
        } else if input.peek(Token![!]) {
            let sign: Token![!] = input.parse()?;
            self.note(sign, format!("unexpected `!` after the ID: write {FORM}"));
        } else if input.peek(Ident::peek_any) && !input.peek(Token![where]) {
            let word = input.call(Ident::parse_any)?;
            let reason = if word == "pub" {
                "the visibility comes before the severity: `pub info ID`".to_owned()
            } else {
                format!("unexpected `{word}` after the ID: write {FORM}")
            };
            self.note(word, reason);
        }
        Ok(id)
    }
}

/// Returns the error for the signs and numbers between a severity and an ID: `debug 40 ID`, `info:
/// ID`.
fn wrong_between(word: &Ident, between: &[TokenTree]) -> Option<String> {
    let level = between.iter().find_map(level_in);
    Some(match (level, between) {
        (Some(level), _) if word == "debug" => {
            format!("a debug level is written in parentheses: `debug({level})`")
        }
        (Some(_), _) => format!("only `debug` has a level: write `{word}`"),
        (None, [TokenTree::Punct(sign), ..]) if sign.as_char() == '#' => {
            "attributes come before the definition, each on a separate line".to_owned()
        }
        (None, [TokenTree::Punct(first), ..]) => {
            let mut signs = first.to_string();
            if let (Spacing::Joint, Some(TokenTree::Punct(second))) =
                (first.spacing(), between.get(1))
            {
                signs.push(second.as_char());
            }
            format!(
                "unexpected `{signs}` between severity and ID: {}",
                form(word)
            )
        }
        _ => return None,
    })
}

/// The form of a definition, for errors.
pub(super) const FORM: &str = "`info ID() = \"text\";`";

/// Returns the form of a definition with this severity.
fn form(severity: &Ident) -> String {
    let level = if severity == "debug" { "(40)" } else { "" };
    format!("`{severity}{level} ID() = \"text\";`")
}

/// Returns the error for a definition that does not begin with a word.
fn no_word(input: ParseStream) -> syn::Error {
    if let Ok(text) = input.fork().parse::<LitStr>() {
        let value = text.value();
        return input.error(if Severity::NAMES.contains(&value.as_str()) {
            format!("a severity is written without quotes: `{value} ID() = \"text\";`")
        } else if is_id(&value) {
            format!("an ID is written without quotes, with its severity before it: `info {value}`")
        } else {
            format!(
                "to read a file, write `file = \"messages.toml\"`; a definition begins with its \
                 severity: {FORM}"
            )
        });
    }
    if input.peek(Token![#]) {
        return input.error("attributes come before the visibility");
    }
    if input.peek(token::Paren) {
        return input.error("unknown visibility: write `pub`, `pub(crate)` or `pub(super)`");
    }
    input.error(format!("a definition begins with its severity: {FORM}"))
}

pub(super) fn is_severity(word: &Ident) -> bool {
    Severity::NAMES.iter().any(|name| word == name)
}

fn peek_severity(input: ParseStream) -> bool {
    let ahead = input.fork();
    ahead
        .call(Ident::parse_any)
        .is_ok_and(|word| is_severity(&word))
}

/// Returns whether a sign and a severity come next, as in `ID: info` or `ID = info`.
fn is_severity_behind_sign(input: ParseStream) -> bool {
    let ahead = input.fork();
    matches!(ahead.parse(), Ok(TokenTree::Punct(sign)) if sign.as_char() != ';')
        && peek_severity(&ahead)
}
