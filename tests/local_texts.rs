//! Tests replacing texts while the program runs.
#![forbid(unsafe_code)]

use kea_messages::local_texts::{self, Problem};
use kea_messages::testing::capture;
use kea_messages::{Catalogue, Catalogued, KeaMessages, Message, MessageId, kea_messages};
use std::sync::{Mutex, MutexGuard, PoisonError};

kea_messages! {
    /// What the tests replace texts of.
    static MESSAGES;

    /// A client came.
    ///
    /// # Since
    /// 1.2
    info CLIENT(name: &str, port: u16) = "client %1, port %2";
    /// The server is up.
    info STARTED() = "server started";
    /// A pool was opened.
    info POOL(name: &str, #[field] zone: &str) = "pool %1";
    /// A user logged in.
    info LOGIN(user: &str, #[secret] password: &str) = "%1 came with %2";
}

#[derive(KeaMessages)]
#[kea(prefix = "STORE_")]
enum Store {
    /// The disk has no room left.
    #[message(error, "no room for %1 bytes")]
    Full(u64),
}

static ALL: Catalogue = match Catalogue::combine(&[&MESSAGES, Store::CATALOGUE]) {
    Ok(all) => all,
    Err(_) => panic!("an ID is there twice"),
};

/// Allows only one test at a time to run, because texts are replaced for the whole program.
fn alone() -> MutexGuard<'static, ()> {
    static ONE: Mutex<()> = Mutex::new(());
    ONE.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The texts of `CLIENT` and `STARTED` in the program.
const OWN: [&str; 2] = ["client a1, port 67", "server started"];

/// Loads a file, and returns the reported problems, and the texts of `CLIENT` and `STARTED`.
fn load(name: &str, file: &str) -> (Vec<String>, [String; 2]) {
    let loaded = local_texts::load_str(&MESSAGES, name, file);
    let problems = loaded.problems().iter().map(Problem::to_string).collect();
    let texts = [CLIENT("a1", 67).to_string(), STARTED().to_string()];
    local_texts::clear();
    assert_eq!(STARTED().to_string(), "server started");
    (problems, texts)
}

#[test]
fn files() {
    let _alone = alone();
    // The file, the texts, and the reported problems.
    let cases: &[(&str, [&str; 2], &[&str])] = &[
        ("", OWN, &[]),
        ("% STARTED gestartet", [OWN[0], "gestartet"], &[]),
        (
            "\u{feff}%started\tgestartet \r\n",
            [OWN[0], "gestartet"],
            &[],
        ),
        ("$PREFIX START\n% ED gestartet", [OWN[0], "gestartet"], &[]),
        (
            "% CLIENT Port %2: Client %1\nWas hier steht, bedeutet nichts.\n% STARTED oben",
            ["Port 67: Client a1", "oben"],
            &[],
        ),
        (
            "% CLIENT %1, %2 (%1), 100% %d",
            ["a1, 67 (a1), 100% %d", OWN[1]],
            &[],
        ),
        (r"% STARTED a\nb\", [OWN[0], r"a\nb\"], &[]),
        (
            "% CLIENT Client %1",
            OWN,
            &["local.mes:1:10: the text of CLIENT was rejected: missing `%2` (port)"],
        ),
        (
            "% STARTED %1\n% CLIENT %3",
            OWN,
            &[
                "local.mes:1:11: the text of STARTED was rejected: unexpected `%1`",
                "local.mes:2:10: the text of CLIENT was rejected: missing `%1` (name), `%2` (port); \
                 unexpected `%3`",
            ],
        ),
        (
            "% CLIENT %1 %2 %17",
            OWN,
            &[
                "local.mes:1:16: the text of CLIENT was rejected: `%17` is over the limit: a message \
               has at most 16 arguments",
            ],
        ),
        (
            "% STRATED x\n% NOTHING_LIKE_IT y\n% STARTED oben",
            [OWN[0], "oben"],
            &[
                "local.mes:1:3: unknown message STRATED: did you mean STARTED?",
                "local.mes:2:3: unknown message NOTHING_LIKE_IT",
            ],
        ),
        (
            "% STARTED eins\n% STARTED zwei\n",
            [OWN[0], "zwei"],
            &["local.mes:2:3: duplicate text of STARTED: it replaces the one on line 1"],
        ),
        (
            "% STARTED eins\n% STARTED %1",
            OWN,
            &[
                "local.mes:2:3: duplicate text of STARTED: it replaces the one on line 1",
                "local.mes:2:11: the text of STARTED was rejected: unexpected `%1`",
            ],
        ),
        (
            "% STARTED\n%\n$PREFX A\n% CLIENT %2 %1",
            ["67 a1", OWN[1]],
            &[
                "local.mes:1:3: missing text of `STARTED`: `% STARTED text`",
                "local.mes:2:1: missing message ID after this `%`",
                "local.mes:3:1: unknown directive `$PREFX`: did you mean `$PREFIX`?",
            ],
        ),
    ];
    for (file, texts, problems) in cases {
        let (said, found) = load("local.mes", file);
        assert_eq!(said, *problems, "{file:?}");
        assert_eq!(found, *texts, "{file:?}");
    }
}

#[test]
fn toml() {
    let _alone = alone();
    let cases: &[(&str, [&str; 2], &[&str])] = &[
        (
            "[STARTED]\ntext = 'oben'\ndescription = 'Sie ist oben.'\naction = 'Nichts.'",
            [OWN[0], "oben"],
            &[],
        ),
        (
            "[CLIENT]\nseverity = 'info'\nsince = '1.2'\narguments = ['name', 'port: u16']\n\
             text = '%2 %1'",
            ["67 a1", OWN[1]],
            &[],
        ),
        (
            "[CLIENT]\narguments = ['port', 'name']\ntext = '%1: %2'",
            OWN,
            &[
                "local.toml:3:9: the text of CLIENT was rejected: expected the arguments \
               (name, port), found (port, name)",
            ],
        ),
        (
            "[CLIENT]\ntext = '{port:#x} {name}'",
            ["67 a1", OWN[1]],
            &["local.toml:2:9: format of CLIENT is stale: the program has `{port}`"],
        ),
        (
            "[CLIENT]\nseverity = 'warn'\nsince = '1.1'\ndeprecated = true\ntext = '%1: %2'",
            ["a1: 67", OWN[1]],
            &[
                "local.toml:1:2: severity of CLIENT is stale: the program has info",
                "local.toml:1:2: since of CLIENT is stale: the program has 1.2",
                "local.toml:1:2: deprecated of CLIENT is stale: the program has none",
            ],
        ),
        (
            "[STARTED]\ntext = '100%'",
            OWN,
            &[
                "local.toml:2:9: the text of STARTED was rejected: `100%` is not a placeholder: write \
               `100%%` for a percent sign",
            ],
        ),
        (
            "[STARTED]\ntext = 'eins'\n[STARTED]\ntext = 'zwei'",
            [OWN[0], "eins"],
            &["local.toml:3:2: `STARTED` is defined twice"],
        ),
        (
            "[STARTED]\n[CLIENT]\ntext = 3\n",
            OWN,
            &[
                "local.toml:1:2: message `STARTED` has no text: `text = \"...\"`",
                "local.toml:3:8: expected a string, found `3`: write `\"3\"`",
            ],
        ),
        (
            "[STARTED]\ntxt = 'oben'\n",
            OWN,
            &["local.toml:2:1: unknown key `txt` of message `STARTED`: did you mean `text`?"],
        ),
    ];
    for (file, texts, problems) in cases {
        let (said, found) = load("local.toml", file);
        assert_eq!(said, *problems, "{file}");
        assert_eq!(found, *texts, "{file}");
    }
}

/// A PO file cannot be loaded by a program.
#[test]
fn po() {
    let _alone = alone();
    let file = "# German\nmsgid \"\"\nmsgstr \"\"\n\n\
                msgctxt \"STARTED\"\nmsgid \"server started\"\nmsgstr \"oben\"\n";
    let (said, found) = load("locale/de.po", file);
    assert_eq!(
        said,
        [
            "locale/de.po:1:1: this is a PO file, but programs load TOML and `.mes`: convert it \
             with `kea-messages convert --to toml`"
        ]
    );
    assert_eq!(found, OWN);
}

/// A text can have named arguments even if the program's text does not. The problems are written
/// for a person who can only change the text, and have its column.
#[test]
fn named_texts() {
    let _alone = alone();
    for (id, text, expected) in [
        ("CLIENT", "{port}: {name}, 100%", Ok("67: a1, 100%")),
        (
            "CLIENT",
            "{port}: {nam}",
            Err((
                17,
                "the text names `nam`, which is not an argument: did you mean `name`?",
            )),
        ),
        (
            "CLIENT",
            "Client {name}",
            Err((
                9,
                "argument `port` has no placeholder: the text needs a `{port}`",
            )),
        ),
        (
            "CLIENT",
            "{name} {} {port}",
            Err((
                16,
                "`{}` does not name an argument: write its name, `{client}`",
            )),
        ),
        (
            "CLIENT",
            "{name} %2",
            Err((
                16,
                "unexpected `%2` in a text with named placeholders: write `{port}`",
            )),
        ),
        (
            "STARTED",
            "{server} ist oben",
            Err((9, "the text names `server`, which is not an argument")),
        ),
        (
            "POOL",
            "{name} {zone}",
            Err((
                16,
                "argument `zone` is a field, which has no placeholder: remove `{zone}`",
            )),
        ),
        ("POOL", "%1 %2", Err((9, "unexpected `%2` (zone)"))),
    ] {
        let file = format!("[{id}]\ntext = '{text}'");
        let loaded = local_texts::load_str(&MESSAGES, "local.toml", &file);
        let problems: Vec<String> = loaded.problems().iter().map(Problem::to_string).collect();
        match expected {
            Ok(printed) => {
                assert_eq!(problems, [""; 0], "{text}");
                assert_eq!(CLIENT("a1", 67).to_string(), printed);
            }
            Err((column, reason)) => assert_eq!(
                problems,
                [format!(
                    "local.toml:2:{column}: the text of {id} was rejected: {reason}"
                )],
            ),
        }
        local_texts::clear();
    }
    assert_eq!(POOL("a", "b").to_string(), "pool a");
}

#[test]
fn each_way_to_print_a_message_has_the_local_text() {
    let _alone = alone();
    let file = "% CLIENT <%2> <%1>\n% STORE_FULL voll: %1";
    let loaded = local_texts::load_str(&ALL, "local.mes", file);
    assert_eq!((loaded.count(), loaded.problems()), (2, &[][..]));

    let message = CLIENT("%2", 67);
    let mut written = String::new();
    message.write_to(&mut written).expect("a string takes all");
    assert_eq!(written, "<67> <%2>");
    assert_eq!(message.to_string(), "<67> <%2>");
    assert_eq!(format!("{message:>30}"), "<67> <%2>");
    assert_eq!(format!("{message:?}"), "CLIENT(<67> <%2>)");
    let object: &dyn Message = &message;
    assert_eq!(object.to_string(), "<67> <%2>");
    assert_eq!(Store::Full(3).to_string(), "voll: 3");
    // The definition still has the text from the source.
    assert_eq!(CLIENT::DEFINITION.text(), "client %1, port %2");
    local_texts::clear();
    assert_eq!(Store::Full(3).to_string(), "no room for 3 bytes");
}

#[test]
fn a_secret_stays_one() {
    let _alone = alone();
    local_texts::load_str(&MESSAGES, "local.mes", "% LOGIN %2 %2 %1");
    assert_eq!(
        LOGIN("ann", "hunter2").to_string(),
        "<redacted> <redacted> ann"
    );
    local_texts::clear();
}

#[test]
fn a_file_that_cannot_be_read_changes_nothing() {
    let _alone = alone();
    let folder = std::path::Path::new(env!("CARGO_TARGET_TMPDIR"));
    let file = folder.join("local.mes");
    std::fs::write(&file, "% STARTED oben").expect("the folder is there");
    local_texts::load(&MESSAGES, &file).expect("the file is there");
    assert_eq!(STARTED().to_string(), "oben");

    let gone = local_texts::load(&MESSAGES, folder.join("none.mes"));
    let gone = gone.expect_err("the file is not there").to_string();
    assert!(
        gone.contains("none.mes: cannot read local texts: "),
        "{gone}"
    );
    std::fs::write(&file, b"% STARTED \xff").expect("the folder is there");
    let garbled = local_texts::load(&MESSAGES, &file);
    let garbled = garbled.expect_err("the file is not UTF-8").to_string();
    let reason = "cannot read local texts: the file is not UTF-8";
    assert!(garbled.ends_with(reason), "{garbled}");
    assert_eq!(STARTED().to_string(), "oben");
    local_texts::clear();
}

/// The messages of the module itself can be replaced too.
#[test]
fn its_own_messages_can_be_replaced() {
    let _alone = alone();
    let ids: Vec<_> = local_texts::MESSAGES
        .iter()
        .map(|message| message.id())
        .collect();
    assert_eq!(
        ids,
        [
            "LOG_LOCAL_TEXTS_CLEARED",
            "LOG_LOCAL_TEXTS_LOADED",
            "LOG_LOCAL_TEXTS_UNREADABLE",
            "LOG_LOCAL_TEXT_DUPLICATE",
            "LOG_LOCAL_TEXT_MALFORMED",
            "LOG_LOCAL_TEXT_MISSPELT_ID",
            "LOG_LOCAL_TEXT_REJECTED",
            "LOG_LOCAL_TEXT_STALE_KEY",
            "LOG_LOCAL_TEXT_UNKNOWN_ID",
        ]
    );
    let file = "% LOG_LOCAL_TEXT_MALFORMED %1 ist falsch: %2\n%";
    let loaded = local_texts::load_str(&local_texts::MESSAGES, "local.mes", file);
    let problem = loaded.problems()[0].to_string();
    assert_eq!(
        problem,
        "local.mes:2:1 ist falsch: missing message ID after this `%`"
    );
    local_texts::clear();
}

/// Texts of `CLIENT`.
const TEXTS: [&str; 3] = [
    "eins %2 %1",
    "zwei zwei %1 %1 %2",
    "drei, und noch mehr: %1, %2",
];

/// While texts are loaded, each line has either the previous or the new text.
#[test]
fn threads_print_while_texts_are_loaded() {
    let _alone = alone();
    let load = |number: usize| {
        let file = format!("% CLIENT {}", TEXTS[number % TEXTS.len()]);
        let loaded = local_texts::load_str(&MESSAGES, "local.mes", &file);
        assert_eq!(loaded.problems(), []);
    };
    load(0);
    let is_over = std::sync::atomic::AtomicBool::new(false);
    std::thread::scope(|scope| {
        for thread in 0..8 {
            let is_over = &is_over;
            scope.spawn(move || {
                let mut seen = [0_u32; TEXTS.len()];
                let name = format!("client{thread}");
                let mut port = 0;
                while !is_over.load(std::sync::atomic::Ordering::Relaxed) {
                    port = (port + 1) % 1000;
                    let found = CLIENT(&name, port).to_string();
                    let fill =
                        |text: &str| text.replace("%1", &name).replace("%2", &port.to_string());
                    let which = TEXTS.iter().position(|text| fill(text) == found);
                    seen[which.unwrap_or_else(|| panic!("{found:?}"))] += 1;
                }
                assert!(seen.iter().sum::<u32>() > 0);
            });
        }
        for number in 0..3_000 {
            load(number);
        }
        is_over.store(true, std::sync::atomic::Ordering::Relaxed);
    });
    local_texts::clear();
}

/// Problems are returned as values, and also logged by the module's own logger.
#[test]
fn what_is_wrong_is_logged() {
    let _alone = alone();
    let emitted = capture(|| {
        let file = "% STRATED oben\n% STARTED oben\n%\n";
        let loaded = local_texts::load_str(&MESSAGES, "local.mes", file);
        _ = local_texts::load(&MESSAGES, "/none.mes");
        local_texts::clear();
        loaded
    });
    let problems = emitted.returned().problems().iter();
    let problems: Vec<_> = problems.map(Problem::to_string).collect();
    let logged: Vec<_> = emitted.messages().iter().collect();
    assert!(
        logged
            .iter()
            .all(|message| message.logger() == "kea-messages.local-texts")
    );
    let ids: Vec<_> = logged.iter().map(|message| message.id()).collect();
    assert_eq!(
        ids,
        [
            "LOG_LOCAL_TEXT_MISSPELT_ID",
            "LOG_LOCAL_TEXT_MALFORMED",
            "LOG_LOCAL_TEXTS_LOADED",
            "LOG_LOCAL_TEXTS_UNREADABLE",
            "LOG_LOCAL_TEXTS_CLEARED",
        ]
    );
    assert_eq!(logged[0].text(), problems[0]);
    assert_eq!(logged[1].text(), problems[1]);
    assert_eq!(logged[0].argument("place"), Some("local.mes:1:3"));
    assert_eq!(logged[0].argument("meant"), Some("STARTED"));
}
