//! Tests which parts are found in Rust source.

use super::super::folder::Folder;
use super::*;

/// Returns the parts that are found in some source, with their contexts.
fn found_in(source: &str) -> Vec<String> {
    let tokens = source.parse().expect("tokens");
    let names = Names::default();
    let mut all = Vec::new();
    scan(
        tokens,
        &Context::default(),
        &names,
        &mut |context, found| {
            let mut line = match found {
                Found::Macro(name, tokens) if name == "kea_messages" => {
                    format!("call {tokens}")
                }
                Found::Macro(name, tokens) if name == "include" => format!("include {tokens}"),
                Found::Macro(..) => return,
                Found::Type(tokens) => {
                    let parsed = syn::parse2::<syn::DeriveInput>(tokens);
                    let parsed = parsed.expect("an enum or a struct");
                    let attributes = parsed.attrs.len();
                    format!("type {} with {attributes} attribute(s)", parsed.ident)
                }
                Found::Module(name, None) => {
                    let folder = Folder::default().inside(&context.modules);
                    let folders: Vec<_> = folder.of_modules().collect();
                    format!("mod {name} in {folders:?}")
                }
                Found::Module(name, Some(path)) => {
                    format!(
                        "mod {name} in {:?}",
                        Folder::default().inside(&context.modules).file(&path)
                    )
                }
            };
            if let Some(condition) = context.condition(&[]) {
                line += &format!(" if {condition}");
            }
            if context.is_test {
                line += " (test)";
            }
            all.push(line);
        },
    );
    all
}

fn check(cases: &[(&str, &[&str])]) {
    for (source, expected) in cases {
        assert_eq!(found_in(source), *expected, "{source}");
    }
}

#[test]
fn calls() {
    check(&[
        ("kea_messages! { A }", &["call A"]),
        ("kea_messages!(A);", &["call A"]),
        ("kea_messages![A];", &["call A"]),
        ("::kea_messages::kea_messages! { A }", &["call A"]),
        ("fn f() { kea::kea_messages!(A); }", &["call A"]),
        (
            "impl T { const fn f() { { kea_messages!(A) } } }",
            &["call A"],
        ),
        ("fn f() { let x = [{ kea_messages!(A); 1 }]; }", &["call A"]),
        ("println!(\"{}\", { kea_messages!(A); 1 });", &["call A"]),
        ("my::items! { kea_messages! { A } }", &["call A"]),
        // A call contains only definitions.
        (
            "kea_messages! { kea_messages! { A } }",
            &["call kea_messages ! { A }"],
        ),
        ("kea_messages!(A); kea_messages!(B);", &["call A", "call B"]),
        // These only look like calls.
        ("const A: &str = \"kea_messages!(A);\";", &[]),
        ("const A: &str = r#\"kea_messages!(A);\"#;", &[]),
        ("// kea_messages!(A);\n/* kea_messages!(B); */", &[]),
        (
            "/// kea_messages!(A);\n//! kea_messages!(B);\nfn f() {}",
            &[],
        ),
        ("fn kea_messages() { kea_messages(1); }", &[]),
        ("fn f() -> bool { kea_messages != (1) }", &[]),
        ("other_messages!(A); messages!(B);", &[]),
        // These do not exist before a macro is expanded.
        (
            "macro_rules! m { ($t:tt) => { kea_messages! { $t } } }",
            &[],
        ),
        (
            "macro_rules! m [ () => [ kea_messages!(A); ] ]; kea_messages!(B);",
            &["call B"],
        ),
        (
            "macro m($t:tt) { kea_messages! { $t } } kea_messages!(B);",
            &["call B"],
        ),
        ("pub macro m { () => { kea_messages! { A } } }", &[]),
        ("quote! { kea_messages! { #a } }", &[]),
        (
            "fn f() { stringify!(kea_messages!(A)); syn::parse_quote!(kea_messages!(B)); }",
            &[],
        ),
        (
            "quote_spanned!(span=> kea_messages!(A)); kea_messages!(B);",
            &["call B"],
        ),
        ("parse_quote_spanned!(span=> kea_messages!(A));", &[]),
    ]);
}

#[test]
fn where_an_item_ends() {
    check(&[
        (
            "#[cfg(unix)] fn f() -> M<{ N }> { kea_messages!(A); } kea_messages!(B);",
            &["call A if unix", "call B"],
        ),
        (
            "fn f() { #[cfg(unix)] if a { kea_messages!(A); } else { kea_messages!(B); } \
             kea_messages!(C); }",
            &["call A if unix", "call B if unix", "call C"],
        ),
        (
            "match a { #[cfg(unix)] b if let Some(c) = d => e, _ => kea_messages!(B) }",
            &["call B"],
        ),
    ]);
}

#[test]
fn conditions() {
    check(&[
        (
            "#[cfg(unix)] kea_messages!(A); kea_messages!(B);",
            &["call A if unix", "call B"],
        ),
        (
            "#[cfg(unix)] kea_messages! { A } kea_messages!(B);",
            &["call A if unix", "call B"],
        ),
        ("#[cfg(unix)] fn f() {} kea_messages!(B);", &["call B"]),
        ("#[cfg(unix)] struct A; kea_messages!(B);", &["call B"]),
        ("#[cfg(unix)] use a; kea_messages!(B);", &["call B"]),
        (
            "#[cfg(unix)] #[allow(x)] #[cfg(feature = \"a\")] kea_messages!(A);",
            &["call A if all(unix, feature = \"a\")"],
        ),
        (
            "#[cfg(unix)] mod m { #[cfg(unix)] mod n { #[cfg(a)] kea_messages!(A); } }",
            &["call A if all(unix, a)"],
        ),
        (
            "mod m { #![cfg(unix)] kea_messages!(A); } kea_messages!(B);",
            &["call A if unix", "call B"],
        ),
        (
            "#![cfg(unix)] //! Text.\nkea_messages!(A);",
            &["call A if unix"],
        ),
        ("#![allow(unused)] kea_messages!(A);", &["call A"]),
        (
            "fn f() { #[cfg(a)] { kea_messages!(A); } kea_messages!(B); }",
            &["call A if a", "call B"],
        ),
        (
            "fn f() { match x { #[cfg(a)] A => g(), B => { kea_messages!(B); } } }",
            &["call B"],
        ),
        (
            "fn f() { g(#[cfg(a)] 1, { kea_messages!(B); }); }",
            &["call B"],
        ),
        // An item can contain commas.
        (
            "#[cfg(a)] fn f<A, B>() { kea_messages!(A); }",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] pub(crate) fn f() -> Result<A, B> { kea_messages!(A); }",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] impl<A, B> C<A, B> for D { fn f() { kea_messages!(A); } }",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] unsafe trait T<A, B> { fn f() { kea_messages!(A); } }",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] const C: D<A, B> = { kea_messages!(A); 1 };",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] static C: D<A, B> = { kea_messages!(A); 1 };",
            &["call A if a"],
        ),
        (
            "#[cfg(a)] type C = D<A, { kea_messages!(A); 1 }>;",
            &["call A if a"],
        ),
        (
            "fn f() { #[cfg(a)] let x: D<A, B> = { kea_messages!(A) }; kea_messages!(B); }",
            &["call A if a", "call B"],
        ),
        // In the arguments of another macro, attributes apply in the same way.
        ("#[cfg(a)] items! { kea_messages!(A); }", &["call A if a"]),
        (
            "items! { #[cfg(a)] kea_messages!(A); kea_messages!(B); }",
            &["call A if a", "call B"],
        ),
        (
            "cfg_if::cfg_if! { if #[cfg(a)] { kea_messages!(A); } else { mod b; } }",
            &["call A if a", "mod b in [\"\"] if not(a)"],
        ),
        (
            "cfg_select! { a => { kea_messages!(A); } _ => kea_messages!(B), }",
            &["call A if a", "call B if not(a)"],
        ),
        // Only rustc can resolve this, so it is ignored.
        ("#[cfg_attr(a, allow(x))] kea_messages!(A);", &["call A"]),
        ("#[cfg_attr(a, cfg(b))] kea_messages!(A);", &["call A"]),
    ]);
}

#[test]
fn tests_of_the_program() {
    check(&[
        (
            "#[cfg(test)] mod tests { kea_messages!(A); }",
            &["call A if test (test)"],
        ),
        (
            "mod tests { #![cfg(test)] kea_messages!(A); }",
            &["call A if test (test)"],
        ),
        (
            "#[test] fn f() -> Result<(), E> { kea_messages!(A); } kea_messages!(B);",
            &["call A (test)", "call B"],
        ),
        (
            "#[tokio::test(flavor = \"x\")] async fn f() { kea_messages!(A); }",
            &["call A (test)"],
        ),
        (
            "#[cfg_attr(a, tokio::test)] async fn f() { kea_messages!(A); }",
            &["call A (test)"],
        ),
        (
            "#[cfg(not(test))] kea_messages!(A);",
            &["call A if not(test)"],
        ),
        (
            "#[cfg(all(test, unix))] kea_messages!(A);",
            &["call A if all(test, unix) (test)"],
        ),
        (
            "#[cfg(any(test, unix))] kea_messages!(A);",
            &["call A if any(test, unix)"],
        ),
        (
            "#[cfg(any(test, all(unix, test)))] kea_messages!(A);",
            &["call A if any(test, all(unix, test)) (test)"],
        ),
        ("#[cfg(any())] kea_messages!(A);", &["call A if any()"]),
        ("#[cfg(all())] kea_messages!(A);", &["call A if all()"]),
        (
            "#[cfg(feature = \"test\")] kea_messages!(A);",
            &["call A if feature = \"test\""],
        ),
        (
            "#[doc = \"test\"] #[should_panic] kea_messages!(A);",
            &["call A"],
        ),
        (
            "cfg_if! { if #[cfg(test)] { kea_messages!(A); } else { kea_messages!(B); } }",
            &["call A if test (test)", "call B if not(test)"],
        ),
    ]);
}

#[test]
fn types() {
    check(&[
        (
            "#[derive(KeaMessages)] enum E { A }",
            &["type E with 1 attribute(s)"],
        ),
        (
            "#[derive(Debug, kea::KeaMessages)] struct S;",
            &["type S with 1 attribute(s)"],
        ),
        (
            "#[derive(KeaMessages,)] struct S(u8, u8);",
            &["type S with 1 attribute(s)"],
        ),
        (
            "/// Text.\n#[derive(KeaMessages)] #[kea(a)] pub(in a::b) struct S { a: u8 }",
            &["type S with 3 attribute(s)"],
        ),
        (
            "#[derive(KeaMessages)] union U { a: u8 }",
            &["type U with 1 attribute(s)"],
        ),
        (
            "#[derive(KeaMessages)] pub enum E<'a, T: A<B, C>> where T: D { A(&'a T) }",
            &["type E with 1 attribute(s)"],
        ),
        (
            "#[derive(KeaMessages)] struct S<const N: usize = { 3 }>([u8; N]);",
            &["type S with 1 attribute(s)"],
        ),
        (
            "#[derive(KeaMessages)] struct S<T>(T) where T: M<{ 1 }, { 2 }>; enum F { A }",
            &["type S with 1 attribute(s)"],
        ),
        (
            "#[derive(Debug)] enum E { A } #[derive(KeaMessagesToo)] enum F { A }",
            &[],
        ),
        (
            "#[derive(Debug)] enum E { A } kea_messages!(A);",
            &["call A"],
        ),
        (
            "enum E { A } #[derive(KeaMessages)] enum F { A }",
            &["type F with 1 attribute(s)"],
        ),
        (
            "mod m { fn f() { #[derive(KeaMessages)] enum E { A } } }",
            &["type E with 1 attribute(s)"],
        ),
        (
            "items!(pub a => #[derive(KeaMessages)] pub enum E { A });",
            &["type E with 1 attribute(s)"],
        ),
        (
            "#[cfg(a)] #[derive(KeaMessages)] enum E { A }",
            &["type E with 2 attribute(s) if a"],
        ),
        (
            "#[cfg_attr(a, derive(Debug, KeaMessages), kea(b))] enum E { A }",
            &["type E with 2 attribute(s) if a"],
        ),
        (
            "#[cfg_attr(a, cfg_attr(b, derive(KeaMessages)))] enum E { A }",
            &["type E with 1 attribute(s) if all(a, b)"],
        ),
        (
            "#[cfg_attr(test, derive(KeaMessages))] enum E { A }",
            &["type E with 1 attribute(s) if test (test)"],
        ),
        ("#[cfg_attr(a, derive(Debug))] enum E { A }", &[]),
        (
            "macro_rules! m { () => { #[derive(KeaMessages)] enum E { A } } }",
            &[],
        ),
        ("let union = 1; kea_messages!(A); union(1);", &["call A"]),
        ("union.f({ kea_messages!(A); });", &["call A"]),
    ]);
}

#[test]
fn modules() {
    check(&[
        (
            "mod a; pub(crate) mod r#b;",
            &["mod a in [\"\"]", "mod r#b in [\"\"]"],
        ),
        (
            "mod a { mod b; mod r#c { mod d; } }",
            &["mod b in [\"a\"]", "mod d in [\"a/c\"]"],
        ),
        ("#[path = \"x/y.rs\"] mod a;", &["mod a in \"x/y.rs\""]),
        (
            "#[path = r\"x.rs\"] #[cfg(b)] mod a;",
            &["mod a in \"x.rs\" if b"],
        ),
        (
            "mod m { #[path = \"x.rs\"] mod a; }",
            &["mod a in \"m/x.rs\""],
        ),
        (
            "#[path = \"dir\"] mod m { mod a; }",
            &["mod a in [\"dir\"]"],
        ),
        (
            "#[cfg_attr(a, path = \"x\")] mod m { mod a; }",
            &["mod a in [\"m\"]"],
        ),
        (
            "#[cfg_attr(unix, path = \"u.rs\")] #[cfg_attr(windows, path = \"w.rs\")] mod os;",
            &[
                "mod os in \"u.rs\" if unix",
                "mod os in \"w.rs\" if windows",
                "mod os in [\"\"]",
            ],
        ),
        (
            "#[cfg_attr(a, path = \"x.rs\")] #[path = \"y.rs\"] mod m;",
            &["mod m in \"x.rs\" if a", "mod m in \"y.rs\""],
        ),
        (
            "#[doc = \"path\"] #[path(x)] #[path = 1] mod a;",
            &["mod a in [\"\"]"],
        ),
        ("fn f() { mod a; }", &["mod a in [\"\"]"]),
        (
            "include!(\"x.rs\"); mod m { std::include!(\"y.rs\"); }",
            &["include \"x.rs\"", "include \"y.rs\""],
        ),
        (
            "const M: &str = \"mod a;\"; // mod b;\nfn module() { modern; }",
            &[],
        ),
    ]);
}

#[test]
fn attributes_under_conditions() {
    for (source, expected) in [
        ("#[a] enum E { #[b] A }", "#[a] enum E { #[b] A }"),
        (
            "#[cfg_attr(x, a, b(1, 2))] enum E { A }",
            "#[a] #[b(1, 2)] enum E { A }",
        ),
        (
            "enum E { #[cfg_attr(x, cfg_attr(y, a))] A([u8; 3]) }",
            "enum E { #[a] A([u8; 3]) }",
        ),
        ("enum E { #[cfg_attr(x)] A }", "enum E { A }"),
        (
            "enum E { #[cfg_attr(x, message(a))] #[doc = \"\"] #[cfg_attr(y, message(b))] A }",
            "enum E { #[message(a)] #[doc = \"\"] A }",
        ),
        (
            "enum E { #[cfg_attr(x, message(a))] A, #[cfg_attr(y, message(b))] B }",
            "enum E { #[message(a)] A, #[message(b)] B }",
        ),
        (
            "enum E { #[cfg_attr(x, message(a))] A(u8) #[cfg_attr(y, message(b))] B }",
            "enum E { #[message(a)] A(u8) #[message(b)] B }",
        ),
        // A mistake is not corrected.
        (
            "enum E { #[message(a)] #[message(b)] A }",
            "enum E { #[message(a)] #[message(b)] A }",
        ),
    ] {
        let tokens = |text: &str| text.parse::<TokenStream>().expect("tokens");
        let resolved = with_resolved_attributes(tokens(source));
        assert_eq!(
            resolved.to_string(),
            tokens(expected).to_string(),
            "{source}"
        );
    }
}
