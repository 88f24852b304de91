"""Pages in headless Chromium, and how long they take: the same probe in every page, whoever wrote it."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.async_api import async_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome")
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
SCREEN = {"width": 1280, "height": 720}
EVENTS_A_SECOND = 60

LARGEST_CANVAS = """
  const canvas = [...document.querySelectorAll("canvas")].sort((a, b) => b.width * b.height - a.width * a.height)[0];
  const box = canvas.getBoundingClientRect();
"""
MIDDLE = f"() => {{ {LARGEST_CANVAS} return [box.left + box.width * 0.4, box.top + box.height * 0.4]; }}"
EMPTY = f"""() => {{ {LARGEST_CANVAS}
  const pixels = new Uint32Array(canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height).data.buffer);
  const by = canvas.width / box.width, side = Math.round(24 * by);
  for (let y = 8; y + side < canvas.height / 2; y += 8) {{
    for (let x = 8; x + side < canvas.width / 2; x += 8) {{
      const first = pixels[y * canvas.width + x];
      let same = true;
      for (let i = 0; i < side * side && same; i += 1) {{
        same = pixels[(y + Math.floor(i / side)) * canvas.width + x + (i % side)] === first;
      }}
      if (same) return [box.left + (x + side / 2) / by, box.top + (y + side / 2) / by];
    }}
  }}
  return null;
}}"""

# One probe for both pages, put in before any of their scripts runs and knowing nothing of either. A node is
# a filled shape (or a copy of one) on a canvas as large as a map: the first such call begins the first picture.
# It ends when the browser asks for the frame after it, so the frame with the nodes has then been
# painted. The legend's little canvases and those that are not in the page (caches) do not count. The same
# calls tell, later, in how many frames of a gesture the map was drawn anew.
PROBE = """
(() => {
  const probe = window.__probe = { first: null, drawn: 0, since: 0, reports: [] };
  let touched = false;
  const touch = (canvas) => {
    if (touched || !canvas.isConnected || canvas.width * canvas.height < 200000) return;
    touched = true;
    requestAnimationFrame((now) => {
      touched = false;
      if (probe.first === null) probe.first = performance.now();
      probe.drawn += 1;
      probe.last = now;
    });
  };
  const hook = (type, names) => {
    for (const name of names) {
      const call = type && type.prototype[name];
      if (call) type.prototype[name] = function () { touch(this.canvas); return call.apply(this, arguments); };
    }
  };
  hook(window.CanvasRenderingContext2D, ["fill", "drawImage", "putImageData"]);
  for (const type of [window.WebGLRenderingContext, window.WebGL2RenderingContext]) {
    hook(type, ["drawArrays", "drawElements", "drawArraysInstanced", "drawElementsInstanced"]);
  }
  document.addEventListener("securitypolicyviolation", (e) => {
    probe.reports.push(e.violatedDirective + " " + e.blockedURI);
  });
  /* Milliseconds from an act to the end of the first frame in which it has had its effect. The act falls on the
     beginning of a frame, so that what is told is the page's work and not the wait for the screen. */
  probe.until = (act, done) => new Promise((tell) => {
    requestAnimationFrame(() => {
      const begun = performance.now(), drawn = probe.drawn;
      const channel = new MessageChannel();
      const look = () => {
        if (done(drawn)) tell(performance.now() - begun);
        else if (performance.now() - begun > 20000) tell(null);
        else requestAnimationFrame(() => channel.port2.postMessage(0));
      };
      channel.port1.onmessage = look;
      act();
      channel.port2.postMessage(0);
    });
  });
})();
"""


@dataclass
class Seen:
    """An open page, what it asked of the network and what it complained of."""

    page: Any
    devtools: Any
    requests: list[str] = field(default_factory=list)
    errors: list[str] = field(default_factory=list)

    async def first_picture(self, limit: float) -> float | None:
        """Return the seconds from navigation to the first painted frame with nodes, or None after the limit."""
        # Asked anew and not waited for in the page: our policy allows no script that is made from text.
        clock = asyncio.get_running_loop().time
        end = clock() + limit
        while (left := end - clock()) > 0:
            try:
                first = await asyncio.wait_for(self.page.evaluate("window.__probe.first"), left)
            except TimeoutError:
                return None
            if first is not None:
                return float(first) / 1000
            await asyncio.sleep(0.05)
        return None

    async def heap(self) -> float:
        """Return the megabytes that the page's objects take when rubbish has been collected."""
        for _ in range(2):
            await self.devtools.send("HeapProfiler.collectGarbage")
        return float((await self.devtools.send("Runtime.getHeapUsage"))["usedSize"]) / 1e6

    async def zoomed(self, seconds: float) -> float:
        """Return the frames a second in which the map is drawn while a wheel turns in and out."""
        x, y = await self._middle()

        async def turn(at: int) -> None:
            delta = -100 if at // 5 % 2 == 0 else 100
            await self._mouse("mouseWheel", x, y, deltaX=0, deltaY=delta)

        return await self._frames(turn, seconds)

    async def panned(self, seconds: float) -> float:
        """Return the frames a second in which the map is drawn while it is dragged about."""
        x, y = await self._empty()
        await self._mouse("mousePressed", x, y, button="left", clickCount=1)

        async def move(at: int) -> None:
            aside = 8 * (at % 40 if at // 40 % 2 == 0 else 40 - at % 40)
            await self._mouse("mouseMoved", x + aside, y + aside / 2, button="left", buttons=1)

        found = await self._frames(move, seconds)
        await self._mouse("mouseReleased", x, y, button="left", clickCount=1)
        return found

    async def _frames(self, act: Callable[[int], Awaitable[None]], seconds: float) -> float:
        """Do something sixty times a second, as a hand does, whether or not the page keeps up, and count frames."""
        clock = asyncio.get_running_loop().time
        before, begun = int(await self.page.evaluate("window.__probe.drawn")), clock()
        sent = []
        at = 0
        while clock() - begun < seconds:
            sent.append(asyncio.create_task(self._quietly(act(at))))
            at += 1
            await asyncio.sleep(max(0.0, begun + at / EVENTS_A_SECOND - clock()))
        # A busy page answers late: the time that it took to answer counts.
        after = int(await self.page.evaluate("window.__probe.drawn"))
        spent = clock() - begun
        await asyncio.gather(*sent)
        await asyncio.sleep(0.5)
        return (after - before) / spent

    @staticmethod
    async def _quietly(act: Awaitable[None]) -> None:
        await asyncio.wait_for(act, 120)

    async def _mouse(self, kind: str, x: float, y: float, **more: object) -> None:
        await self.devtools.send("Input.dispatchMouseEvent", {"type": kind, "x": x, "y": y, **more})

    async def _middle(self) -> tuple[float, float]:
        """Return a place near the middle of the map."""
        x, y = await self.page.evaluate(MIDDLE)
        return float(x), float(y)

    async def _empty(self) -> tuple[float, float]:
        """Return a place where nothing is drawn: a drag that begins on a node moves that node, on both pages."""
        spot = await self.page.evaluate(EMPTY)
        if spot is None:
            raise SystemExit("the map has no empty place to be dragged by")
        return float(spot[0]), float(spot[1])


@asynccontextmanager
async def browser() -> AsyncIterator[Any]:
    """Yield a headless Chromium that draws by software."""
    path = next((found for name in BROWSERS if (found := shutil.which(name))), None)
    if path is None:
        raise SystemExit("no chromium (Debian: apt-get install chromium)")
    async with async_playwright() as driver:
        running = await driver.chromium.launch(executable_path=path, headless=True, args=list(FLAGS))
        yield running
        await running.close()


@asynccontextmanager
async def opened(running: Any, file: Path) -> AsyncIterator[Seen]:
    """Yield a page that begins to open a file, offline, in a context of its own."""
    context = await running.new_context(viewport=SCREEN, offline=True)
    page = await context.new_page()
    seen = Seen(page, await context.new_cdp_session(page))
    await page.add_init_script(PROBE)
    address = file.resolve().as_uri()
    page.on(
        "request",
        lambda asked: None if asked.url.startswith((address, "data:", "blob:")) else seen.requests.append(asked.url),
    )
    page.on("console", lambda said: seen.errors.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: seen.errors.append(str(error)))
    try:
        await page.goto(address, wait_until="commit", timeout=120_000)
        yield seen
    finally:
        await context.close()
