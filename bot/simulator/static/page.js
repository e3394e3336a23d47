// The simulator's page: draws `/sim/world`, follows `/sim/events`, and turns clicks into `POST /sim/<action>`.

import { drawChats, prepareChats } from "./chats.js";
import { makeComposer } from "./composer.js";
import { at, button, changes, renew } from "./dom.js";
import { drawGuide } from "./guide.js";
import { drawInspector, prepareInspector } from "./inspector.js";
import { dayOf, timeOf } from "./messages.js";
import { drawPeople, preparePeople } from "./people.js";
import { follow, group, groupName, look, me, refresh, view, watch, world } from "./state.js";
import { language, say } from "./words.js";

const composers = {};
const changed = changes();

function drawHeader() {
  at("#title").textContent = document.title = say("title");
  const { used, limit } = world.bill;
  at("#bill").textContent = `${say("bill", { used, limit: limit ?? say("unlimited") })} · ${say("calls", { n: world.call_count })}`;
  drawClock();
  const inspect = at("#inspect");
  inspect.textContent = say("tools");
  inspect.setAttribute("aria-expanded", String(view.inspector));
  inspect.setAttribute("aria-label", say(view.inspector ? "close" : "open"));
}

const drawClock = () => { at("#clock").textContent = `${dayOf(world.now)} ${timeOf(world.now)}`; };

function drawTabs() {
  const words = { people: say("iAm", { name: me().display_name }), group: groupName(group(), say("room")), private: say("privateTab"), inspector: say("tools") };
  if (changed("tabs", words)) {
    renew(at("#tabs"), Object.entries(words).map(([name, word]) => {
      const choose = button(word, () => look({ tab: name }));
      choose.dataset.tab = name;
      return choose;
    }));
  }
  for (const one of at("#tabs").children) one.setAttribute("aria-pressed", String(one.dataset.tab === view.tab));
  document.body.dataset.tab = view.tab;
  at("#inspector").hidden = !view.inspector && view.tab !== "inspector";
  document.body.classList.toggle("inspecting", view.inspector);
}

let drawnFor = null;

function draw() {
  const who = `${view.me} ${view.group}`;
  if (drawnFor !== null && drawnFor !== who) for (const composer of Object.values(composers)) composer.reset();
  drawnFor = who;
  drawHeader();
  drawTabs();
  drawGuide();
  drawPeople();
  drawChats(composers);
  drawInspector();
}

function prepare() {
  document.documentElement.lang = language;
  const other = at("#language");
  other.textContent = say("otherLanguage");
  other.lang = language === "ja" ? "en" : "ja";
  other.href = `?lang=${other.lang}`;
  at("#connection").textContent = say("lost_connection");
  // Beside an open inspector there is no room for the menu and the talk above it.
  at("#inspect").onclick = () => look({ inspector: !view.inspector, menuOpen: view.inspector });
  preparePeople();
  prepareInspector();
  prepareChats();
  for (const where of ["group", "private"]) composers[where] = makeComposer(where);
  watch(draw);
}

prepare();
await refresh();
follow((isConnected) => { at("#connection").hidden = isConnected; });
setInterval(() => { world.now += 1000; drawClock(); }, 1000);
