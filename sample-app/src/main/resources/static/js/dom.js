// Builds elements. Whatever comes from outside becomes a text node, never markup.

const SVG = "http://www.w3.org/2000/svg";

export const $ = (id) => document.getElementById(id);

export function el(tag, properties, ...children) {
	const element = Object.assign(document.createElement(tag), properties);
	element.append(...children.filter((child) => child !== null && child !== undefined));
	return element;
}

export function svg(tag, attributes, ...children) {
	const element = document.createElementNS(SVG, tag);
	for (const [name, value] of Object.entries(attributes)) {
		element.setAttribute(name, value);
	}
	element.append(...children);
	return element;
}

export function badge(text, kind) {
	return el("span", { className: "badge " + (kind || "") }, text);
}

export function button(text, action, properties) {
	return el("button", { type: "button", onclick: action, ...properties }, text);
}

// A row of buttons of which one is pressed. The buttons stay when it changes, so that
// the focus does.
export function choices(container, names, pressed, action) {
	if (container.children.length !== names.length) {
		container.replaceChildren(...names.map((name) => button(name, () => action(name))));
	}
	names.forEach((name, index) => container.children[index].setAttribute("aria-pressed", String(name === pressed)));
}

export function note(element, text, failed) {
	// Written only when it has changed: a screen reader reads it out each time.
	if (element.textContent !== text) {
		element.textContent = text;
	}
	element.classList.toggle("error", Boolean(failed));
}

export function facts(entries) {
	return el("dl", { className: "facts" },
		...entries.filter(([, value]) => value !== null && value !== undefined && value !== "")
			.flatMap(([name, value]) => [el("dt", {}, name), el("dd", {}, value)]));
}

export function meter(share, mark, label) {
	const bar = el("span", {});
	bar.style.width = 100 * Math.max(0, Math.min(1, share)) + "%";
	const meter = el("div", { className: "meter", role: "img", ariaLabel: label }, bar);
	if (mark !== null) {
		const line = el("i", {});
		line.style.left = "calc(" + 100 * mark + "% - 1px)";
		meter.append(line);
	}
	return meter;
}
