// Draws one line of a chat: a notice, a day, or a message with everything that can be done with it.

import { button, make } from "./dom.js";
import { drawFlex, picture, unsupported } from "./flex.js";
import { act, look, nameOf, redraw, view, world } from "./state.js";
import { tap } from "./tapping.js";
import { drawImagemap, drawTemplate } from "./templates.js";
import { language, say } from "./words.js";

const FACES = ["#4f7cac", "#7a6bb0", "#b0697c", "#4d8360", "#98702f", "#37838a", "#8a6f5c"];
const first = (text) => [...new Intl.Segmenter(language).segment(text)][0]?.segment ?? "";

/** Draw a person's or the bot's face: the first letter of the name on a colour of its own. */
export function face(id) {
  const node = make("span", { className: "face", textContent: first(nameOf(id)) });
  node.setAttribute("aria-hidden", "true");
  node.style.backgroundColor = id === world.bot.user_id ? "#1f8a55" : FACES[parseInt(id.slice(-4), 16) % FACES.length];
  return node;
}

export const dayOf = (at) => new Date(at).toLocaleDateString(language, { year: "numeric", month: "long", day: "numeric", weekday: "short" });
export const timeOf = (at) => new Date(at).toLocaleTimeString(language, { hour: "2-digit", minute: "2-digit" });

export const drawDay = (day) => make("p", { className: "notice day", textContent: day });

export const drawNotice = (line) => make("p", {
  className: "notice", textContent: say(line.notice, { names: line.names.join(language === "ja" ? "、" : ", ") }),
});

/** Draw a message; `compose` is the composer of its chat, for quoting and editing. */
export function drawMessage(where, line, compose) {
  const mine = line.author === view.me;
  const sender = line.sender ? say("senderOf", { name: line.sender, account: nameOf(line.author) }) : nameOf(line.author);
  const meta = make("span", { className: "meta" },
    line.edited && !line.unsent ? make("span", { textContent: say("edited") }) : null, make("time", { textContent: timeOf(line.at) }));
  if (!line.unsent) {
    const more = button("⋯", () => look({ opened: view.opened === line.id ? null : line.id }), { className: "more", ariaLabel: say("more") });
    more.setAttribute("aria-expanded", String(view.opened === line.id));
    meta.prepend(more);
  }
  const node = make("article", { className: mine ? "message mine" : "message" },
    mine ? null : face(line.author),
    make("div", { className: "body" },
      mine ? null : make("span", { className: "who", textContent: sender }),
      make("div", { className: "line" }, drawBubble(where, line), meta),
      view.opened === line.id ? drawActs(where, line, mine, compose) : null));
  node.dataset.id = line.id;
  return node;
}

function drawActs(where, line, mine, compose) {
  const close = (then) => () => { view.opened = null; redraw(); then(); };
  const acts = make("div", { className: "acts" }, button(say("quote"), close(() => compose.about({ quote: line.id, text: line.text }))));
  if (mine && where === "group" && line.type === "text") acts.append(button(say("edit"), close(() => compose.about({ edit: line.id, text: line.text }))));
  if (mine) acts.append(button(say("unsend"), close(() => act("unsend", { person: view.me, message: line.id }))));
  return acts;
}

function drawBubble(where, line) {
  if (line.unsent) return make("div", { className: "bubble gone", textContent: say("gone") });
  const content = drawContent(where, line);
  if (!line.quoted) return content;
  const quoted = make("div", { className: "quoted" }, make("strong", { textContent: line.quoted.name }), make("span", { textContent: line.quoted.text || say("gone") }));
  if (content.classList.contains("bubble")) content.prepend(quoted);
  return content.classList.contains("bubble") ? content : make("div", { className: "bubble" }, quoted, content);
}

function drawContent(where, line) {
  const { content } = line;
  const tapped = (action) => tap(where, action);
  switch (line.type) {
    case "text": return make("div", { className: "bubble" }, ...typed(content.text, content.mention?.mentionees ?? []));
    case "textV2": return make("div", { className: "bubble" }, ...substituted(content));
    case "flex": return card(content, drawFlex(content.contents, tapped));
    case "template": return card(content, drawTemplate(content.template, tapped));
    case "imagemap": return card(content, drawImagemap(content, tapped));
    case "sticker": return sticker(content);
    case "image": return photo(content, say("photo"), "🖼");
    case "video": return photo(content, say("video"), "▶");
    case "audio": return make("div", { className: "bubble", textContent: `🎤 ${say("audio", { seconds: Math.round((content.duration ?? 0) / 1000) })}` });
    case "file": return make("div", { className: "bubble", textContent: `📄 ${content.fileName ?? say("file")}` });
    case "location": return make("div", { className: "bubble place" }, make("strong", { textContent: `📍 ${content.title ?? ""}` }), make("span", { textContent: content.address ?? "" }));
    case "coupon": return make("div", { className: "bubble", textContent: `🎟 ${say("coupon", { id: content.couponId ?? "" })}` });
    default: return make("div", { className: "bubble" }, unsupported(content));
  }
}

/** Draw a card; a lock screen would show its alternative text, which hovering and a screen reader tell here. */
function card(content, drawn) {
  const node = make("div", { className: "card", title: content.altText ?? "" }, drawn);
  node.setAttribute("role", "group");
  node.setAttribute("aria-label", content.altText ?? say("card"));
  return node;
}

/** Cut a person's text at its mentions; their places count UTF-16 units, as JavaScript does. */
function typed(text, mentionees) {
  const pieces = [];
  let from = 0;
  for (const { index, length } of [...mentionees].sort((one, other) => one.index - other.index)) {
    pieces.push(text.slice(from, index), mention(text.slice(index, index + length)));
    from = index + length;
  }
  return [...pieces, text.slice(from)];
}

function substituted(content) {
  return content.text.split(/(\{\{|\}\}|\{[0-9A-Za-z_]{1,20}\})/).map((piece) => {
    if (piece === "{{" || piece === "}}") return piece[0];
    const substitute = /^\{.+\}$/.test(piece) ? content.substitution?.[piece.slice(1, -1)] : null;
    if (substitute?.type === "emoji") return "🙂";
    if (substitute?.type !== "mention") return piece;
    return mention(substitute.mentionee?.type === "all" ? "@All" : `@${nameOf(substitute.mentionee?.userId) || "?"}`);
  });
}

const mention = (text) => make("span", { className: "mention", textContent: text });

function sticker(content) {
  const node = make("div", { className: "sticker" }, make("span", { textContent: "☺" }), `${say("stickerName")} ${content.packageId}/${content.stickerId}`);
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", node.textContent.slice(1));
  return node;
}

function photo(content, name, sign) {
  const preview = content.previewImageUrl;
  if (preview) return make("div", { className: "photo" }, picture(preview, name), sign === "▶" ? make("span", { className: "play", textContent: "▶" }) : null);
  const node = make("div", { className: "photo empty-photo" }, make("span", { textContent: sign }), name);
  node.setAttribute("role", "img");
  node.setAttribute("aria-label", name);
  return node;
}
