//! Tests the environment variable `KEA_LOG`. The test runs itself as a process, because changing
//! the environment of the current process is not safe.
#![forbid(unsafe_code)]

use kea_messages_subscriber::Config;
use std::env;
use std::ffi::OsString;
use std::process::Command;

const CHILD: &str = "KEA_LOG_TEST_CHILD";

fn main() {
    if env::var_os(CHILD).is_some() {
        let json = r#"{ "loggers": [{ "name": "a", "severity": "INFO" }] }"#;
        let json = Config::from_json(json).expect("it is well formed");
        let others = Config::from_env().and_then(|config| config.with_env_var("OTHER_LOG"));
        for config in [Config::from_env(), json.with_env(), others] {
            match config {
                Ok(config) => println!("{}", config.filter()),
                Err(error) => println!("[{}] {error}", error.field()),
            }
        }
        return;
    }
    let not_unicode = || -> Option<OsString> {
        #[cfg(unix)]
        return Some(std::os::unix::ffi::OsStringExt::from_vec(vec![0xff]));
        #[cfg(not(unix))]
        return None;
    };
    for (set, expected) in [
        (&[][..], ["", "", ""]),
        (&[("KEA_LOG", Some("".into()))], ["", "", ""]),
        (
            &[("KEA_LOG", Some("warn,a=debug(40)".into()))],
            ["warn,a=debug(40)"; 3],
        ),
        (
            &[
                ("KEA_LOG", Some("warn,a=off".into())),
                ("OTHER_LOG", Some("a=info".into())),
            ],
            ["warn,a=off", "warn,a=off", "a=info,warn"],
        ),
        (&[("OTHER_LOG", Some("a=info".into()))], ["", "", "a=info"]),
        (
            &[("KEA_LOG", Some("a=wran".into()))],
            ["[KEA_LOG] KEA_LOG: `wran` at character 3 is not a severity: did you mean `warn`?"; 3],
        ),
        (
            &[("KEA_LOG", not_unicode())],
            ["[KEA_LOG] KEA_LOG: not UTF-8"; 3],
        ),
    ] {
        let mut child = Command::new(env::current_exe().expect("it is there"));
        child
            .env(CHILD, "")
            .env_remove("KEA_LOG")
            .env_remove("OTHER_LOG");
        for (name, value) in set {
            match value {
                Some(value) => _ = child.env(name, value),
                None => return,
            }
        }
        let output = child.output().expect("the program runs");
        let text = String::from_utf8(output.stdout).expect("it is text");
        assert_eq!(text.lines().collect::<Vec<_>>(), expected, "{set:?}");
    }
    println!("test environment ... ok");
}
