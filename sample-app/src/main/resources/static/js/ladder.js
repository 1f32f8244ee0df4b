// The ladder of a decision: exact tier, other wordings with what the guards say, result.

import { $, badge, el, meter } from "./dom.js";
import { ratio } from "./format.js";
import { evidence, marked, pairs } from "./words.js";

const LEFT_OUT = "not searched";

const ENTRY = { "not-found": "its answer is gone", "invalidated": "its answer was voided", "expired": "its answer is too old" };

export function showNoLadder() {
	$("ladder").replaceChildren(rung("", "Nothing asked yet", null, el("p", { className: "soft" }, "Ask, and each step of the decision is here.")));
}

// What is explained is what would happen; once it has happened, the end says what did.
export function showLadder(question, explanation, happened) {
	const { outcome, reason } = explanation;
	const steps = [exactRung(outcome, reason)];
	if (outcome !== "exact") {
		steps.push(wordingsRung(question, explanation.wordings));
	}
	const end = happened || explanation;
	steps.push(endRung(end.outcome, end.reason));
	$("ladder").replaceChildren(...steps);
}

function exactRung(outcome, reason) {
	if (outcome === "exact") {
		return rung("good", "Exact tier", badge("hit", "good"), el("p", {}, "An answer is kept under this very fingerprint, and nothing it depends on was voided."));
	}
	const away = reason === "store-away" || reason === "store-fault";
	return rung(away ? "bad" : "warn", "Exact tier", badge(away ? "store away" : "nothing", away ? "bad" : "warn"),
		el("p", { className: "soft" }, away ? "The store cannot be asked, so nothing is served." : "Nothing may be served under this fingerprint."));
}

function wordingsRung(question, wordings) {
	const candidates = wordings ? wordings.candidates : [];
	if (candidates.length === 0) {
		const why = wordings && !wordings.leftOut ? "No question that was answered before is near enough."
			: "Other wordings were " + LEFT_OUT + (wordings ? ": " + wordings.leftOut : "") + ".";
		return rung("", "Other wordings", badge(wordings && !wordings.leftOut ? "no candidate" : LEFT_OUT), el("p", { className: "soft" }, why));
	}
	const served = candidates.some(isServed);
	return rung(served ? "good" : "bad", "Other wordings", badge(candidates.length + (candidates.length === 1 ? " candidate" : " candidates")),
		...candidates.map((candidate) => showCandidate(question, candidate)));
}

const isServed = (candidate) => candidate.ruling === "same" && !candidate.vetoedBy && !candidate.entry;

function showCandidate(question, candidate) {
	const { findings } = candidate;
	return el("div", { className: "candidate" },
		el("dl", { className: "questions" },
			el("dt", {}, "asked"), el("dd", { className: "asked" }, ...marked(question, evidence(findings, "asked"))),
			el("dt", {}, "kept"), el("dd", { className: "kept" }, ...marked(candidate.question, evidence(findings, "cached")))),
		el("div", { className: "bars" },
			el("span", { className: "soft" }, "similarity"), meter(candidate.similarity, null, "similarity " + ratio(candidate.similarity)),
			el("span", { className: "mono" }, ratio(candidate.similarity)),
			el("span", { className: "soft" }, "score"), meter(candidate.score, candidate.needed, "score " + ratio(candidate.score) + ", needed " + ratio(candidate.needed)),
			el("span", { className: "mono" }, ratio(candidate.score) + " of " + ratio(candidate.needed))),
		guards(findings), ruling(candidate), cost(candidate));
}

function guards(findings) {
	if (findings.length === 0) {
		return null;
	}
	return el("ul", { className: "guards" }, ...findings.map((finding) => el("li", {},
		badge(finding.vetoes ? "veto" : "notes", finding.vetoes ? "bad" : ""),
		el("strong", {}, finding.guard),
		...pairs(finding).map((pair) => el("span", { className: "mono" }, pair)),
		el("span", { className: "soft" }, finding.reason || "strength " + finding.strength))));
}

function ruling(candidate) {
	const text = candidate.vetoedBy ? "Refused: the guard “" + candidate.vetoedBy + "” vetoes."
		: candidate.entry ? "Cannot be served: " + (ENTRY[candidate.entry] || candidate.entry) + "."
		: isServed(candidate) ? "Its answer serves both: no guard vetoes and the score suffices."
		: candidate.verification ? "Verifiers: " + candidate.verification + "."
		: "Refused: the score does not suffice.";
	return el("p", { className: "ruling" }, text);
}

function cost(candidate) {
	if (candidate.contributions.length === 0) {
		return null;
	}
	return el("details", {}, el("summary", {}, "What took how much from the score (log of the odds)"),
		el("ul", {}, ...candidate.contributions.map((each) => el("li", {}, el("span", {}, each.measure),
			el("span", { className: "mono" }, "−" + each.cost.toFixed(2))))));
}

function endRung(outcome, reason) {
	const served = outcome === "exact" || outcome === "semantic";
	return rung(served ? "good" : "warn", served ? "Served from the cache" : "Claude is asked", badge(outcome + (reason ? ": " + reason : ""), served ? "good" : "warn"));
}

function rung(kind, title, what, ...children) {
	return el("li", { className: kind }, el("div", { className: "rung" }, title, what), ...children);
}
