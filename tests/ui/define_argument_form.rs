//! Arguments as other languages and macros have them, each one error.

use kea_messages::{emit, kea_messages};

kea_messages! {
    info TYPE_FIRST(u32 attempts) = "%1";
    info TYPE_FIRST_TOO(client, &str name) = "%1 %2";
    info TYPE_FIRST_LONG(Vec<u8> bytes, client) = "%1 %2";
    info TYPE_ALONE(String) = "%1";
    info SECRET_WORD(user, secret password) = "%1 %2";
    info SECRET_TYPE(password: secret) = "%1";
    info SECRET_BEHIND(password: #[secret] &str) = "%1";
    info SECRET_TWICE(#[secret] #[secret] password) = "%1";
    info DEFAULT(attempts: u32 = 3) = "%1";
    info DEFAULT_TOO(attempts = 3, client) = "%1 %2";
    info MUTABLE(mut client) = "%1";
    info A_REFERENCE(ref client) = "%1";
    info BORROWED(&client) = "%1";
    info QUOTED("client") = "%1";
    info TRACED(%client) = "%1";
    info TRACED_DEBUG(?hosts) = "%1";
    info DEBUG_TYPE(hosts: ?) = "%1";
    info SELF(&self) = "%1";
    info SELF_TOO(self) = "up";
    info SEMICOLONS(client; attempts) = "%1 %2";
    info AN_ARROW(client -> u32) = "%1";
    info AS(client as u32) = "%1";
    info OPTIONAL(client?: u32) = "%1";
    info ANY(args...) = "%1";
    info NO_TYPE_BUT_A_VALUE(attempts: 3) = "%1";
    info A_TEXT(client: "name") = "%1";
    info PLACEHOLDERS(%1, %2) = "%1 %2";
    info UNSIZED(client: str) = "%1";
    info UNSIZED_BESIDE(client: str, server) = "%1 %2";
    info A_SLICE(bytes: [u8]) = "%1";
    info AN_OBJECT(client: dyn Display) = "%1";
    info A_CONVERSION(client: impl Into<String>) = "%1";
    info A_CONVERSION_BESIDE(client: impl AsRef<str> + 'static, server) = "%1 %2";
    info UNDECLARED(client: &'a str) = "%1";
    info UNDECLARED_TOO(client: std::borrow::Cow<'a, str>, server) = "%1 %2";
    info ANY_TYPE(client: _) = "%1";
    info A_TRAIT(client: Display) = "%1";
    info A_TRAIT_BESIDE(client: std::fmt::Display, server) = "%1 %2";
    info A_BORROWED_TRAIT(cause: &std::error::Error, server) = "%1 %2";
}

fn main() {
    emit!(TYPE_FIRST(3));
    emit!(TYPE_FIRST_TOO(3, ""));
    emit!(TYPE_FIRST_LONG(Vec::new(), 3));
    emit!(TYPE_ALONE("a1"));
    emit!(SECRET_WORD("a", "b"));
    emit!(SECRET_TYPE("a"));
    emit!(DEFAULT());
    emit!(DEFAULT_TOO(3, 3));
    emit!(MUTABLE(3));
    emit!(QUOTED(3));
    emit!(SEMICOLONS(3, 3));
    emit!(UNSIZED("a1"));
    emit!(UNSIZED_BESIDE("a1", 2));
    emit!(A_SLICE(b"a1"));
    emit!(AN_OBJECT("a1"));
    emit!(A_CONVERSION("a1"));
    emit!(A_CONVERSION_BESIDE("a1", 2));
    emit!(UNDECLARED("a1"));
    emit!(UNDECLARED_TOO("a1".into(), 2));
    emit!(ANY_TYPE("a1"));
    emit!(A_TRAIT("a1"));
    emit!(A_TRAIT_BESIDE("a1", 2));
    emit!(A_BORROWED_TRAIT(&std::fmt::Error, 2));
}
