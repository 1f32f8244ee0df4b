// Live entries by tag, and their invalidation.

import * as api from "./api.js";
import { $, button, el, note } from "./dom.js";

let drawn = "";

export async function showTags(tenant, available, onInvalidated) {
	if (!available) {
		draw("away", [el("p", { className: "soft" }, "The store is away: what it holds is not known.")], tenant);
		return;
	}
	const { tags, truncated } = await api.tags(tenant);
	if (tags.length === 0) {
		draw(tenant, [el("p", { className: "soft" }, "No live entries.")], tenant);
		return;
	}
	// Drawn anew only when something has changed, so that the focus stays.
	const now = JSON.stringify([tenant, tags, truncated]);
	if (now === drawn) {
		return;
	}
	const focused = document.activeElement && document.activeElement.dataset.tag;
	const rows = tags.map(({ tag, entries }) => row(tag, entries, tenant, onInvalidated));
	draw(now, [el("table", {}, el("thead", {}, el("tr", {}, heading("Tag"), heading("Live", "number"), el("th", {}, el("span", { className: "unseen" }, "Invalidate")))),
		el("tbody", {}, ...rows)), truncated ? el("p", { className: "note" }, "There are more.") : null], tenant);
	const again = focused && [...$("tags").querySelectorAll("button")].find((each) => each.dataset.tag === focused);
	if (again) {
		again.focus();
	}
}

function draw(state, children, tenant) {
	if (drawn !== state) {
		drawn = state;
		$("tags").replaceChildren(...children.filter(Boolean));
	}
	$("tags-tenant").textContent = tenant;
}

function row(tag, entries, tenant, onInvalidated) {
	const action = button("Invalidate", async () => {
		try {
			const result = await api.invalidate(tag, tenant);
			note($("tags-note"), result.tags.join(", ") + " of " + tenant + ": applied. What was computed before is not served any more.");
		}
		catch (error) {
			note($("tags-note"), "Not applied (" + (error.status || "no answer") + "): " + error.message, true);
		}
		onInvalidated();
	}, { className: "small", ariaLabel: "Invalidate " + tag });
	action.dataset.tag = tag;
	return el("tr", {}, el("td", { className: "mono" }, tag), el("td", { className: "number" }, String(entries)), el("td", {}, action));
}

const heading = (text, className) => el("th", { scope: "col", className: className || "" }, text);
