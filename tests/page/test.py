"""Tests the HTML page in Chromium: see `run` in this folder."""

import re
import shutil
import subprocess
import sys
import traceback
from pathlib import Path

from browser import Browser

PROGRAM, FOLDER, AXE = sys.argv[1], Path(sys.argv[2]).resolve(), Path(sys.argv[3])
HERE = Path(__file__).resolve().parent

# The goals for the time of a search, from the key to the frame, in milliseconds by the number of
# messages. The times are only printed, because a busy machine takes longer.
GOALS = {2350: 20, 50000: 75}

# The IDs of the hits. The list is empty if all messages are shown.
HITS = "[...document.querySelectorAll('#hits article')].map(hit => hit.dataset.id)"
ANSWER = "document.getElementById('answer').innerText"
FOCUSED = "document.activeElement.textContent || document.activeElement.id"
SEARCH = "document.getElementById('search')"
COUNT = "document.getElementById('count').value"
CONTENTS = "[...document.querySelectorAll('nav li:not([hidden])')].map(item => item.innerText.replace(/\\s+/, ' '))"


def manual(name, *arguments):
    """Writes a page, and returns its address."""
    page = FOLDER / f"{name}.html"
    command = [PROGRAM, "manual", "--format", "html", "-o", str(page), *map(str, arguments)]
    subprocess.run(command, check=True)
    return page.as_uri()


def toy():
    since = ["--since", HERE / "old.toml"]
    return manual("toy", HERE / "catalogue.toml", HERE / "unstated.mes", *since)


def many(count):
    """Writes a catalogue with this number of messages, and with descriptions as long as Kea's."""
    modules = ["ALLOC", "DHCP4", "DHCP6", "HTTP", "LEASE", "EVAL", "HOOKS", "STAT", "USER", "LOG"]
    verbs = ["open", "close", "send", "receive", "allocate", "release", "parse", "update"]
    nouns = ["lease", "packet", "socket", "option", "subnet", "client", "server", "database"]
    lines = []
    for number in range(count):
        module = modules[number % len(modules)]
        verb, noun = verbs[number // 10 % 8], nouns[number // 80 % 8]
        lines.append(
            f"% {module}_{verb.upper()}_{noun.upper()}_FAILED_{number}"
            f" cannot {verb} the {noun} %1 of number {number}: %2\n"
            f"This error message is issued when the server tries to {verb} a {noun} and fails.\n"
            "The first argument says which one it is, and the second argument gives the reason\n"
            "as the operating system reports it. The server goes on without it, and tries\n"
            f"again {number % 60} seconds later; a client that asks meanwhile gets no answer.\n\n"
        )
    path = FOLDER / f"many-{count}.mes"
    path.write_text("".join(lines))
    return path


def equal(found, expected, what=""):
    assert found == expected, f"{what}: {found!r}, expected {expected!r}"


def look_for(browser, text):
    """Replaces the search text by typing."""
    browser.run(f"{SEARCH}.focus(); {SEARCH}.select()")
    if text:
        browser.type(text)
    else:
        browser.press("Escape")


def wait_for_address(browser, expected):
    """Waits for the address with a search, which is only written when the reader pauses."""
    browser.wait(f"location.search === {expected!r}", 10)


def is_in_sight(browser, selector):
    return browser.run(
        f"""(() => {{
            const place = document.querySelector({selector!r}).getBoundingClientRect();
            const bar = document.getElementById("filters").getBoundingClientRect();
            return bar.bottom <= place.top + 1 && place.top + 40 < innerHeight;
        }})()"""
    )


def test_search(browser):
    browser.open(toy())
    for text, expected in [
        ("TOY_FULL", ["TOY_FULL", "TOY_FULL_AGAIN", "TOY_FATAL"]),
        ("toy-full", ["TOY_FULL", "TOY_FULL_AGAIN", "TOY_FATAL"]),
        ("Full toy", ["TOY_FULL", "TOY_FULL_AGAIN", "TOY_FATAL"]),
        ("full_again", ["TOY_FULL_AGAIN"]),
        ("ICE-CREAM", ["TOY_FULL"]),
        ("ice_cream pool", ["TOY_FULL"]),
        ("<script>", ["TOY_CHANGED"]),
    ]:
        look_for(browser, text)
        equal(browser.run(HITS), expected, text)
        equal(browser.run(ANSWER), "", text)
    equal(browser.run(COUNT), "1 message")
    equal(browser.run("document.title"), "The <b>messages</b> of a toy")
    look_for(browser, "thing")
    equal(browser.run(CONTENTS), ["OTHER 1"], "the contents shrink to what is found")
    equal(browser.run("[...CSS.highlights.get('hit')].map(String)"), ["THING", "thing"])
    look_for(browser, "")
    equal(browser.run(HITS), [])
    equal(browser.run(CONTENTS), ["OTHER 1", "TOY 8", "removed 1"])
    # The number of messages does not change the width of the field beside it.
    width = f"{SEARCH}.offsetWidth"
    whole = browser.run(width)
    look_for(browser, "ice")
    equal([browser.run(COUNT), browser.run(width)], ["1 message", whole])
    look_for(browser, "")
    browser.run(
        """(() => {
            const set = HighlightRegistry.prototype.set;
            HighlightRegistry.prototype.set = function (...all) {
                document.marked = (document.marked ?? 0) + 1;
                return set.apply(this, all);
            };
        })()"""
    )
    look_for(browser, "thing")
    equal(browser.run("document.marked"), 1, "a search marks once")
    # The search text is in the address, so it is kept when the page is reloaded.
    look_for(browser, "ice")
    browser.call("Page.reload")
    browser.wait("document.readyState === 'complete'")
    equal(browser.run(HITS), ["TOY_FULL"], "a reload keeps the search")
    # On a large page, a new address takes as long as a search, so it is not written for each key.
    browser.open(toy())
    browser.run(
        """(() => {
            const replace = history.replaceState;
            document.addresses = [];
            history.replaceState = function (state, title, address) {
                if (address) document.addresses.push(address);
                return replace.call(this, state, title, address);
            };
        })()"""
    )
    browser.run(f"{SEARCH}.focus()")
    for letter in "ice":
        browser.type(letter)
    equal(browser.run("document.addresses"), [])
    # The address is not known to the page that is reloaded now, but the search is.
    browser.call("Page.reload")
    browser.wait("document.readyState === 'complete'")
    equal(browser.run(HITS), ["TOY_FULL"], "a reload keeps a search that is not in the address")
    look_for(browser, "pool")
    wait_for_address(browser, "?search=pool")
    # The reader can type before a large page is loaded completely.
    look_for(browser, "ice")
    browser.wait("history.state === '?search=ice'")
    browser.run("dispatchEvent(new Event('load'))")
    wait_for_address(browser, "?search=ice")


def test_nothing_found(browser):
    browser.open(toy())
    for text, ids in [
        ("TOY_FUL_AGAIN", ["TOY_FULL_AGAIN"]),
        ("toy-nubmers", ["TOY_NUMBERS"]),
        ("toy fatl", ["TOY_FATAL"]),
        ("unsatted", ["TOY_UNSTATED"]),
    ]:
        look_for(browser, text)
        links = browser.run("[...document.querySelectorAll('#answer a')].map(a => a.textContent)")
        equal(browser.run(HITS), [], text)
        equal(links[: len(ids)], ids, text)
    look_for(browser, "xyzzy <b>")
    answer = browser.run(ANSWER)
    assert answer.startswith("No message matches “xyzzy <b>”."), answer
    browser.run("document.querySelector('#answer button').click()")
    equal(browser.run(f"{SEARCH}.value + {COUNT}"), "9 messages", "the way back")
    # If filters hide hits, their number is shown.
    browser.run("document.querySelector('[value=fatal]').click()")
    look_for(browser, "ice-cream")
    answer = browser.run(ANSWER)
    assert answer.startswith("No message matches “ice-cream” with these filters, but 1 without them."), answer
    browser.run("document.querySelector('#answer button').click()")
    equal(browser.run(HITS), ["TOY_FULL"])


def test_lines_of_a_log(browser):
    browser.open(toy())
    head = "2026-01-31 12:00:00.123 WARN  [toy/4711] "
    values = "[...document.querySelectorAll('#answer tr')].map(row => row.innerText.trim())"
    for line, hit, said, expected in [
        (
            head + "TOY_FULL lab: no room for 3 of 17 (a (b))",
            "TOY_FULL",
            "This line is TOY_FULL, with these values:",
            ["{pool}\tlab", "{count}\t3", "{size}\t17", "{key}\ta (b)"],
        ),
        (head + "TOY_FATAL cannot go on", "TOY_FATAL", "This line is TOY_FATAL.", []),
        (
            '{"time": 1, "fields": {"message": "x has changed", "id": "TOY_CHANGED"}}',
            "TOY_CHANGED",
            "This line is TOY_CHANGED, with these values:",
            ["%1\twhat\tx"],
        ),
        (
            "\x1b[33mwarn\x1b[0m TOY_CHANGED: <i>x</i> has changed\x1b[0m",
            "TOY_CHANGED",
            "This line is TOY_CHANGED, with these values:",
            ["%1\twhat\t<i>x</i>"],
        ),
        (
            head + "TOY_FULL_AGAIN a and b and c",
            "TOY_FULL_AGAIN",
            "This line is TOY_FULL_AGAIN. It can be read in more than one way. One of them is:",
            ["%1\tone\ta", "%2\tother\tb and c"],
        ),
        (
            # Only the first way to split the line has a number as its first value.
            head + "TOY_NUMBERS 12 b c",
            "TOY_NUMBERS",
            "This line is TOY_NUMBERS, with these values:",
            ["%1\tnumber\t12", "%2\trest\tb c"],
        ),
        (
            # The same value occurs twice.
            head + "TOY_TRACED a of b of a of b",
            "TOY_TRACED",
            "This line is TOY_TRACED, with these values:",
            ["%1\tvalue\ta of b"],
        ),
        (
            "[TOY_FATAL]",
            "TOY_FATAL",
            "This line has the ID TOY_FATAL, but a different text, so the values are unknown.",
            [],
        ),
        (
            head + "TOY_FATAL went on",
            "TOY_FATAL",
            "This line has the ID TOY_FATAL, but a different text, so the values are unknown.",
            [],
        ),
    ]:
        look_for(browser, line)
        equal(browser.run(HITS), [hit], line)
        equal(browser.run(ANSWER).split("\n")[0], said, line)
        equal(browser.run(values), expected, line)


def test_keyboard(browser):
    browser.open(toy())
    assert browser.run("document.querySelector('kbd').offsetWidth > 0"), "`/` is shown"
    browser.press("/")
    equal(browser.run("document.activeElement.id"), "search")
    browser.type("full")
    browser.press("ArrowDown")
    equal(browser.run(FOCUSED), "TOY_FULL")
    browser.press("ArrowDown")
    equal(browser.run(FOCUSED), "TOY_FULL_AGAIN")
    browser.press("ArrowUp")
    browser.press("ArrowUp")
    equal(browser.run("document.activeElement.id"), "search")
    browser.press("Enter")
    equal(browser.run(FOCUSED), "TOY_FULL", "Enter leads to the first hit")
    browser.press("Escape")
    equal(browser.run("document.activeElement.id"), "search", "Escape leads back")
    browser.press("Enter")
    browser.press("Enter")
    equal(browser.run("location.hash + location.search"), "#TOY_FULL", "and again opens it")
    equal(browser.run(HITS), [], "in its place")
    browser.run("history.back()")
    browser.wait(f"({HITS}).length > 0")
    equal(browser.run(f"{SEARCH}.value"), "full", "the way back leads to the search")
    browser.press("/")
    browser.press("Escape")
    equal(browser.run(f"{SEARCH}.value + {COUNT}"), "9 messages", "Escape clears")
    # In a narrow window, a filter with the focus is scrolled into sight.
    browser.size(400)
    browser.open(toy())
    browser.press("/")
    place = "document.activeElement.closest('.choice').getBoundingClientRect()"
    for name in browser.run("[...document.querySelectorAll('.choice input')].map(box => box.value)"):
        while browser.run("document.activeElement.value") != name:
            browser.press("Tab")
        assert browser.run(f"{place}.left >= 0 && {place}.right <= innerWidth"), name
    browser.size(1280)
    # The first Tab focuses the link that skips to the messages.
    browser.open(toy())
    browser.press("Tab")
    equal(browser.run(FOCUSED), "Skip to the messages")
    assert browser.run("document.activeElement.getBoundingClientRect().left >= 0"), "it is seen"
    browser.press("Enter")
    browser.press("Tab")
    equal(browser.run(FOCUSED), "OTHER_THING")


def test_filters(browser):
    browser.open(toy())
    click = "document.querySelector('#filters [value={}]').click()"
    names = "[...document.querySelectorAll('#filters [name=severity]')].map(box => box.value)"
    everything = ["fatal", "error", "warn", "info", "debug", "varies", "not_stated"]
    equal(browser.run(names), everything)
    for chosen, expected in [
        (["not_stated"], ["TOY_UNSTATED"]),
        (["varies"], ["TOY_OPEN"]),
        (["fatal", "error"], ["TOY_FATAL", "TOY_FULL_AGAIN", "TOY_GONE"]),
        (["debug"], ["OTHER_THING", "TOY_TRACED"]),
        (["new"], None),
        (["changed"], ["TOY_CHANGED"]),
        (["removed"], ["TOY_GONE"]),
        (["new", "fatal"], ["TOY_FATAL"]),
    ]:
        for name in chosen:
            browser.run(click.format(name))
        browser.settle()
        if expected is None:
            expected = ["OTHER_THING", "TOY_FATAL", "TOY_FULL_AGAIN", "TOY_NUMBERS", "TOY_OPEN"]
            expected += ["TOY_TRACED", "TOY_UNSTATED"]
        equal(browser.run(HITS), expected, chosen)
        browser.run(f"{SEARCH}.focus()")
        browser.press("Escape")
        equal(browser.run(HITS), [], "Escape clears filters")
    look_for(browser, "o")
    browser.run("document.querySelector('nav a').click()")
    browser.settle()
    equal(browser.run(HITS), ["OTHER_THING"], "the contents of what is found choose a module")
    wait_for_address(browser, "?search=o&module=OTHER")


def test_views(browser):
    browser.open(toy())
    rows = """[...document.querySelectorAll('#module-TOY article')].filter(row =>
        row.querySelector('.more').offsetHeight > 0).length"""
    equal(browser.run(rows) > 5, True)
    browser.run("document.getElementById('compact').click()")
    browser.settle()
    equal(browser.run(rows), 0, "only ID, severity and text")
    wait_for_address(browser, "?view=compact")
    browser.size(1280)
    height = "document.getElementById('TOY_FATAL').offsetHeight"
    assert browser.run(height) < 40, "one row a message"
    words = "document.querySelector('#TOY_FULL tr:nth-child(2) td:last-child').textContent"
    equal(browser.run(words), "number from 0 to 4294967295 u32")


def test_parts(browser):
    """The border of two parts, of 25 entries each, looks like that of two entries."""
    for view in ["", "?view=compact"]:
        browser.open(manual("many", many(500)) + view)
        browser.run("document.querySelectorAll('#module-ALLOC article')[25].scrollIntoView()")
        browser.settle()
        gaps = browser.run(
            """(() => {
                const entries = [...document.querySelectorAll("#module-ALLOC article")];
                const places = entries.slice(23, 27).map(entry => entry.getBoundingClientRect());
                return [0, 1, 2].map(at => Math.round(places[at + 1].top - places[at].bottom));
            })()"""
        )
        equal(gaps, [gaps[0]] * 3, view)


def test_links(browser):
    page = toy()
    for link, expected in [
        ("#TOY_OPEN", "TOY_OPEN"),
        ("#toy_open", "TOY_OPEN"),
        ("#toy-open", "TOY_OPEN"),
        ("?search=fatal#TOY_OPEN", "TOY_OPEN"),
        ("#TOY_GONE", "TOY_GONE"),
        ("#module-TOY", "module-TOY"),
        ("#module-toy", "module-TOY"),
        ("?search=fatal#MODULE-toy", "module-TOY"),
        ("#Gone", "gone"),
    ]:
        browser.open(page + link)
        browser.wait("document.querySelector(':target') !== null")
        browser.settle()
        equal(browser.run("document.querySelector(':target').id"), expected, link)
        equal(browser.run("location.hash"), f"#{expected}", link)
        assert is_in_sight(browser, f"#{expected}"), link
    for link, said in [
        ("#TOY_OPNE", "There is no message TOY_OPNE."),
        ("#%E0%A4%A", "There is no message %E0%A4%A."),
    ]:
        browser.open(page + link)
        browser.settle()
        equal(browser.run(ANSWER).split("\n")[0], said)
    browser.open(page + "#TOY_OPNE")
    equal(browser.run("document.querySelector('#answer a').textContent"), "TOY_OPEN")
    browser.run("document.querySelector('#answer a').click()")
    browser.wait("document.querySelector(':target')?.id === 'TOY_OPEN'")
    # The copied link to a message does not contain the search text.
    browser.open(page + "?search=open")
    browser.run("navigator.clipboard.writeText = async text => { document.copied = text }")
    browser.run("document.querySelector('#hits .copy').click()")
    browser.settle()
    equal(browser.run("document.copied"), page + "#TOY_OPEN")
    equal(browser.run(COUNT), "link copied")
    equal(browser.run("document.querySelector('#hits .copy').textContent"), "copied")
    # On a published page, the copied link has the published address.
    url = "https://example.com/m.html"
    published = manual("published", HERE / "catalogue.toml", "--url", url)
    browser.open(published + "?search=open")
    browser.run("navigator.clipboard.writeText = async text => { document.copied = text }")
    browser.run("document.querySelector('#hits .copy').click()")
    browser.settle()
    equal(browser.run("document.copied"), url + "#TOY_OPEN")


def test_scrolled_and_narrow(browser):
    page = manual("many", many(2350))
    for width in [1280, 400]:
        browser.size(width)
        for top in [0, 3000, 1_000_000]:
            for text in ["ALLOC", "http_close_lease_failed_3", "no such thing at all"]:
                browser.open(page)
                browser.run(f"scrollTo(0, {top})")
                browser.settle()
                look_for(browser, text)
                first = "#hits article" if browser.run(HITS) else "#answer p"
                assert is_in_sight(browser, first), f"{text}, {width} pixels, from {top}"
            browser.open(f"{page}#LOG_UPDATE_DATABASE_FAILED_639")
            browser.settle()
            assert is_in_sight(browser, ":target"), "a link to what was not drawn yet"
        wide = browser.run("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 0, f"{wide} pixels do not fit into {width}"
    # No text is cut off at the edge of an entry.
    for query in ["?search=TOY_FULL", "?view=compact"]:
        browser.open(toy() + query)
        browser.settle()
        cut_off = """[...document.querySelectorAll('article')].filter(
            article => article.scrollWidth > article.clientWidth).map(article => article.id)"""
        equal(browser.run(cut_off), [], query)
    browser.open(page)
    # More hits are drawn while scrolling.
    look_for(browser, "failed")
    equal(len(browser.run(HITS)) < 200, True)
    equal(browser.run(COUNT), "2350 messages")
    for _ in range(3):
        shown = len(browser.run(HITS))
        # The page grows when more hits are drawn.
        browser.wait(f"scrollTo(0, document.body.scrollHeight), ({HITS}).length > {shown}")


def test_compact_hits_follow(browser):
    """More hits are drawn in a compact view, although all drawn hits fit into the window."""
    end = "document.getElementById('more').getBoundingClientRect().top > innerHeight + 600"
    scroll = "scrollTo(0, document.body.scrollHeight)"
    browser.size(1280, 2000)
    browser.open(manual("many", many(500)) + "?view=compact&search=failed")
    for _ in range(3):
        browser.wait(end, 10)
        shown = len(browser.run(HITS))
        browser.wait(f"{scroll}, ({HITS}).length > {shown}", 10)
    # This also works for a new search, and each hit is drawn only once.
    look_for(browser, "fail")
    browser.wait(end, 10)
    shown = browser.run(HITS)
    assert len(shown) < 500, "not all of them at once"
    equal(len(set(shown)), len(shown))
    browser.wait(f"{scroll}, document.getElementById('more').hidden")
    equal(len(set(browser.run(HITS))), 500)


def test_without_javascript(browser):
    page = toy()
    browser.script(False)
    # Text outside of the window is not drawn, so the window is large.
    browser.size(1280, 10000)
    browser.open_without_script(page)
    shown = browser.wait_shown(
        ["TOY_UNSTATED", "nobody says how severe this is", "Enlarge the pool.", "OTHER"]
    )
    for part in ["compact", "copy link", "Show more"]:
        assert part not in shown, f"{part} does nothing"


def pages(pdf):
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf))


def test_print(browser):
    messages = (HERE / "../../messages.toml").resolve().read_text()
    head, *entries = re.split(r"(?m)^(?=\[ALLOC)", messages)
    copies = [entry.replace("ALLOC", f"COPY{n}", 1) for n in range(3) for entry in entries]
    (FOLDER / "printed.toml").write_text(head + "".join(copies))
    browser.open(manual("printed", FOLDER / "printed.toml"))
    count = pages(browser.pdf())
    print(f"    {len(copies)} messages are {count} pages")
    assert len(copies) == 27 and count <= 4, count
    # All hits are printed, and nothing else.
    browser.open(manual("many", many(500)))
    whole = pages(browser.pdf())
    look_for(browser, "http_")
    shown = browser.run(HITS)
    found = pages(browser.pdf())
    assert 1 <= found < whole / 5, f"{found} of {whole} pages"
    browser.settle()
    equal(browser.run(HITS), shown, "afterwards there is what was there before")
    for event, count in [("beforeprint", browser.run(COUNT)), ("afterprint", f"{len(shown)} messages")]:
        browser.run(f"dispatchEvent(new Event('{event}'))")
        browser.settle()
        equal(f"{len(browser.run(HITS))} messages", count, event)
        equal(browser.run("document.getElementById('more').hidden"), event == "beforeprint")


def test_accessibility(browser):
    if not AXE.exists():
        print("    SKIPPED: axe-core cannot be fetched from the npm registry")
        return
    axe = AXE.read_text()
    page = toy()
    for width in [1280, 400]:
        browser.size(width)
        for is_dark in [False, True]:
            browser.dark(is_dark)
            for query in [
                "",
                "?search=full",
                "?search=xyzzyx",
                "?search=toy_fll",
                "?view=compact&severity=warn,varies",
                "?search=TOY_FULL_AGAIN+a+and+b+and+c",
                "#TOY_FULL",
            ]:
                browser.open(page + query)
                browser.run(axe + ";0")
                browser.settle()
                found = browser.run(
                    "axe.run().then(result => result.violations.map(one =>"
                    " `${one.id}: ${one.help}: ${one.nodes.map(node => node.html).slice(0, 3)}`))"
                )
                equal(found, [], f"{query} at {width} pixels, {'dark' if is_dark else 'light'}")


def milliseconds(browser, text):
    """Returns the time from the key to the frame with the hits."""
    return browser.run(
        f"""new Promise(done => {{
            const start = performance.now();
            {SEARCH}.value = {text!r};
            {SEARCH}.dispatchEvent(new Event("input", {{ bubbles: true }}));
            requestAnimationFrame(() => {{
                document.body.offsetHeight;
                done(performance.now() - start);
            }});
        }})"""
    )


def test_pages(browser):
    """Tests the folder with a page for each message."""
    folder = FOLDER / "pages"
    # Another version of the program may have written it.
    shutil.rmtree(folder, ignore_errors=True)
    command = [PROGRAM, "manual", "--format", "html-dir", "-o", str(folder)]
    command += ["--since", str(HERE / "old.toml"), str(HERE / "catalogue.toml")]
    subprocess.run(command, check=True)
    for id in ["TOY_FULL", "TOY_GONE"]:
        browser.open((folder / f"{id}.html").as_uri())
        equal(browser.run("document.querySelector('h3').textContent"), id)
        equal(browser.run("getComputedStyle(document.querySelector('.copy')).display"), "none")
        if AXE.exists():
            browser.run(AXE.read_text() + ";0")
            violations = "axe.run().then(result => result.violations.map(one => one.help))"
            equal(browser.run(violations), [], id)
    look_for(browser, "toy-fatal")
    browser.press("Enter")
    browser.wait(f"location.pathname.endsWith('/index.html') && ({HITS}).length > 0")
    equal(browser.run(HITS), ["TOY_FATAL"])
    browser.run("document.querySelector('#hits h3 a').click()")
    browser.wait("location.pathname.endsWith('/TOY_FATAL.html')")
    browser.run("[...document.querySelectorAll('.more a')].at(-1).click()")
    is_complete = "document.readyState === 'complete'"
    browser.wait(f"location.pathname.endsWith('/TOY_FULL.html') && {is_complete}")
    contents = "[...document.querySelectorAll('nav li')].map(item => item.textContent)"
    equal(browser.run(contents), ["TOY 7", "all messages 8"])
    browser.run("document.querySelector('nav a').click()")
    browser.wait("location.hash === '#module-TOY' && document.querySelector(':target') !== null")


def test_renamed_and_literal(browser):
    """The page of a renamed message redirects to the new one; `100%%` is found as `100%`."""
    folder = FOLDER / "renamed"
    shutil.rmtree(folder, ignore_errors=True)
    catalogue = FOLDER / "renamed.toml"
    catalogue.write_text(
        "[TOY_OLD]\ntext = 'old'\nremoved = '2.0'\nrenamed = 'TOY_NEW'\n"
        "[TOY_NEW]\nnumbered_text = '100%% of %1 {x}'\n"
    )
    command = [PROGRAM, "manual", "--format", "html-dir", "-o", str(folder), str(catalogue)]
    subprocess.run(command, check=True)
    browser.open((folder / "TOY_OLD.html").as_uri())
    browser.wait("location.pathname.endsWith('/TOY_NEW.html')")
    equal(browser.run("document.querySelector('.text').textContent"), "100% of %1 {x}")
    browser.open((folder / "index.html").as_uri())
    for text, hits in [("100% of", ["TOY_NEW"]), ("100%%", []), ("TOY_NEW 100% of 7 {x}", ["TOY_NEW"])]:
        look_for(browser, text)
        browser.settle()
        equal(browser.run(HITS), hits, text)
    equal(browser.run("[...document.querySelectorAll('#answer td')].map(it => it.textContent)").count("7"), 1)


def test_time(browser):
    for count, goal in GOALS.items():
        browser.open(manual(f"many-{count}", many(count)), 300)
        first = milliseconds(browser, "lease server")
        texts = ["l", "lease", "lease fail", "ALLOC_OPEN_LEASE_FAILED_0", "alloc-opne-leas", "xyzzy"]
        # Other programs can only add to a time, so the minimum is used.
        least = {text: float("inf") for text in texts}
        for _ in range(4):
            for text in texts:
                least[text] = min(least[text], milliseconds(browser, text))
        times = ", ".join(f"{text} {time:.0f}" for text, time in least.items())
        print(f"    {count} messages, goal {goal} ms: {times}; the first search {first:.0f}")


def main():
    failed = 0
    names = sys.argv[4:]
    for name, test in list(globals().items()):
        if not name.startswith("test_") or (names and name not in names):
            continue
        with Browser() as browser:
            try:
                browser.size(1280)
                test(browser)
                print(f"{name} ok", flush=True)
            except (AssertionError, RuntimeError, subprocess.CalledProcessError):
                failed += 1
                traceback.print_exc(limit=-2)
                print(f"{name} FAILED", flush=True)
    return 1 if failed else 0


sys.exit(main())
