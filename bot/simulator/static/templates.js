// Draws template messages and image maps with the same parts as Flex cards.

import { clickable, make } from "./dom.js";
import { cards, picture, unsupported } from "./flex.js";
import { colour, style } from "./safe.js";

/** Draw the template of a template message; `tap(action)` is called for whatever is clicked. */
export function drawTemplate(template, tap) {
  switch (template?.type) {
    case "buttons":
    case "confirm":
      return column(template, template, tap);
    case "carousel":
      return cards((template.columns ?? []).map((each) => column(each, template, tap)));
    case "image_carousel":
      return cards((template.columns ?? []).map((each) => imageColumn(each, tap)));
    default:
      return unsupported(template);
  }
}

function column(part, template, tap) {
  const node = make("div", { className: `template ${template.type}` });
  if (part.thumbnailImageUrl) {
    const frame = make("div", { className: `thumbnail ${template.imageAspectRatio === "square" ? "square" : "rectangle"} ${template.imageSize === "contain" ? "fit" : "cover"}` }, picture(part.thumbnailImageUrl));
    node.append(style(frame, { "background-color": colour(part.imageBackgroundColor) }));
  }
  const words = make("div", { className: "words" },
    part.title ? make("strong", { textContent: part.title }) : null, make("p", { textContent: part.text ?? "" }));
  if (part.defaultAction) clickable(words, part.defaultAction.label ?? part.title ?? part.text, () => tap(part.defaultAction));
  node.append(words, make("div", { className: "choices" }, ...(part.actions ?? []).map((action) => choice(action, tap))));
  return node;
}

function choice(action, tap) {
  return make("button", { type: "button", textContent: action.label ?? "", onclick: () => tap(action) });
}

function imageColumn(part, tap) {
  const label = part.action?.label ?? "";
  const node = make("div", { className: "template image-column" }, picture(part.imageUrl, label), label ? make("span", { className: "caption", textContent: label }) : null);
  return part.action ? clickable(node, label || part.action.type, () => tap(part.action)) : node;
}

/** Draw an image map: its picture, with its areas as buttons on top of it. */
export function drawImagemap(content, tap) {
  const { width, height } = content.baseSize ?? {};
  const node = make("div", { className: "imagemap" }, picture(`${content.baseUrl}/1040`, content.altText));
  style(node, { "aspect-ratio": width > 0 && height > 0 ? `${Number(width)} / ${Number(height)}` : null });
  for (const action of content.actions ?? []) {
    const known = action.type === "uri" ? { ...action, uri: action.linkUri } : action;
    const label = action.label ?? action.text ?? action.linkUri ?? action.type;
    node.append(area(label, action.area, width, height, () => tap(known)));
  }
  return node;
}

/** Make a button that lies over a part of a picture; bounds are in the picture's own pixels. */
export function area(label, bounds, width, height, onclick) {
  const node = make("button", { type: "button", className: "area", ariaLabel: label, title: label, onclick });
  const share = (part, whole) => `${(100 * Number(part)) / Number(whole)}%`;
  return style(node, {
    left: share(bounds.x, width), top: share(bounds.y, height), width: share(bounds.width, width), height: share(bounds.height, height),
  });
}
