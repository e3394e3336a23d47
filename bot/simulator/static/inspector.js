// The inspector: every webhook and call with what became of it, webhooks sent again, switches, and what shall go wrong.

import { at, button, changes, make, renew } from "./dom.js";
import { timeOf } from "./messages.js";
import { act, look, read, redraw, view, world } from "./state.js";
import { say } from "./words.js";

const MISHAPS = {
  late: { target: "webhook" }, twice: { target: "webhook" }, reordered: { target: "webhook", count: 2 }, lost: { target: "webhook" },
  refused: { target: "call" }, slow: { target: "call", seconds: 3 }, reset: { target: "call" }, answer_lost: { target: "call" },
};
const SWITCHES = { no_user_id_on_postbacks: "noIds", nobody_is_a_friend: "noFriends", redelivery: "redelivery", verified: "verified" };
const WAYS = { once: "replayOnce", twice: "replayTwice", late: "replayLate", out_of_order: "replayDisorder" };
const changed = changes();
const controls = make("div", { className: "controls" });
const rows = make("ol", { className: "rows" });
const detail = make("div", { className: "detail", tabIndex: 0 });
let shown = null;

export function prepareInspector() {
  at("#inspector").append(controls, make("div", { className: "traffic" }, make("h2", { textContent: say("traffic") }), rows), detail);
  detail.setAttribute("role", "region");
  detail.setAttribute("aria-label", say("traffic"));
}

export function drawInspector() {
  if (changed("controls", world.switches, world.mishaps, world.waiting)) renew(controls, drawControls());
  if (changed("rows", world.calls, world.deliveries, view.row)) drawRows();
  drawDetail();
}

function drawControls() {
  const switches = Object.entries(SWITCHES).map(([name, word]) => make("label", {},
    make("input", { type: "checkbox", checked: world.switches[name], onchange: (event) => act("switches", { name, on: event.target.checked }) }), say(word)));
  const kind = make("select", { ariaLabel: say("mishap") }, make("option", { value: "", textContent: say("none") }),
    ...Object.keys(MISHAPS).map((value) => make("option", { value, textContent: say(value) })));
  const order = make("form", { className: "row" }, kind, make("button", { textContent: say("happen") }));
  order.addEventListener("submit", (event) => {
    event.preventDefault();
    if (kind.value) act("mishaps", { kind: kind.value, ...MISHAPS[kind.value] });
  });
  return [
    make("h2", { textContent: say("switches") }), ...switches,
    make("h2", { textContent: say("mishap") }), order,
    world.mishaps.length ? make("p", { className: "note", textContent: say("coming", { n: world.mishaps.length }) }) : "",
    world.waiting ? button(say("release", { n: world.waiting }), () => act("release"), { className: "warn" }) : "",
  ].filter(Boolean);
}

/** Webhooks and calls in the order they happened, newest first. */
function traffic() {
  return [
    ...world.deliveries.map((one) => ({ ...one, kind: "deliveries", bad: one.failure !== null })),
    ...world.calls.map((one) => ({ ...one, kind: "calls", bad: one.status === null || one.status >= 400 })),
  ].sort((one, other) => other.number - one.number);
}

function verdict(one) {
  if (one.kind === "deliveries") return one.failure === null ? `${one.status} ${say("accepted")}` : `${one.status ?? ""} ${one.failure}`.trim();
  if (one.status === null) return say("unanswered");
  return `${one.status} ${say(one.bad ? "refusedCall" : "accepted")}`;
}

function drawRows() {
  const all = traffic();
  renew(rows, all.map((one) => {
    const isHook = one.kind === "deliveries";
    const what = isHook ? one.types.join(", ") || "–" : `${one.method} ${one.path.replace(/([0-9a-f]{6})[0-9a-f]{26}/g, "$1…")}`;
    const choose = make("button", { type: "button", className: one.bad ? "bad" : "", onclick: () => look({ row: `${one.kind}/${one.number}` }) },
      make("span", { className: "way", textContent: isHook ? "← " : "→ " }), make("span", { className: "what", textContent: what }),
      make("small", { textContent: `${verdict(one)}${one.attempt > 1 ? ` · ${say("attempt", { n: one.attempt })}` : ""} · ${timeOf(one.at)}` }));
    choose.setAttribute("aria-label", `${say(isHook ? "webhook" : "call")}: ${what}, ${verdict(one)}`);
    choose.setAttribute("aria-pressed", String(view.row === `${one.kind}/${one.number}`));
    const row = make("li", {}, choose);
    row.dataset.id = `${one.kind}/${one.number}`;
    return row;
  }));
  if (!all.length) rows.append(make("li", { className: "note", textContent: say("noTraffic") }));
}

/** Show the chosen row in full. It is read from the simulator once; what it was does not change. */
async function drawDetail() {
  if (!view.row || !view.inspector && view.tab !== "inspector") {
    if (!view.row) detail.replaceChildren(make("p", { className: "note", textContent: say("pickRow") }));
    return;
  }
  if (shown === view.row) return;
  shown = view.row;
  const full = await read(view.row);
  if (full.number === undefined) {
    view.row = shown = null;
    redraw();
    return;
  }
  const isHook = view.row.startsWith("deliveries/");
  detail.replaceChildren(...(isHook ? drawDelivery(full) : drawCall(full)));
  detail.scrollTop = 0;
  detail.scrollIntoView();
}

function drawDelivery(full) {
  const ways = Object.entries(WAYS).map(([way, word]) => button(say(word), () => act("replay", { delivery: full.number, way })));
  return [
    make("h2", { textContent: `${say("webhook")} · ${verdict({ ...full, kind: "deliveries" })}` }),
    make("div", { className: "row", role: "group", ariaLabel: say("replay") }, make("span", { className: "note", textContent: `${say("replay")}:` }), ...ways),
    json(full.events),
  ];
}

function drawCall(full) {
  const bad = full.status === null || full.status >= 400;
  return [
    make("h2", { textContent: `${full.method} ${full.path}` }),
    make("p", { className: bad ? "bad" : "good", textContent: `${verdict({ ...full, kind: "calls", bad })} ${full.message}` }),
    ...full.details.map((one) => make("p", { className: "bad", textContent: one })),
    json(full.request), json(full.response),
  ];
}

const json = (value) => (value === null ? "" : make("pre", { textContent: JSON.stringify(value, null, 2) }));
