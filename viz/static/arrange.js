"use strict";
/* Physics, only when asked: vis-network moves unseen copies of the dots, the scene follows. */
const MOST_TO_ARRANGE = 3000, LONGEST_RUN = 20000;

function addArranging(page) {
  const button = document.getElementById("arrange"), { network } = page;
  let running = null;

  function start() {
    const { scene } = page, nodes = scene.nodes.filter((node) => scene.seen[node.at]), places = nodes.map((node) => [node, { x: node.x, y: node.y }]);
    const unseen = () => ({ drawNode() {}, nodeDimensions: { width: 1, height: 1 } });
    running = { places, timer: setTimeout(stop, LONGEST_RUN) };
    network.setOptions({ physics: { enabled: true, solver: "forceAtlas2Based", stabilization: false, forceAtlas2Based: { springLength: 90, avoidOverlap: 0.4 } } });
    network.setData({
      nodes: nodes.map((node) => ({ id: node.at, x: node.x, y: node.y, shape: "custom", ctxRenderer: unseen, mass: 1 })),
      edges: scene.edges.filter((edge) => scene.drawn[edge.at]).map((edge) => ({ id: edge.at, from: edge.source.at, to: edge.target.at, hidden: true })),
    });
    network.on("beforeDrawing", follow);
    network.once("stabilized", stop);
    button.textContent = "停止布局";
  }
  function follow() {
    const found = network.getPositions();
    for (const [node] of running.places) if (found[node.at]) page.scene.move(node, found[node.at]);
    page.still.stale();
  }
  function stop() {
    if (!running) return;
    const { places, timer } = running, after = places.map(([node]) => [node, { x: node.x, y: node.y }]);
    clearTimeout(timer);
    network.off("beforeDrawing", follow);
    running = null;
    network.setOptions({ physics: false });
    network.setData({ nodes: [], edges: [] });
    const put = (held) => () => { for (const [node, place] of held) page.scene.move(node, place); };
    page.did({ undo: put(places), redo: put(after) });
    button.textContent = "自动布局";
    page.show(page.grown(page.scene.bounds(places.map(([node]) => node)), 30), true);
    page.changed("move");
  }
  button.addEventListener("click", () => (running ? stop() : start()));
  function ready() {
    if (running) { clearTimeout(running.timer); network.off("beforeDrawing", follow); running = null; network.setOptions({ physics: false }); network.setData({ nodes: [], edges: [] }); }
    button.disabled = !page.scene.nodes.some((node) => node.mark === "dot") || page.scene.nodes.length > MOST_TO_ARRANGE;
  }
  page.on((what) => { if (what === "view") ready(); });
  ready();
}
