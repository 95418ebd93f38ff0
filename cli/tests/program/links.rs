//! Tests links to the published manual.

use crate::{prints, program, result, run, with_catalogue, write};
use std::process::Stdio;

const FOLDER: &str = "https://example.com/m/";
const PAGE: &str = "https://example.com/m.html";

/// Each output that supports links links to the page or the entry of each message.
#[test]
fn outputs_link_to_the_manual() {
    let folder = with_catalogue("links");
    let alert = "[TOY_FULL]\nseverity = 'info'\ntext = 'full'\nalert = 'any'\n";
    write(&folder, "alert.toml", alert);
    let wrong = "[TOY_LOGIN]\ntext = 'warning: no'\ndescription = 'No.'\n";
    write(&folder, "wrong.toml", wrong);
    write(
        &folder,
        "toy.log",
        "TOY_STARTED started\nTOY_NONE x\nnothing\n",
    );
    // The command, the ID, and a part of the output that contains the link.
    for (command, id, expected) in [
        (
            "convert --to journal messages.toml",
            "TOY_LOGIN",
            "Defined-By: The messages of a toy\nDocumentation: URL\n\nSomebody",
        ),
        (
            "convert --to prometheus-rules alert.toml",
            "TOY_FULL",
            "runbook_url: \"URL\"\n",
        ),
        (
            "convert --to json messages.toml",
            "TOY_STARTED",
            "\"description\": \"It is up. See [TOY_LOGIN].\",\n          \"url\": \"URL\"\n",
        ),
        (
            "manual -f json messages.toml",
            "TOY_STARTED",
            "\"url\": \"URL\"\n",
        ),
        (
            "manual -f text messages.toml",
            "TOY_STARTED",
            "See TOY_LOGIN.\n\nManual: URL\n",
        ),
        (
            "manual -f markdown messages.toml",
            "TOY_STARTED",
            "\n\n**Manual:** <URL>\n",
        ),
        (
            "manual -f man messages.toml",
            "TOY_STARTED",
            "\\fBManual:\\fR\n.PP\nURL\n",
        ),
        (
            "explain -c messages.toml TOY_STARTED",
            "TOY_STARTED",
            "See TOY_LOGIN.\n\nManual\nURL\n",
        ),
        (
            "decode -c messages.toml toy.log",
            "TOY_STARTED",
            "\"text\":\"started\",\"url\":\"URL\"}\n\
             {\"id\":\"TOY_NONE\",\"status\":\"unknown_id\",\"text\":\"x\"}\n\
             {\"status\":\"no_id\",\"text\":\"nothing\"}\n",
        ),
        (
            "decode --explain -c messages.toml toy.log",
            "TOY_STARTED",
            "TOY_STARTED started\n    It is up. See TOY_LOGIN.\n\n    Manual\n    URL\n",
        ),
        (
            "check --format json wrong.toml",
            "TOY_LOGIN",
            ",\"line\":2,\"column\":9,\"url\":\"URL\"}\n",
        ),
        (
            "check --format sarif wrong.toml",
            "TOY_LOGIN",
            "\\nManual: [TOY_LOGIN](URL)\"\n",
        ),
    ] {
        let plain: Vec<_> = command.split(' ').collect();
        for (base, url) in [
            (FOLDER, format!("{FOLDER}{id}.html")),
            (PAGE, format!("{PAGE}#{id}")),
        ] {
            let (_, stdout, stderr) = run(&folder, &[&plain[..], &["--url", base]].concat());
            let expected = expected.replace("URL", &url);
            assert!(stdout.contains(&expected), "{command}: {stdout}{stderr}");
        }
        let (_, stdout, _) = run(&folder, &plain);
        assert!(!stdout.contains("example.com"), "{command}: {stdout}");
    }
}

/// Each page of the manual states its published address.
#[test]
fn pages_have_their_addresses() {
    let folder = with_catalogue("canonical");
    let canonical = |url: &str| {
        let url = url.replace('/', "&#x2f;");
        format!("<link rel=\"canonical\" href=\"{url}\">\n")
    };
    let page = ["manual", "-f", "html", "messages.toml"];
    let published = prints(&folder, &[&page[..], &["--url", PAGE]].concat());
    assert!(published.contains(&canonical(PAGE)), "{published}");
    assert!(!published.contains("<h4>Manual</h4>"), "{published}");
    assert!(!prints(&folder, &page).contains("<link rel=\"canonical\""));
    let pages = ["manual", "-f", "html-dir", "-o", "pages", "messages.toml"];
    prints(&folder, &[&pages[..], &["--url", FOLDER]].concat());
    for (name, url) in [
        ("index.html", FOLDER.to_owned()),
        ("TOY_LOGIN.html", format!("{FOLDER}TOY_LOGIN.html")),
    ] {
        let page = std::fs::read_to_string(folder.join("pages").join(name));
        let page = page.expect("it was written");
        assert!(page.contains(&canonical(&url)), "{page}");
    }
}

/// Links in JSON are ignored when it is read.
#[test]
fn links_are_not_read_back() {
    let folder = with_catalogue("links_back");
    let json = ["convert", "--to", "json"];
    let linked = ["--url", FOLDER, "-o", "m.json", "messages.toml"];
    prints(&folder, &[&json[..], &linked].concat());
    assert_eq!(
        prints(&folder, &[&json[..], &["m.json"]].concat()),
        prints(&folder, &[&json[..], &["messages.toml"]].concat())
    );
}

#[test]
fn what_cannot_be_linked() {
    let folder = with_catalogue("no_links");
    let of_check = "`--url` requires `--format json` or `sarif`: other formats have no links";
    let of_decode = "`--url` requires JSON lines or `--explain`: other formats have no links";
    for (command, expected) in [
        (
            "convert --to mes messages.toml",
            "`--url` requires `--to json`, `journal` or `prometheus-rules`: other formats have no \
             links",
        ),
        ("check messages.toml", of_check),
        ("check --format github messages.toml", of_check),
        ("decode --stats -c messages.toml", of_decode),
        ("decode --learn-types -c messages.toml", of_decode),
        (
            "manual -f html-dir -o pages messages.toml",
            "`--format html-dir` writes a page for each message: the address of `--url` must end \
             with `/`, as in `https://example.com/m.html/`",
        ),
    ] {
        let arguments: Vec<_> = command.split(' ').chain(["--url", PAGE]).collect();
        let (code, stdout, stderr) = run(&folder, &arguments);
        assert_eq!((code, stdout.as_str()), (2, ""), "{command}");
        assert_eq!(stderr, format!("error: {expected}\n"), "{command}");
    }
    assert!(!folder.join("pages").exists());
}

/// Each command rejects an invalid address.
#[test]
fn wrong_addresses() {
    let folder = with_catalogue("wrong_addresses");
    for command in [
        "manual",
        "explain X",
        "convert --to json",
        "decode",
        "check --format json",
    ] {
        for (url, expected) in [
            (
                "example.com/m/",
                "expected an address such as `https://example.com/manual.html`, or \
                 `https://example.com/messages/` for a folder",
            ),
            (
                "https://example.com/m.html#",
                "remove the `#`: the ID of a message follows it",
            ),
            (
                "https://example.com/a b/",
                "an address cannot contain ' ': write `%20`",
            ),
        ] {
            let arguments: Vec<_> = command.split(' ').chain(["--url", url]).collect();
            let mut child = program(&folder, &arguments);
            let output = child.stdin(Stdio::null()).output().expect("it can be run");
            let (code, stdout, stderr) = result(&output);
            assert_eq!((code, stdout.as_str()), (2, ""), "{command}");
            let expected = format!("error: invalid value '{url}' for '--url <URL>': {expected}\n");
            assert!(stderr.starts_with(&expected), "{command}: {stderr}");
        }
    }
}
