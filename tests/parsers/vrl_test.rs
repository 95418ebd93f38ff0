//! Tests the Vector Remap Language.

use crate::check::Found;
use crate::{PARTS, test};
use kea_messages_catalog::formats::Format;
use std::collections::BTreeMap;
use vrl::compiler::runtime::Runtime;
use vrl::compiler::{TargetValue, TimeZone};
use vrl::value::{KeyString, Secrets, Value};

/// Formats a value.
fn shown(value: &Value) -> Option<String> {
    match value {
        Value::Bytes(bytes) => Some(String::from_utf8(bytes.to_vec()).expect("it is UTF-8")),
        Value::String(text) => Some(text.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Boolean(is_so) => Some(is_so.to_string()),
        Value::Null => None,
        other => panic!("{other}"),
    }
}

#[test]
fn vrl_finds_what_the_decoder_finds() {
    let least = [
        ("hostile", 2_000, 20),
        ("example", 1_000, 9),
        ("kea", 30_000, 870),
    ];
    test(Format::Vrl, str::to_owned, &least, |text, sample| {
        let functions = vrl::stdlib::all();
        let program = vrl::compiler::compile(text, &functions).unwrap_or_else(|errors| {
            let errors = vrl::diagnostic::Formatter::new(text, errors);
            panic!(
                "{}",
                errors.to_string().chars().take(5_000).collect::<String>()
            )
        });
        let warnings = vrl::diagnostic::Formatter::new(text, program.warnings);
        let warnings = warnings.to_string();
        assert!(
            warnings.trim().is_empty(),
            "{}",
            warnings.chars().take(5_000).collect::<String>()
        );
        let mut runtime = Runtime::default();
        let found = |line: &String| {
            let message = Value::from(line.as_str());
            let mut target = TargetValue {
                value: Value::Object([(KeyString::from("message"), message)].into()),
                metadata: Value::Object(BTreeMap::new()),
                secrets: Secrets::default(),
            };
            let result = runtime.resolve(&mut target, &program.program, &TimeZone::default());
            result.expect("it ends");
            let fields = target.value.as_object()?;
            fields.get("severity")?;
            let part = |part: &&'static str| Some((*part, shown(fields.get(*part)?)?));
            let arguments = fields.get("arguments").and_then(Value::as_object);
            let arguments = arguments.into_iter().flatten();
            Some(Found {
                parts: PARTS.iter().filter_map(part).collect(),
                values: arguments
                    .filter_map(|(name, value)| Some((name.to_string(), shown(value)?)))
                    .collect(),
            })
        };
        sample.lines.iter().map(found).collect()
    });
}
