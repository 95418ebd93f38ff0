//! Tests `convert`.

use crate::{folder, prints, run, with_catalogue, write};

#[test]
fn catalogues_are_converted() {
    let folder = with_catalogue("convert");
    // Converting to TOML twice results in the same file.
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

    prints(
        &folder,
        &["convert", "--to", "json", "-o", "m.json", "messages.toml"],
    );
    let again = prints(&folder, &["convert", "--to", "toml", "m.json"]);
    assert!(
        again.contains("allow = { no_description = \"it is a thing\" }"),
        "{again}"
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

/// A translation can only be converted to local texts.
#[test]
fn translations_with_problems() {
    let folder = folder("translations");
    let text = "msgctxt \"A_UP\"\nmsgid \"up\"\nmsgstr \"oben\"\n";
    write(&folder, "de.po", text);
    let (code, stdout, stderr) = run(&folder, &["convert", "--to", "json", "de.po"]);
    assert_eq!((code, stdout.as_str()), (2, ""));
    let expected =
        "a translation can only be converted to local texts: use `--to toml` or `--to mes`";
    assert_eq!(stderr, format!("error: {expected}\n"));

    // The valid text is converted.
    let wrong = format!("{text}\nmsgctxt \"A_DOWN\"\nmsgid \"down\"\nmsgstr \"%d\"\n");
    write(&folder, "de.po", &wrong);
    let (code, stdout, stderr) = run(&folder, &["convert", "--to", "mes", "de.po"]);
    assert_eq!((code, stdout.as_str()), (1, "% A_UP oben\n"));
    assert!(stderr.contains("\n --> de.po:7:9\n"), "{stderr}");
}

#[test]
fn alerts_are_rules() {
    let folder = folder("rules");
    let alert = "[A_FAIL]\nseverity = \"error\"\ntext = \"failed\"\nalert = \"> 7/h\"\n";
    write(&folder, "messages.toml", alert);
    let arguments = ["convert", "--to", "prometheus-rules"];
    let rules = prints(&folder, &arguments);
    assert!(rules.contains("- alert: A_FAIL\n"), "{rules}");
    assert!(!rules.contains("runbook_url"), "{rules}");
    let url = ["--url", "https://example.com/m.html"];
    let rules = prints(&folder, &[&arguments[..], &url].concat());
    let page = "runbook_url: \"https://example.com/m.html#A_FAIL\"\n";
    assert!(rules.contains(page), "{rules}");

    write(&folder, "messages.toml", &alert.replace("/h", "/week"));
    let (code, stdout, stderr) = run(&folder, &arguments);
    assert_eq!((code, stdout.as_str()), (1, "groups: []\n"));
    assert!(stderr.contains(" --> messages.toml:4:10\n"), "{stderr}");
}

/// Without `--to`, the extension of the output file determines the format.
#[test]
fn formats_of_extensions() {
    let folder = with_catalogue("convert-extensions");
    for (file, format) in [
        ("a.toml", "toml"),
        ("a.JSON", "json"),
        ("a.po", "po"),
        ("a.pot", "po"),
        ("a.catalog", "journal"),
        ("a.yml", "prometheus-rules"),
        ("a.rulebase", "lognorm"),
        ("a.vrl", "vrl"),
    ] {
        let expected = run(&folder, &["convert", "--to", format, "messages.toml"]).1;
        run(&folder, &["convert", "-o", file, "messages.toml"]);
        let written = std::fs::read_to_string(folder.join(file)).expect("it was written");
        assert_eq!(written, expected, "{file}");
    }
    let formats = "\nhelp: the formats are `toml`, `mes`, `po`, `journal`, `json`, \
                   `prometheus-rules`, `lnav`, `syslog-ng`, `lognorm`, `grok`, `vrl`\n";
    let unknown = "error: the format to convert to is unknown: add `--to`, or `-o` with a file \
                   such as `messages.toml`";
    for (output, expected) in [
        ("", format!("{unknown}{formats}")),
        ("-", format!("{unknown}{formats}")),
        ("messages", format!("{unknown}{formats}")),
        (
            "a.tml",
            "error: cannot write `a.tml`: `convert` has no format with the extension `.tml`\n\
             help: did you mean `.toml`?\n"
                .to_owned(),
        ),
        (
            "a.html",
            "error: cannot write `a.html`: `convert` has no format with the extension `.html`\n\
             help: to write the manual of the catalogue, use `kea-messages manual`\n"
                .to_owned(),
        ),
        (
            "a.docx",
            "error: cannot write `a.docx`: `convert` has no format with the extension `.docx`\n\
             help: use one of `.toml`, `.mes`, `.po`, `.json`, `.catalog`, `.yml`, `.rulebase`, \
             `.vrl`, `.pot`, `.yaml`, or add `--to`\n"
                .to_owned(),
        ),
    ] {
        let output: &[&str] = if output.is_empty() {
            &[]
        } else {
            &["-o", output]
        };
        let arguments = [&["convert", "messages.toml"], output].concat();
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{arguments:?}");
        assert_eq!(stderr, expected, "{arguments:?}");
    }
}
