"""Controls headless Chromium with its DevTools protocol over a pipe, which only needs Python."""

import base64
import json
import os
import select
import subprocess
import tempfile
import time


class Browser:
    """A Chromium with one page. Use it in a `with` statement, which stops it at the end."""

    def __init__(self, program="chromium"):
        self.profile = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        to_read, self.to_write = os.pipe()
        self.to_read, to_answer = os.pipe()
        # Chromium reads from descriptor 3 and writes to descriptor 4.
        command = (
            f"exec {program} --headless=new --no-sandbox --disable-gpu --no-first-run"
            f" --disable-dev-shm-usage --remote-debugging-pipe --user-data-dir={self.profile.name}"
            f" about:blank 3<&{to_read} 4>&{to_answer} 2>/dev/null"
        )
        self.process = subprocess.Popen(
            ["bash", "-c", command], pass_fds=(to_read, to_answer), stdout=subprocess.DEVNULL
        )
        os.close(to_read)
        os.close(to_answer)
        self.number = 0
        self.rest = b""
        self.events = []
        self.session = None
        targets = self.call("Target.getTargets")["targetInfos"]
        page = next(target for target in targets if target["type"] == "page")
        attached = self.call("Target.attachToTarget", targetId=page["targetId"], flatten=True)
        self.session = attached["sessionId"]
        for domain in ["Page", "Runtime", "DOMSnapshot"]:
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.session = None
        try:
            self.call("Browser.close")
            self.process.wait(10)
        except (OSError, RuntimeError, subprocess.TimeoutExpired):
            self.process.kill()
        self.profile.cleanup()

    def call(self, method, **parameters):
        """Calls a method of the protocol and returns its result."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": parameters}
        if self.session:
            message["sessionId"] = self.session
        data = json.dumps(message).encode() + b"\0"
        while data:
            data = data[os.write(self.to_write, data) :]
        while True:
            answer = self.receive(120)
            if answer.get("id") == self.number:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.events.append(answer)

    def receive(self, seconds):
        end = time.monotonic() + seconds
        while b"\0" not in self.rest:
            ready, _, _ = select.select([self.to_read], [], [], max(0, end - time.monotonic()))
            read = os.read(self.to_read, 1 << 20) if ready else b""
            if not read:
                raise RuntimeError("Chromium does not answer")
            self.rest += read
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def open(self, url, seconds=30):
        """Loads a page, even if the same page is already shown."""
        self.call("Page.navigate", url="about:blank")
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.wait("document.readyState === 'complete' && location.href !== 'about:blank'", seconds)

    def open_without_script(self, url):
        """Loads a page while scripts are disabled, so that no script can tell when it is loaded."""
        self.events.clear()
        self.call("Page.navigate", url=url)
        end = time.monotonic() + 60
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            if time.monotonic() > end:
                raise RuntimeError(f"{url} is not loaded")
            self.events.append(self.receive(60))

    def shown_text(self):
        """Returns the drawn text, without using a script."""
        snapshot = self.call("DOMSnapshot.captureSnapshot", computedStyles=[])
        strings = snapshot["strings"]
        return "\n".join(
            strings[index]
            for document in snapshot["documents"]
            for index in document["layout"]["text"]
            if index >= 0
        )

    def wait_shown(self, parts, seconds=30):
        """Waits until all these texts are drawn, and returns the drawn text. The load event of a
        page comes before its first layout, which only a script could detect."""
        end = time.monotonic() + seconds
        while True:
            shown = self.shown_text()
            missing = [part for part in parts if part not in shown]
            if not missing:
                return shown
            if time.monotonic() > end:
                raise RuntimeError(f"not drawn: {missing}")
            time.sleep(0.02)

    def run(self, script):
        """Returns the value of an expression, or the result of a promise."""
        result = self.call(
            "Runtime.evaluate", expression=script, returnByValue=True, awaitPromise=True
        )
        if "exceptionDetails" in result:
            details = result["exceptionDetails"]
            raise RuntimeError(details.get("exception", details).get("description", str(details)))
        return result["result"].get("value")

    def run_meanwhile(self, script):
        """Like `run`, but returns None if another page is being loaded."""
        try:
            return self.run(script)
        except RuntimeError as error:
            if "navigated" in str(error) or "context" in str(error):
                return None
            raise

    def wait(self, condition, seconds=30):
        end = time.monotonic() + seconds
        while not self.run_meanwhile(condition):
            if time.monotonic() > end:
                raise RuntimeError(f"not true at {self.run('location.href')}: {condition}")
            time.sleep(0.02)

    def settle(self):
        """Waits until two frames have been drawn."""
        frames = "requestAnimationFrame(() => requestAnimationFrame(done))"
        self.run_meanwhile(f"new Promise(done => {frames})")

    def type(self, text):
        self.call("Input.insertText", text=text)
        self.settle()

    def press(self, key, modifiers=0):
        codes = {"Enter": 13, "Escape": 27, "Tab": 9, "ArrowDown": 40, "ArrowUp": 38, " ": 32}
        code = codes.get(key, ord(key[0]))
        text = {"Enter": "\r"}.get(key, key if len(key) == 1 else "")
        event = {"key": key, "windowsVirtualKeyCode": code, "modifiers": modifiers}
        self.call("Input.dispatchKeyEvent", type="keyDown", text=text, **event)
        self.call("Input.dispatchKeyEvent", type="keyUp", **event)
        self.settle()

    def size(self, width, height=800):
        self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width,
            height=height,
            deviceScaleFactor=1,
            mobile=False,
        )

    def dark(self, is_dark):
        value = "dark" if is_dark else "light"
        features = [{"name": "prefers-color-scheme", "value": value}]
        self.call("Emulation.setEmulatedMedia", features=features)

    def script(self, is_enabled):
        self.call("Emulation.setScriptExecutionDisabled", value=not is_enabled)

    def screenshot(self, path):
        data = self.call("Page.captureScreenshot", format="png")["data"]
        with open(path, "wb") as file:
            file.write(base64.b64decode(data))

    def pdf(self):
        """Returns the page as printed on A4, as a PDF."""
        data = self.call(
            "Page.printToPDF", paperWidth=8.27, paperHeight=11.69, preferCSSPageSize=True
        )
        return base64.b64decode(data["data"])
