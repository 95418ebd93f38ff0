//! The compile error that the README shows is the one that its example gives.
#![forbid(unsafe_code)]

const README: &str = include_str!("../README.md");

/// The first block of the README in this language.
fn block(language: &str) -> &'static str {
    let fence = format!("```{language}\n");
    let (_, rest) = README
        .split_once(&fence)
        .expect("the README has such a block");
    rest.split_once("```").expect("the block has an end").0
}

#[test]
fn the_error_is_that_of_the_example() {
    let complete = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client, 3));";
    let wrong = "emit!(ALLOC_ENGINE_V4_ALLOC_FAIL(client));";
    assert!(block("rust").contains(complete));
    assert_eq!(
        block("rust").replace(complete, wrong),
        include_str!("ui/readme.rs")
    );
    let error = include_str!("ui/readme.stderr").replace("ui/readme.rs", "src/main.rs");
    assert_eq!(block("text"), error);
}
