//! Tests with any source.

use super::check;
use proptest::prelude::*;

/// Words and signs of log statements in any order.
fn pieces() -> impl Strategy<Value = String> {
    let pieces = [
        "LOG_INFO",
        "LOG_DEBUG",
        "DB_LOG_WARN",
        "l.error",
        "(",
        ")",
        "{",
        "}",
        "[",
        "]",
        ",",
        ";",
        "ONE",
        "TWO",
        "id",
        "MessageID ",
        "auto ",
        ".arg(a)",
        ".",
        "arg",
        "=",
        "?",
        ":",
        "::",
        "->",
        "\n#if X\n",
        "\n#ifdef Y\n",
        "\n#else\n",
        "\n#elif Z\n",
        "\n#endif\n",
        "\n#if 0\n",
        "\n#define ",
        "L(id) ",
        "\\\n",
        "\n",
        "\"",
        "'",
        "R\"(",
        "//",
        "/*",
        "*/",
        "é",
        "\\",
        "1'",
        "1e",
        "&",
        "return ",
        "if ",
        "...",
    ];
    proptest::collection::vec(proptest::sample::select(pieces.to_vec()), 0..80)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_text_can_be_read(cpp in ".*") {
        check(&cpp);
    }

    #[test]
    fn any_bytes_can_be_read(bytes in proptest::collection::vec(any::<u8>(), 0..300)) {
        check(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_order_of_words_can_be_read(cpp in pieces()) {
        check(&cpp);
    }

    /// A statement with any number of arguments has a finding unless the number is right.
    #[test]
    fn each_number_of_arguments_is_counted(
        arguments in proptest::collection::vec("[a-z]{1,3}\\(\\), [a-z]|\"[^\"\\\\\n]*\"|[0-9]{1,3}", 0..6),
        blank in "[ \n]*(//[^\n\\\\]*\n)?",
    ) {
        let chain: String = arguments.iter().map(|it| format!("{blank}.arg(f({it})){blank}")).collect();
        let cpp = format!("void f() {{ LOG_INFO(l, THREE){chain}; }}");
        let (found, statements, checked) = check(&cpp);
        prop_assert_eq!(found.is_empty(), arguments.len() == 3, "{}", cpp);
        prop_assert_eq!((statements, checked), (1, 1));
    }
}
