//! Decodes any line with any text: `cargo +nightly fuzz run decode`. Formatting the values that are
//! read has to result in the same line.
#![no_main]

use kea_messages_catalog::Message;
use kea_messages_core::text::{Piece, pieces};
use kea_messages_decode::{Decoder, Escapes, Outcome};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: (&str, &str)| {
    let (text, rest) = input;
    let message = Message::new("THE_ID", text);
    if !message.faults().is_empty() {
        return;
    }
    let decoder = Decoder::new([&message]).with_escapes(Escapes::None);
    _ = decoder.decode(rest);
    let line = format!("THE_ID {rest}");
    let readings = match decoder.decode(&line).outcome {
        Outcome::Decoded(reading) => vec![reading],
        Outcome::Ambiguous(readings) => readings,
        _ => return,
    };
    for reading in readings {
        let values: Vec<&str> = reading
            .arguments()
            .map(|(_, value)| value.as_str())
            .collect();
        let made: String = pieces(text)
            .flatten()
            .map(|piece| match piece {
                Piece::Literal(literal) => literal,
                Piece::Placeholder(number) => values[number - 1],
            })
            .collect();
        assert!(is_text_of(&made, rest), "{made:?} {rest:?}");
    }
});

/// Whether a record can have this text. The text can end with any of the lines, a carriage return
/// can be part of the line ending, and a space at the end can have been removed.
fn is_text_of(text: &str, record: &str) -> bool {
    let ends = record.match_indices('\n').map(|(end, _)| &record[..end]);
    ends.chain([record])
        .flat_map(|end| [end, end.strip_suffix('\r').unwrap_or(end)])
        .any(|end| text == end || text.strip_suffix(' ') == Some(end))
}
