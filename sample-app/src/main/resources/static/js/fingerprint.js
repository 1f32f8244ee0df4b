// The fingerprint card: every factor of the key, and what changed since the last ask.

import { $, badge, el } from "./dom.js";
import { short, versions } from "./format.js";

let last = null;

export function showNoCard() {
	$("fingerprint").replaceChildren(el("p", { className: "soft" }, "Ask, and every factor of the key is here, as the beginning of its digest."));
}

// The values that this page sent or was told; the others are known by their digests only.
export function showCard(asked, explanation, documents) {
	const factors = explanation.factors;
	const values = { message: asked.question, tenant: asked.tenant, locale: asked.locale, documents: versions(documents || []) };
	const names = Object.keys(factors).sort((one, other) => rank(one, values) - rank(other, values) || one.localeCompare(other));
	const rows = names.map((name) => row(name, factors[name], values[name], last ? last[name] : undefined));
	$("fingerprint").replaceChildren(
		el("p", { className: "mono digest-line" }, explanation.fingerprint ? short(explanation.fingerprint) : "no fingerprint"),
		el("table", {}, el("thead", {}, el("tr", {}, heading("Factor"), heading("Digest"), heading("Since last ask"))), el("tbody", {}, ...rows)),
		el("p", { className: "note" }, nearest(explanation)));
	last = factors;
}

function row(name, digest, value, before) {
	const changed = before !== undefined && before !== digest;
	const label = el("td", {}, name.replace("contributed.", ""));
	if (value) {
		label.append(el("span", { className: "value" }, value.length > 70 ? value.slice(0, 70) + "…" : value));
	}
	const line = el("tr", { className: changed ? "changed" : "" }, label, el("td", { className: "mono digest" }, digest.slice(0, 8)),
		el("td", {}, before === undefined ? "first ask" : changed ? badge("changed", "warn") : "same"));
	line.dataset.factor = name;
	return line;
}

function nearest(explanation) {
	if (explanation.outcome === "exact") {
		return "All factors are those of a kept answer.";
	}
	if (explanation.reason === "store-fault" || explanation.reason === "store-away") {
		return "The store is away, so there is nothing to compare it with.";
	}
	if (!explanation.nearest) {
		return explanation.outcome === "semantic" ? "Another wording of it is kept." : "There is no kept answer to compare it with.";
	}
	return "The nearest kept answer, " + short(explanation.nearest) + ", differs in: "
		+ explanation.differences.map((difference) => difference.factor).join(", ") + ".";
}

const rank = (name, values) => name in values ? 0 : 1;

const heading = (text) => el("th", { scope: "col" }, text);
