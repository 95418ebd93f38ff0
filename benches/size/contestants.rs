//! The programs whose sizes are compared.

use kea_messages_benches::scratch::Dependency;

/// A kind of program.
pub(crate) struct Contestant {
    pub(crate) name: &'static str,
    pub(crate) crate_name: &'static str,
    pub(crate) dependency: Dependency,
    /// Returns the source with this number of messages.
    pub(crate) source: fn(u32) -> String,
}

/// The programs. The first is the peer.
pub(crate) const CONTESTANTS: &[Contestant] = &[
    Contestant {
        name: "tracing::info!, two fields and the text",
        crate_name: "tracing-infos",
        dependency: Dependency::Tracing,
        source: |count| {
            program(count, "", |number| {
                format!(
                    "tracing::info!(client, attempts, \"{}\")",
                    rust_text(number)
                )
            })
        },
    },
    Contestant {
        name: "log::info!, the text",
        crate_name: "log-infos",
        dependency: Dependency::Log,
        source: |count| {
            program(count, "", |number| {
                format!("log::info!(\"{}\")", rust_text(number))
            })
        },
    },
    Contestant {
        name: "thiserror, a variant that is printed",
        crate_name: "errors",
        dependency: Dependency::Thiserror,
        source: errors,
    },
    Contestant {
        name: "kea_messages!, not used",
        crate_name: "unused",
        dependency: Dependency::KeaMessages,
        source: |count| program(0, &definitions(count, ""), |_| String::new()),
    },
    Contestant {
        name: "kea_messages!, in a `static` catalogue, not emitted",
        crate_name: "catalogue",
        dependency: Dependency::KeaMessages,
        source: |count| {
            let definitions = definitions(count, "pub static CATALOGUE;");
            format!(
                "{definitions}\nfn main() {{\n    \
                 println!(\"{{}}\", std::hint::black_box(&CATALOGUE).iter().count());\n}}\n"
            )
        },
    },
    Contestant {
        name: "emit!, with `log`",
        crate_name: "emits-log",
        dependency: Dependency::KeaMessages,
        source: emits,
    },
    Contestant {
        name: "emit!, with `log` and `tracing`",
        crate_name: "emits-tracing",
        dependency: Dependency::KeaMessagesWith("tracing"),
        source: emits,
    },
];

fn emits(count: u32) -> String {
    program(count, &definitions(count, ""), |number| {
        format!("kea_messages::emit!(ALLOC_FAIL_{number}(client, attempts))")
    })
}

fn errors(count: u32) -> String {
    let variants = (0..count).map(|number| {
        format!(
            "    /// {}\n    #[error(\"{}\")]\n    \
             AllocFail{number} {{ client: &'static str, attempts: u32 }},\n",
            description(number),
            rust_text(number)
        )
    });
    let constructors = (0..count).map(|number| {
        format!("        |attempts| Error::AllocFail{number} {{ client: \"a1\", attempts }},\n")
    });
    format!(
        "#[derive(Debug, thiserror::Error)]\npub enum Error {{\n{}}}\n\nfn main() {{\n    \
         let errors: [fn(u32) -> Error; {count}] = [\n{}    ];\n    \
         for error in std::hint::black_box(errors) {{\n        \
         println!(\"{{}}\", error(3));\n    }}\n}}\n",
        variants.collect::<String>(),
        constructors.collect::<String>()
    )
}

/// Returns definitions with `kea_messages!`.
fn definitions(count: u32, items: &str) -> String {
    let definitions = (0..count).map(|number| {
        format!(
            "    /// {}\n    pub info ALLOC_FAIL_{number}(client: &str, attempts: u32) = \"{}\";\n",
            description(number),
            text(number, "%1", "%2")
        )
    });
    format!(
        "kea_messages::kea_messages! {{\n    {items}\n{}}}\n",
        definitions.collect::<String>()
    )
}

/// Returns a program with functions that each contain a statement.
fn program(count: u32, items: &str, statement: impl Fn(u32) -> String) -> String {
    let functions = (0..count).map(|number| {
        format!(
            "#[inline(never)]\nfn log_{number}(client: &str, attempts: u32) {{\n    {};\n}}\n",
            statement(number)
        )
    });
    let names = (0..count).map(|number| format!("log_{number}, "));
    format!(
        "{items}\n{}\nfn main() {{\n    let logs: [fn(&str, u32); {count}] = [{}];\n    \
         for log in std::hint::black_box(logs) {{\n        log(\"a1\", 3);\n    }}\n}}\n",
        functions.collect::<String>(),
        names.collect::<String>()
    )
}

fn description(number: u32) -> String {
    format!("The allocation engine gave up looking for an IPv4 address, case {number}.")
}

fn rust_text(number: u32) -> String {
    text(number, "{client}", "{attempts}")
}

fn text(number: u32, client: &str, attempts: &str) -> String {
    format!(
        "{client}: failed to allocate an IPv4 address after {attempts} attempt(s), case {number}"
    )
}
