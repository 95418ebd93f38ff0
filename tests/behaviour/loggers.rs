//! Tests the logger of messages.

use crate::capture::capture;
use kea_messages::{Catalogue, Catalogued, KeaMessages, Message, emit, enabled, kea_messages};

kea_messages! {
    info LOGGER_NONE() = "none";
}

mod named {
    kea_messages::kea_messages! {
        pub(super) static CATALOGUE;
        logger = "kea-dhcp4.alloc-engine";
        pub(super) info LOGGER_NAMED() = "named";
        #[cfg(all())]
        pub(super) info LOGGER_OF_CFG() = "cfg";
    }
}

mod files {
    use crate::files::Width;

    kea_messages::kea_messages! {
        pub(super) file = "behaviour/sample.toml"
    }
}

mod overridden {
    use crate::files::Width;

    kea_messages::kea_messages! {
        logger = "own";
        pub(super) file = "behaviour/sample.toml", by_module
    }
}

#[derive(KeaMessages)]
#[kea(prefix = "LOGGER_", logger = "kea-dhcp4.leases")]
enum Derived {
    #[message(warn, "derived")]
    Derived,
}

mod modules {
    kea_messages::kea_messages! {
        pub(super) static CATALOGUE;
        info LOGGER_OF_MODULE() = "module";
    }

    pub(super) fn used() {
        _ = LOGGER_OF_MODULE();
    }

    #[derive(kea_messages::KeaMessages)]
    #[kea(prefix = "LOGGER_")]
    pub(super) enum Derived {
        #[message(warn, "derived")]
        #[allow(dead_code)]
        OfModule,
    }
}

const ELSEWHERE: &str = "elsewhere";

#[test]
fn the_nearest_name_holds() {
    let records = capture(|| {
        emit!(LOGGER_NONE());
        emit!(logger: "said", LOGGER_NONE());
        emit!(named::LOGGER_NAMED());
        emit!(named::LOGGER_OF_CFG());
        emit!(logger: ELSEWHERE, named::LOGGER_NAMED());
        emit!(Derived::Derived);
        emit!(logger: "said", Derived::Derived);
        emit!(files::FILE_STATED(1, 2, ""));
        emit!(overridden::file::FILE_STATED(1, 2, ""));
        emit!(logger: "said", warn, files::FILE_OPEN(1));
        let any: &dyn Message = &named::LOGGER_NAMED();
        emit!(any);
        assert!(enabled!(named::LOGGER_NAMED));
        assert!(enabled!(logger: "said", LOGGER_NONE));
        assert!(enabled!(logger: "said", warn, files::FILE_OPEN));
    });
    let targets: Vec<_> = records
        .iter()
        .map(|record| record.target.as_str())
        .collect();
    let module = module_path!();
    let expected = [
        module,
        "said",
        "kea-dhcp4.alloc-engine",
        "kea-dhcp4.alloc-engine",
        "elsewhere",
        "kea-dhcp4.leases",
        "said",
        "kea-sample",
        "own",
        "said",
        // The type does not state a logger.
        module,
    ];
    assert_eq!(targets, expected);
    assert!(
        records
            .iter()
            .all(|record| record.module_path == Some(module))
    );
    assert_eq!(named::CATALOGUE.len(), 2);
}

#[test]
fn a_catalogue_knows_its_loggers() {
    let loggers = |catalogue: &Catalogue| catalogue.loggers().collect::<Vec<_>>();
    let named = "kea-dhcp4.alloc-engine";
    // The catalogue states its logger for each part with a `cfg`.
    assert_eq!(loggers(&named::CATALOGUE), [named, named]);
    assert_eq!(loggers(Derived::CATALOGUE), ["kea-dhcp4.leases"]);
    modules::used();
    let module = concat!(module_path!(), "::modules");
    assert_eq!(loggers(&modules::CATALOGUE), [module]);
    assert_eq!(loggers(modules::Derived::CATALOGUE), [module]);
    assert_eq!(loggers(&crate::files::FILES), ["kea-sample"]);
}

/// The filters for `env_logger` in the README.
#[test]
fn filters_of_env_logger() {
    let cases = [
        ("kea-dhcp4.alloc-engine=info", true),
        ("kea-dhcp4.alloc-engine=warn", false),
        ("kea-dhcp4=info", true),
        ("kea-dhcp6=trace", false),
        ("warn,kea-dhcp4.alloc-engine=debug", true),
        ("warn", false),
    ];
    let records = capture(|| emit!(named::LOGGER_NAMED()));
    let record = &records[0];
    for (filter, expected) in cases {
        let filter_of = env_filter::Builder::new().parse(filter).build();
        let mut metadata = log::Metadata::builder();
        let metadata = metadata.level(record.level).target(&record.target).build();
        assert_eq!(filter_of.enabled(&metadata), expected, "{filter}");
    }
}
