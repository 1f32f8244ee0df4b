// The live tiles. What an endpoint does not tell has no tile.

import { $, el } from "./dom.js";
import { count, percent } from "./format.js";

const sum = (numbers) => Object.values(numbers).reduce((total, number) => total + number, 0);

export function showTiles({ health, report, model }) {
	const tiles = [storeTile(health)];
	if (report && report.figures) {
		const { lookups, hits, misses, bypasses, tokensAvoided } = report.figures;
		tiles.push(tile("Served from the cache", count(sum(hits)), (hits.exact || 0) + " exact, " + (hits.semantic || 0) + " other wording", "served"),
			tile("Lookups", count(lookups), sum(misses) + " missed, " + sum(bypasses) + " bypassed", "lookups"));
		if (tokensAvoided) {
			tiles.push(tile("Tokens avoided", count(tokensAvoided.inputTokens + tokensAvoided.outputTokens),
				count(tokensAvoided.inputTokens) + " in, " + count(tokensAvoided.outputTokens) + " out", "tokens"));
		}
	}
	if (model) {
		tiles.push(tile("Model calls", count(model.calls), "by all three columns and the audit", "calls"));
	}
	if (report && report.audit) {
		tiles.push(wrongTile(report.audit), budgetTile(report.audit));
	}
	update(tiles);
}

function storeTile(health) {
	if (!health) {
		return tile("Store", "no answer", "this node cannot be reached", "store", "bad");
	}
	const kind = health.store + (health.shared ? ", shared by all nodes" : ", this process only");
	const serving = health.state === "serving";
	return tile("Store", health.state, serving ? kind : health.detail || health.semantic || kind, "store", serving ? "good" : "warn");
}

function wrongTile(audit) {
	const { share, lower, upper, sampleSize } = audit.wrong;
	const known = share !== undefined && share !== null;
	const reported = audit.reported ? ", " + audit.reported + " reported" : "";
	return tile("Wrong answers", known ? percent(share) : "unknown",
		(known ? percent(lower) + " to " + percent(upper) + ", " : "") + sampleSize + " compared" + reported, "wrong");
}

function budgetTile(audit) {
	const meaning = { open: "other wordings are served", trial: "served, every second one is checked", closed: "no other wordings are served" };
	return tile("Error budget", audit.budget, meaning[audit.budget] || "", "budget",
		{ open: "good", trial: "warn", closed: "bad" }[audit.budget]);
}

function tile(name, value, detail, id, kind) {
	return { name, value, detail, id, kind: kind || "" };
}

// Kept where they are, so that nothing jumps and nothing is selected anew.
function update(tiles) {
	const list = $("tile-list");
	if ([...list.children].map((child) => child.dataset.tile).join() !== tiles.map((each) => each.id).join()) {
		list.replaceChildren(...tiles.map((each) => {
			const box = el("div", {}, el("dt", {}, each.name), el("dd", {}), el("dd", {}));
			box.dataset.tile = each.id;
			return box;
		}));
	}
	tiles.forEach((each, index) => {
		const box = list.children[index];
		box.className = "tile " + each.kind;
		box.children[1].textContent = each.value;
		box.children[2].textContent = each.detail;
	});
}
