//! A log for the tests of `decode`.

/// A log with the messages `ALLOC_FAIL`, which has a client and attempts, and `ALLOC_PAIR`, which
/// has two values.
pub(crate) const LOG: &str = "\
2018-12-20 10:15:02.123 WARN  [kea.alloc/4711] ALLOC_FAIL a1: failed after 3 attempt(s)
  at one
Caused by: two
2018-12-20 10:15:03.000 INFO  [kea.alloc/4711] ALLOC_PAIR a to b to c
2018-12-20 10:15:04.000 INFO  [kea.alloc/4711] ALLOC_FAIL another text
2018-12-20 10:15:05.000 INFO  [kea.alloc/4711] ALLOC_GONE x
2018-12-20 10:15:06.000 INFO  [kea/4711] no ID at all
{\"time\":\"10:15:07\",\"level\":\"WARN\",\"message_id\":\"ALLOC_FAIL\",\"message\":\"\\\"q\\\"\\n: failed after 4 attempt(s)\"}
";
