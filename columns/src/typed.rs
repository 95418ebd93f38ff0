//! Builds columns for arguments with types.

use arrow_array::builder::{BinaryBuilder, BooleanBuilder, PrimitiveBuilder, StringBuilder};
use arrow_array::types::{
    Float32Type, Float64Type, Int8Type, Int16Type, Int32Type, Int64Type, UInt8Type, UInt16Type,
    UInt32Type, UInt64Type,
};
use arrow_array::{ArrayRef, ArrowPrimitiveType};
use arrow_schema::DataType;
use kea_messages_catalog::{Argument, ValueType};
use std::fmt::LowerExp;
use std::str::FromStr;
use std::sync::Arc;

/// Returns the type of the column for an argument.
pub(crate) fn type_of(argument: &Argument) -> DataType {
    if argument.secret {
        return DataType::Utf8;
    }
    // The type can also be from a side file, which does not contain Rust types.
    let values = argument.value_type();
    if values == ValueType::Bytes {
        return DataType::Binary;
    }
    let rust_type = argument.rust_type.as_deref().or_else(|| values.rust_type());
    match rust_type.unwrap_or_default() {
        "u8" => DataType::UInt8,
        "u16" => DataType::UInt16,
        "u32" => DataType::UInt32,
        "u64" | "usize" => DataType::UInt64,
        "i8" => DataType::Int8,
        "i16" => DataType::Int16,
        "i32" => DataType::Int32,
        "i64" | "isize" => DataType::Int64,
        "f32" => DataType::Float32,
        "f64" => DataType::Float64,
        "bool" => DataType::Boolean,
        _ => DataType::Utf8,
    }
}

/// A builder for the column of an argument.
pub(crate) trait Column: Send {
    /// Appends a value if the column can represent it exactly, and null otherwise. Returns whether
    /// it can.
    fn append(&mut self, value: &str) -> bool;

    fn append_null(&mut self);

    fn finish(&mut self) -> ArrayRef;
}

/// Creates an empty column with a type that [`type_of`] returns.
pub(crate) fn column(data_type: &DataType) -> Box<dyn Column> {
    match data_type {
        DataType::UInt8 => integers::<UInt8Type>(),
        DataType::UInt16 => integers::<UInt16Type>(),
        DataType::UInt32 => integers::<UInt32Type>(),
        DataType::UInt64 => integers::<UInt64Type>(),
        DataType::Int8 => integers::<Int8Type>(),
        DataType::Int16 => integers::<Int16Type>(),
        DataType::Int32 => integers::<Int32Type>(),
        DataType::Int64 => integers::<Int64Type>(),
        DataType::Float32 => Box::new(Floats::<Float32Type>(PrimitiveBuilder::with_capacity(0))),
        DataType::Float64 => Box::new(Floats::<Float64Type>(PrimitiveBuilder::with_capacity(0))),
        DataType::Boolean => Box::new(BooleanBuilder::with_capacity(0)),
        DataType::Binary => Box::new(BinaryBuilder::with_capacity(0, 0)),
        _ => Box::new(crate::nested::texts()),
    }
}

impl Column for StringBuilder {
    fn append(&mut self, value: &str) -> bool {
        self.append_value(value);
        true
    }

    fn append_null(&mut self) {
        self.append_null();
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.finish())
    }
}

impl Column for BooleanBuilder {
    fn append(&mut self, value: &str) -> bool {
        let value = value.parse().ok();
        self.append_option(value);
        value.is_some()
    }

    fn append_null(&mut self) {
        self.append_null();
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.finish())
    }
}

impl Column for BinaryBuilder {
    fn append(&mut self, value: &str) -> bool {
        let bytes = bytes(value);
        self.append_option(bytes.as_ref());
        bytes.is_some()
    }

    fn append_null(&mut self) {
        self.append_null();
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.finish())
    }
}

/// Parses bytes as a message prints them: `[0a 1b ff]`.
fn bytes(text: &str) -> Option<Vec<u8>> {
    if !ValueType::Bytes.accepts(text) {
        return None;
    }
    let pairs = text.trim_matches(['[', ']']).split_terminator(' ');
    pairs
        .map(|pair| u8::from_str_radix(pair, 16).ok())
        .collect()
}

struct Integers<T: ArrowPrimitiveType>(PrimitiveBuilder<T>);

fn integers<T: ArrowPrimitiveType>() -> Box<dyn Column>
where
    T::Native: FromStr,
{
    Box::new(Integers::<T>(PrimitiveBuilder::with_capacity(0)))
}

impl<T: ArrowPrimitiveType> Column for Integers<T>
where
    T::Native: FromStr,
{
    fn append(&mut self, value: &str) -> bool {
        let value = is_integer(value).then(|| value.parse().ok()).flatten();
        self.0.append_option(value);
        value.is_some()
    }

    fn append_null(&mut self) {
        self.0.append_null();
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// Whether a text is an integer in its normal form, without leading zeros or a plus sign.
fn is_integer(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    text == "0" || digits.starts_with(|it: char| matches!(it, '1'..='9'))
}

struct Floats<T: ArrowPrimitiveType>(PrimitiveBuilder<T>);

impl<T: ArrowPrimitiveType> Column for Floats<T>
where
    T::Native: FromStr + LowerExp,
{
    fn append(&mut self, value: &str) -> bool {
        let float = value.parse().ok().filter(|float| is_same(value, float));
        self.0.append_option(float);
        float.is_some()
    }

    fn append_null(&mut self) {
        self.0.append_null();
    }

    fn finish(&mut self) -> ArrayRef {
        Arc::new(self.0.finish())
    }
}

/// Whether a float is exactly the number in a text. It is not if the text has more digits than a
/// float can represent.
fn is_same(text: &str, float: &impl LowerExp) -> bool {
    let shown = format!("{float:e}");
    match (Decimal::of(text), Decimal::of(&shown)) {
        (None, None) => true,
        (Some(text), Some(shown)) => text == shown,
        _ => false,
    }
}

/// A decimal number, without leading and trailing zeros.
#[derive(PartialEq, Eq)]
struct Decimal {
    is_negative: bool,
    digits: String,
    /// The position of the decimal point, relative to the first digit.
    point: i64,
}

impl Decimal {
    /// Parses the text of a float. Returns `None` for texts without digits: `NaN` and the
    /// infinities.
    fn of(text: &str) -> Option<Self> {
        let (mantissa, exponent) = text.split_once(['e', 'E']).unwrap_or((text, "0"));
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let whole = whole.trim_start_matches(['+', '-']);
        let all = format!("{whole}{fraction}");
        if !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let digits = all.trim_start_matches('0');
        let zeros = i64::try_from(all.len() - digits.len()).ok()?;
        // No float has such a large exponent.
        let exponent: i64 = exponent.parse().unwrap_or(i64::MAX);
        let point = exponent.saturating_add(i64::try_from(whole.len()).ok()? - zeros);
        let digits = digits.trim_end_matches('0').to_owned();
        Some(Self {
            is_negative: text.starts_with('-'),
            point: if digits.is_empty() { 0 } else { point },
            digits,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{column, type_of};
    use arrow_array::cast::AsArray;
    use arrow_array::types::{Float64Type, Int8Type, UInt64Type};
    use arrow_schema::DataType;
    use kea_messages_catalog::{Argument, ValueType};
    use proptest::prelude::*;

    #[test]
    fn types_of_arguments() {
        let of = |name: &str| type_of(&Argument::unnamed(1).with_type(name));
        assert_eq!(type_of(&Argument::unnamed(1)), DataType::Utf8);
        for (name, expected) in [
            ("u8", DataType::UInt8),
            ("usize", DataType::UInt64),
            ("isize", DataType::Int64),
            ("f32", DataType::Float32),
            ("bool", DataType::Boolean),
            ("u128", DataType::Utf8),
            ("i128", DataType::Utf8),
            ("char", DataType::Utf8),
            ("&str", DataType::Utf8),
            ("Duration", DataType::Utf8),
            ("&[u8]", DataType::Binary),
            ("[u8; 6]", DataType::Binary),
            ("Vec<u8>", DataType::Binary),
        ] {
            assert_eq!(of(name), expected, "{name}");
        }
        let mut hex = Argument::unnamed(1).with_type("&[u8]");
        hex.values = ValueType::named("hex");
        assert_eq!(type_of(&hex), DataType::Utf8);
        let secret = Argument::unnamed(1).with_type("u8").into_secret();
        assert_eq!(type_of(&secret), DataType::Utf8);
    }

    #[test]
    fn what_fits_a_column() {
        let cases: [(DataType, &[&str], &[&str]); 6] = [
            (
                DataType::Int8,
                &["0", "7", "-7", "127", "-128"],
                &["128", "-129", "-0", "07", "+7", "", "-", "a", "1.0", " 1"],
            ),
            (
                DataType::UInt64,
                &["0", "18446744073709551615"],
                &["18446744073709551616", "-1"],
            ),
            (
                DataType::Float64,
                &[
                    "0",
                    "-0",
                    "1",
                    "1.5",
                    "1.50",
                    "2.0",
                    "2.",
                    ".5",
                    "0.1",
                    "1e21",
                    "+1",
                    "01",
                    "1000000000000000000000",
                    "-0.0",
                    "1e-7",
                    "1E-05",
                    "0.0000001",
                    "120e1",
                    "NaN",
                    "nan",
                    "inf",
                    "-inf",
                    "infinity",
                ],
                &[
                    "0.1000000000000000055",
                    "9007199254740993",
                    "1e400",
                    "1e-400",
                    "1e99999999999999999999",
                    "0.01e-9223372036854775808",
                    "11e9223372036854775807",
                    "1e-99999999999999999999",
                    "",
                    "a",
                    "1 ",
                    "0x1",
                ],
            ),
            (DataType::Boolean, &["true", "false"], &["True", "1", ""]),
            (
                DataType::Binary,
                &["[]", "[00]", "[0a 1b ff]"],
                &["", "0a", "[0A]", "[0a1b]", "[0a ]"],
            ),
            (DataType::Utf8, &["", "true", "é"], &[]),
        ];
        for (data_type, values, others) in cases {
            let mut column = column(&data_type);
            for value in values {
                assert!(column.append(value), "{data_type} {value:?}");
            }
            for other in others {
                assert!(!column.append(other), "{data_type} {other:?}");
            }
            column.append_null();
            let array = column.finish();
            assert_eq!(array.data_type(), &data_type);
            assert_eq!(array.null_count(), others.len() + 1);
        }
    }

    proptest! {
        /// Printing a value and reading it returns the same value.
        #[test]
        fn values_are_the_same_again(small: i8, large: u64, float: f64, bytes: Vec<u8>) {
            let mut small_column = column(&DataType::Int8);
            prop_assert!(small_column.append(&small.to_string()));
            prop_assert_eq!(small_column.finish().as_primitive::<Int8Type>().value(0), small);
            let mut bytes_column = column(&DataType::Binary);
            let pairs: Vec<String> = bytes.iter().map(|byte| format!("{byte:02x}")).collect();
            let text = format!("[{}]", pairs.join(" "));
            prop_assert!(bytes_column.append(&text));
            let array = bytes_column.finish();
            prop_assert_eq!(array.as_binary::<i32>().value(0), bytes);
            let mut large_column = column(&DataType::UInt64);
            prop_assert!(large_column.append(&large.to_string()));
            prop_assert_eq!(large_column.finish().as_primitive::<UInt64Type>().value(0), large);
            let mut floats = column(&DataType::Float64);
            for text in [format!("{float}"), format!("{float:?}"), format!("{float:e}")] {
                prop_assert!(floats.append(&text), "{}", text);
            }
            for found in floats.finish().as_primitive::<Float64Type>().values() {
                prop_assert!(found.to_bits() == float.to_bits() || float.is_nan());
            }
        }
    }
}
