// Draws Flex messages, from LINE's documented keywords: bubbles and carousels, boxes and what stands in them.
//
// Pixel sizes are near LINE's, which publishes keywords only. What this page does not know is shown in red, never left
// out; a value that is not what LINE documents has no effect. `tap(action)` is called for whatever is clicked.

import { clickable, make } from "./dom.js";
import { angle, colour, length, ratio, safePicture, step, style } from "./safe.js";
import { say } from "./words.js";

const SPACES = { none: 0, xs: 2, sm: 4, md: 8, lg: 12, xl: 16, xxl: 20 };
const LETTERS = { xxs: 11, xs: 13, sm: 14, md: 16, lg: 19, xl: 22, xxl: 29, "3xl": 35, "4xl": 48, "5xl": 74 };
const PICTURES = { xxs: 40, xs: 60, sm: 80, md: 100, lg: 120, xl: 140, xxl: 160, "3xl": 180, "4xl": 200, "5xl": 220 };
const BORDERS = { none: 0, light: 0.5, normal: 1, medium: 2, "semi-bold": 3, bold: 4 };
const BUBBLES = { nano: 120, micro: 160, deca: 220, hecto: 241, kilo: 260, mega: 300, giga: 500 };
const ALONG = { start: "start", end: "end", center: "center" };
const ACROSS = { top: "flex-start", bottom: "flex-end", center: "center" };
const WEIGHTS = { regular: "400", bold: "700" };
const STYLES = { normal: "normal", italic: "italic" };
const DECORATIONS = { none: "none", underline: "underline", "line-through": "line-through" };
const JUSTIFY = new Set(["center", "flex-start", "flex-end", "space-between", "space-around", "space-evenly"]);
const BLOCKS = ["header", "hero", "body", "footer"];

const one = (scale, value) => (Object.hasOwn(scale, value ?? "") ? scale[value] : null);
const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);

/** Draw the contents of a Flex message. */
export function drawFlex(contents, tap) {
  const drawn = isObject(contents) && (contents.type === "carousel" ? carousel(contents, tap) : contents.type === "bubble" && bubble(contents, tap));
  return drawn || unsupported(contents);
}

/** Draw cards side by side that one swipes through. */
export function cards(nodes) {
  const row = make("div", { className: "carousel", tabIndex: 0 }, ...nodes);
  row.setAttribute("role", "group");
  row.setAttribute("aria-label", say("carousel", { n: nodes.length }));
  return row;
}

/** Draw what cannot be drawn: its name, in red. */
export function unsupported(part) {
  const what = isObject(part) ? String(part.type ?? "?") : JSON.stringify(part) ?? "?";
  return make("div", { className: "unsupported", textContent: `[${say("unsupported", { what: what.slice(0, 60) })}]` });
}

/** Draw a picture, or its place with the end of its address where it cannot be had. */
export function picture(url, description = "") {
  const shown = safePicture(url);
  const missing = () => make("span", { className: "no-picture", textContent: `🖼 ${String(url ?? "").split(/[/?#]/).filter(Boolean).at(-1) ?? ""}` });
  if (!shown) return missing();
  const image = make("img", { src: shown, alt: description, loading: "lazy", referrerPolicy: "no-referrer" });
  image.addEventListener("error", () => image.replaceWith(missing()));
  return image;
}

function carousel(contents, tap) {
  const bubbles = Array.isArray(contents.contents) ? contents.contents : [];
  return cards(bubbles.map((each) => (isObject(each) && each.type === "bubble" ? bubble(each, tap) : unsupported(each))));
}

function bubble(contents, tap) {
  const node = make("div", { className: "flex-bubble" });
  if (contents.direction === "rtl") node.dir = "rtl";
  style(node, { width: `${one(BUBBLES, contents.size) ?? BUBBLES.mega}px` });
  node.dataset.size = Object.hasOwn(BUBBLES, contents.size ?? "") ? contents.size : "mega";
  for (const name of BLOCKS) if (contents[name] !== undefined) node.append(block(name, contents, tap));
  return withAction(node, contents, tap);
}

function block(name, contents, tap) {
  const look = isObject(contents.styles?.[name]) ? contents.styles[name] : {};
  const node = make("div", { className: `flex-block ${name}` }, component(contents[name], "vertical", tap));
  style(node, { "background-color": colour(look.backgroundColor) });
  if (look.separator === true) style(node, { "border-top": `1px solid ${colour(look.separatorColor) ?? "#d4d6da"}` });
  return node;
}

const COMPONENTS = { box, text, button, image, icon, separator, filler, video };

function component(part, layout, tap) {
  if (!isObject(part) || !Object.hasOwn(COMPONENTS, part.type ?? "")) return unsupported(part);
  const node = COMPONENTS[part.type](part, layout, tap);
  place(node, part, layout);
  return node;
}

/** Let a component take its room in its box: share, margin, position, gravity. */
function place(node, part, layout) {
  const horizontal = layout !== "vertical";
  const sized = part.type === "box" && length(part.width) && horizontal;
  const share = Number.isInteger(part.flex) && part.flex >= 0 ? part.flex : defaultShare(part, horizontal);
  style(node, {
    flex: sized || share === 0 ? "0 0 auto" : horizontal ? `${share} 1 0` : `${share} 0 auto`,
    position: part.position === "absolute" ? "absolute" : "relative",
    top: step(SPACES, part.offsetTop), bottom: step(SPACES, part.offsetBottom),
    "inset-inline-start": step(SPACES, part.offsetStart), "inset-inline-end": step(SPACES, part.offsetEnd),
    "align-self": horizontal && layout !== "baseline" ? one(ACROSS, part.gravity) : null,
  });
}

function defaultShare(part, horizontal) {
  if (part.type === "filler") return 1;
  if (["icon", "separator"].includes(part.type)) return 0;
  return horizontal ? 1 : 0;
}

function box(part, _layout, tap) {
  const layout = ["horizontal", "baseline"].includes(part.layout) ? part.layout : "vertical";
  const node = make("div", { className: `flex-box ${layout}` });
  const border = step(BORDERS, part.borderWidth);
  style(node, {
    width: length(part.width), height: length(part.height), "max-width": length(part.maxWidth), "max-height": length(part.maxHeight),
    "background-color": colour(part.backgroundColor), "background-image": gradient(part.background),
    "border-radius": step(SPACES, part.cornerRadius), "border-width": border,
    "border-style": border ? "solid" : null, "border-color": colour(part.borderColor) ?? (border ? "#d4d6da" : null),
    padding: step(SPACES, part.paddingAll),
    "justify-content": JUSTIFY.has(part.justifyContent) ? part.justifyContent : null,
    "align-items": layout !== "baseline" && JUSTIFY.has(part.alignItems) ? part.alignItems : null,
  });
  style(node, {
    "padding-top": step(SPACES, part.paddingTop), "padding-bottom": step(SPACES, part.paddingBottom),
    "padding-inline-start": step(SPACES, part.paddingStart), "padding-inline-end": step(SPACES, part.paddingEnd),
  });
  const contents = Array.isArray(part.contents) ? part.contents : [];
  contents.forEach((each, index) => {
    const child = component(each, layout, tap);
    // LINE: a component's own margin takes the place of the box's spacing; the first one has neither.
    const before = index ? step(SPACES, each?.margin) ?? step(SPACES, part.spacing) : null;
    const side = layout === "vertical" ? "margin-top" : "margin-inline-start";
    if (each?.position !== "absolute") style(child, { [side]: before });
    node.append(child);
  });
  return withAction(node, part, tap);
}

function gradient(background) {
  if (background?.type !== "linearGradient" || !angle(background.angle)) return null;
  const [start, end, middle] = [background.startColor, background.endColor, background.centerColor].map(colour);
  if (!start || !end) return null;
  const centre = middle ? `${middle} ${length(background.centerPosition) ?? "50%"}, ` : "";
  return `linear-gradient(${background.angle}, ${start}, ${centre}${end})`;
}

function text(part, layout, tap) {
  const node = letters(make("div", { className: "flex-text" }), part);
  if (Array.isArray(part.contents) && part.contents.length) {
    node.append(...part.contents.map((span) => (span?.type === "span" ? letters(make("span", { textContent: String(span.text ?? "") }), span) : unsupported(span))));
  } else {
    node.textContent = String(part.text ?? "");
  }
  if (part.wrap === true) node.classList.add("wrap");
  if (Number.isInteger(part.maxLines) && part.maxLines > 0) {
    node.classList.add("cut");
    style(node, { "-webkit-line-clamp": part.maxLines });
  }
  const size = Object.hasOwn(LETTERS, part.size ?? "md") ? LETTERS[part.size ?? "md"] : 16;
  style(node, { "text-align": one(ALONG, part.align), "line-height": length(part.lineSpacing) ? `calc(${size}px * 1.3 + ${part.lineSpacing})` : null });
  return withAction(node, part, tap);
}

function letters(node, part) {
  return style(node, {
    "font-size": step(LETTERS, part.size), color: colour(part.color), "font-weight": one(WEIGHTS, part.weight),
    "font-style": one(STYLES, part.style), "text-decoration": one(DECORATIONS, part.decoration),
  });
}

function button(part, _layout, tap) {
  const action = isObject(part.action) ? part.action : {};
  const kind = ["primary", "secondary"].includes(part.style) ? part.style : "link";
  const node = make("button", { type: "button", className: `flex-button ${kind} ${part.height === "sm" ? "sm" : "md"}`, textContent: String(action.label ?? "") });
  style(node, { [kind === "link" ? "color" : "background-color"]: colour(part.color) });
  node.addEventListener("click", (event) => {
    event.stopPropagation();
    tap(action);
  });
  return node;
}

function image(part, layout, tap) {
  const frame = make("div", { className: `flex-image ${part.aspectMode === "cover" ? "cover" : "fit"}` }, picture(part.url, String(part.action?.label ?? "")));
  const width = part.size === "full" ? "100%" : step(PICTURES, part.size ?? "md");
  style(frame, { "aspect-ratio": ratio(part.aspectRatio, "1 / 1"), width, "background-color": colour(part.backgroundColor) });
  const node = make("div", { className: "flex-picture" }, frame);
  style(node, { "justify-content": one(ALONG, part.align) ?? "center", "align-items": layout === "vertical" ? null : one(ACROSS, part.gravity) });
  return withAction(node, part, tap);
}

function icon(part) {
  const node = make("span", { className: "flex-icon" }, picture(part.url));
  return style(node, { "font-size": step(LETTERS, part.size), "aspect-ratio": ratio(part.aspectRatio, "1 / 1") });
}

function separator(part, layout) {
  const node = make("div", { className: layout === "vertical" ? "flex-line across" : "flex-line down" });
  return style(node, { "background-color": colour(part.color) });
}

function filler() {
  return make("div", { className: "flex-filler" });
}

function video(part, layout, tap) {
  const still = isObject(part.altContent) ? component(part.altContent, layout, tap) : picture(part.previewUrl);
  const node = make("div", { className: "flex-video" }, still, make("span", { className: "play", textContent: `▶ ${say("playVideo")}` }));
  return withAction(node, part, tap);
}

function withAction(node, part, tap) {
  if (!isObject(part.action)) return node;
  const label = part.action.label ?? (part.type === "text" ? undefined : node.textContent.trim() || say("card"));
  return clickable(node, label, () => tap(part.action));
}
