//! Catalogues in other formats.

use crate::{prints, with_catalogue};

#[test]
fn catalogues_are_converted() {
    let folder = with_catalogue("convert");
    // To TOML and back: the same.
    let toml = prints(&folder, &["convert", "--to", "toml", "messages.toml"]);
    std::fs::write(folder.join("again.toml"), &toml).expect("the folder is there");
    assert_eq!(
        prints(&folder, &["convert", "--to", "toml", "again.toml"]),
        toml
    );
    let json = ["convert", "--to", "json"];
    assert_eq!(
        prints(&folder, &[&json[..], &["messages.toml"]].concat()),
        prints(&folder, &[&json[..], &["again.toml"]].concat())
    );

    let po = prints(&folder, &["convert", "--to", "po", "messages.toml"]);
    assert!(
        po.contains("#, kde-format\nmsgctxt \"TOY_LOGIN\"\nmsgid \"%1 came with %2, 100%%\"\n")
    );
    let german = po
        .replace(
            "100%%\"\nmsgstr \"\"",
            "100%%\"\nmsgstr \"mit %2 kam %1, 100%%\"",
        )
        .replace(
            "msgid \"thing\"\nmsgstr \"\"",
            "msgid \"thing\"\nmsgstr \"Ding\"",
        );
    std::fs::write(folder.join("de.po"), german).expect("the folder is there");
    assert_eq!(
        prints(&folder, &["convert", "--to", "mes", "de.po"]),
        "% TOY_LOGIN mit %2 kam %1, 100%\n% OTHER_THING Ding\n"
    );
    assert_eq!(
        prints(&folder, &["convert", "--to", "toml", "de.po"]),
        "[TOY_LOGIN]\ntext = \"mit %2 kam %1, 100%%\"\n\n[OTHER_THING]\ntext = \"Ding\"\n"
    );

    let journal = prints(&folder, &["convert", "--to", "journal", "messages.toml"]);
    assert!(
        journal.contains("\nSubject: TOY_LOGIN: @USER@ came with @PASSWORD@, 100%\n"),
        "{journal}"
    );
}
