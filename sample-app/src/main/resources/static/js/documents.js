// The documents and the editor that publishes a new version of one.

import * as api from "./api.js";
import { $, button, note } from "./dom.js";

let library = [];

let selected = "returns";

const find = (id) => library.find((entry) => entry.id === id);

export function text(id) {
	return find(id).text;
}

export function start(onPublished) {
	$("publish").addEventListener("submit", async (event) => {
		event.preventDefault();
		await publish(selected, $("text").value).catch(() => {});
		onPublished();
	});
}

// Other nodes publish too. The buttons stay, so that the focus does, and so does a text
// that was edited.
export async function showDocuments() {
	const before = find(selected);
	library = await api.documents();
	const buttons = $("documents").children;
	if (buttons.length === 0) {
		$("documents").append(...library.map((entry) => button(entry.id, () => choose(entry.id))));
	}
	library.forEach((entry, index) => {
		buttons[index].textContent = entry.id + " v" + entry.version;
		buttons[index].setAttribute("aria-pressed", String(entry.id === selected));
	});
	if (!before || $("text").value === before.text) {
		$("text").value = find(selected).text;
	}
}

export async function publish(id, newText) {
	try {
		const published = await api.publish(id, newText);
		note($("publish-note"), published.id + " is version " + published.version + " now: answers from older ones are void for all tenants.");
		return published;
	}
	catch (error) {
		note($("publish-note"), "Not finished (" + (error.status || "no answer") + "): " + error.message, true);
		throw error;
	}
}

export function choose(id) {
	selected = id;
	$("text").value = find(id).text;
	[...$("documents").children].forEach((each, index) => each.setAttribute("aria-pressed", String(library[index].id === id)));
	note($("publish-note"), "");
}
