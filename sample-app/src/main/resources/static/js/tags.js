// Live entries by tag, and their invalidation.

import * as api from "./api.js";
import { $, button, el, note } from "./dom.js";

let drawn = "";

// What was seen last, so that an invalidation can be tried while the store is away: it
// says 503 then.
let seen = { tenant: null, tags: [] };

export async function showTags(tenant, available, onInvalidated) {
	if (available) {
		const { tags, truncated } = await api.tags(tenant);
		seen = { tenant, tags };
		draw(tenant, tags, onInvalidated, tags.length === 0 ? "No live entries." : truncated ? "There are more." : "");
	}
	else {
		const tags = seen.tenant === tenant ? seen.tags.map(({ tag }) => ({ tag, entries: "?" })) : [];
		draw(tenant, tags, onInvalidated, "The store is away: what it holds is not known.");
	}
}

// Drawn anew only when something has changed, so that the focus stays.
function draw(tenant, tags, onInvalidated, remark) {
	const now = JSON.stringify([tenant, tags, remark]);
	if (now === drawn) {
		return;
	}
	drawn = now;
	const focused = document.activeElement && document.activeElement.dataset.tag;
	$("tags-tenant").textContent = tenant;
	const table = tags.length === 0 ? null : el("table", {},
		el("thead", {}, el("tr", {}, heading("Tag"), heading("Live", "number"), el("th", { scope: "col" }, el("span", { className: "unseen" }, "Invalidate")))),
		el("tbody", {}, ...tags.map(({ tag, entries }) => row(tag, entries, tenant, onInvalidated))));
	$("tags").replaceChildren(...[table, remark ? el("p", { className: "soft" }, remark) : null].filter(Boolean));
	const again = focused && [...$("tags").querySelectorAll("button")].find((each) => each.dataset.tag === focused);
	if (again) {
		again.focus();
	}
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
