//! Tests that the macros report errors for nonsense instead of panicking.
#![forbid(unsafe_code)]

use kea_messages_tests::Scratch;
use std::fmt::Write as _;
use std::path::Path;

/// Tokens that occur in definitions, and some that do not.
const DEFINITION: &str = "pub|pub(crate)|warn|info|debug|debug(40)|debug(400)|ID|FOO_BAR|foo|(a)|\
    (a: u32)|(a,)|()|(a b)|(: u32)|(#[secret] a)|= \"x %1\"|= \"x\"|=|\"%1\"|;|;|#[a]|\
    #[doc = \"x\"]|#[cfg(x)]|static|CATALOGUE|type|fn|_|{ }|[ ]|::|r#type|1|b\"x\"|c\"x\"|'a'|#|!|\
    #[deprecated()]|#[doc(hidden)]|crate|Self|unsafe|é|file = \"x.mes\"|files = []|files = [1 2]|by_module|,|\
    allow(x)|file";

/// Tokens that occur in the attributes of a derive, and in calls of `emit!`.
const OPTION: &str = "warn|\"x %1\"|\"x\"|id = \"A\"|id|transparent|skip|debug|debug(3)|,|,|,|=|1|\
    foo|(a)|#|::|secret|ID|ID(1)";

/// A generator of pseudorandom numbers, which are the same in each run.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1);
        let number = usize::try_from(self.0 >> 33).expect("31 bits");
        number % limit
    }

    fn pick(&mut self, words: &str, at_most: usize) -> String {
        let words: Vec<&str> = words.split('|').collect();
        let count = self.below(at_most + 1);
        let picked = (0..count).map(|_| words[self.below(words.len())]);
        picked.collect::<Vec<_>>().join(" ")
    }
}

#[test]
fn no_macro_panics() {
    let mut numbers = Numbers(7);
    let mut source = String::new();
    for index in 0..600 {
        let definition = numbers.pick(DEFINITION, 14);
        let [on_type, on_variant, on_field] = [3, 6, 3].map(|most| numbers.pick(OPTION, most));
        let [emitted, asked] = [5, 4].map(|most| numbers.pick(OPTION, most));
        writeln!(
            source,
            "mod m{index} {{ kea_messages::kea_messages! {{ {definition} }}
            #[kea_messages::documented] #[derive(kea_messages::KeaMessages)]
            #[kea({on_type})] enum E {{
                #[message({on_variant})] A(#[message({on_field})] u32, #[secret] u8), B }}
            fn f() {{ kea_messages::emit!({emitted}); _ = kea_messages::enabled!({asked}); }} }}"
        )
        .expect("a string takes everything");
    }
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("nonsense");
    let scratch = Scratch::new(folder, &["files"]);
    scratch.write("src/lib.rs", source);
    let errors = scratch.check(&["--message-format", "short"]);
    let count = errors.matches("error").count();
    assert!(count > 1000, "the macros have been asked:\n{errors}");
    for line in errors.lines() {
        assert!(
            !line.contains("panicked") && !line.contains("compiler error"),
            "{line}"
        );
    }
}
