//! Tests the parsing of definitions from tokens.

mod calls;
mod types;

use super::*;
use proc_macro2::Span;
use proc_macro2::TokenStream;
use quote::ToTokens;

fn tokens(source: &str) -> TokenStream {
    source.parse().expect("tokens")
}

fn written_as(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string()
}

fn value(text: &syn::LitStr) -> String {
    format!("{:?}", text.value())
}

fn check(cases: &[(&str, &[&str])], read: fn(&str) -> Vec<String>) {
    for (source, expected) in cases {
        assert_eq!(read(source), *expected, "{source}");
    }
}

#[test]
fn severities() {
    let read = |source: &str| match syn::parse::Parser::parse2(severity, tokens(source)) {
        Ok(severity) => severity.to_string(),
        Err(error) => error.to_string(),
    };
    for (source, expected) in [
        ("fatal", "fatal"),
        ("error", "error"),
        ("warn", "warn"),
        ("info", "info"),
        ("debug(0)", "debug(0)"),
        ("debug(99)", "debug(99)"),
        ("debug(0x10)", "debug(16)"),
        ("debug(100)", "a debug level is a number from 0 to 99"),
        ("debug()", "a debug level is a number from 0 to 99"),
        ("debug", "`debug` needs a level from 0 to 99: `debug(40)`"),
        ("info(1)", "only `debug` has a level: write `info`"),
        (
            "trace",
            "`trace` is not a severity: write `debug(40)`, or another debug level up to `debug(99)`",
        ),
    ] {
        assert_eq!(read(source), expected, "{source}");
    }
}

#[test]
fn errors_are_kept_together() {
    let mut errors = Errors::default();
    assert!(errors.is_empty());
    errors.at(tokens("a"), "first");
    let mut both = syn::Error::new(Span::call_site(), "second");
    both.combine(syn::Error::new(Span::call_site(), "third"));
    assert_eq!(errors.take(Err::<(), _>(both)), None);
    assert_eq!(errors.take(Ok(1)), Some(1));
    let mut more = Errors::default();
    more.at_span(Span::call_site(), "fourth");
    errors.append(more);
    assert_eq!((errors.len(), errors.iter().count()), (3, 3));
    let written = written_as(&errors);
    for word in ["first", "second", "third", "fourth"] {
        assert!(written.contains(word), "{word}: {written}");
    }
    let words: Vec<String> = errors
        .into_mistakes()
        .map(|error| error.to_string())
        .collect();
    assert_eq!(words, ["first", "second", "third", "fourth"]);
}
