// The three columns: what each way of answering said, and whether it was right.

import * as api from "./api.js";
import { $, badge, button, el, facts, note } from "./dom.js";
import { millis, ratio, seconds, short, versions } from "./format.js";

const REASONS = {
	"not-found": "nothing is kept under this fingerprint",
	"invalidated": "the kept answer was voided",
	"expired": "the kept answer was too old",
	"joined-flight": "shared with the same question, asked at the same time",
	"store-fault": "the store could not be asked",
	"store-away": "the store is away, so Claude was asked",
	"cache-off": "the cache is switched off",
	"quarantined": "it was reported as wrong"
};

const KINDS = { exact: "good", semantic: "good", miss: "warn" };

export function showAsking() {
	["fresh", "naive", "cached"].forEach((id) => {
		$(id).classList.add("asking");
		$(id).dataset.state = "asking";
	});
	$("columns").setAttribute("aria-busy", "true");
}

export function showNothing() {
	const hint = { fresh: "Claude is asked each time.", naive: "Key: the embedding of the question's text. One threshold decides.",
		cached: "Key: everything that can change the answer. Guards decide about other wordings." };
	Object.entries(hint).forEach(([id, text]) => fill(id, "none", el("p", { className: "answer empty" }, text)));
}

export function showFailure(message) {
	["fresh", "naive", "cached"].forEach((id) => fill(id, "error", el("div", { className: "head" }, badge("error", "bad")),
		el("p", { className: "answer problem" }, message)));
	$("columns").removeAttribute("aria-busy");
}

export function showComparison(asked, comparison, threshold, onReported) {
	showFresh(comparison.fresh);
	showNaive(asked, comparison.naive, threshold);
	showCached(asked, comparison.cached, onReported);
	$("columns").removeAttribute("aria-busy");
}

function showFresh(way) {
	if (failed("fresh", way)) {
		return;
	}
	fill("fresh", "miss", head(badge("asked Claude"), way), answer(way.reply.text),
		facts([["Documents", versions(way.reply.documents) || "none fits"],
			["Ended", way.reply.stopReason === "end_turn" ? null : way.reply.stopReason]]));
}

function showNaive(asked, way, threshold) {
	if (failed("naive", way)) {
		return;
	}
	const { text, answerTo, similarity } = way.reply;
	const served = answerTo !== null;
	const same = answerTo === asked.question;
	fill("naive", served ? "hit" : "miss", head(badge(served ? "served" : "asked Claude", served ? "good" : "warn"), way), answer(text),
		facts([["Answer to", served ? (same ? "this question's text, asked before" : "“" + answerTo + "”") : null],
			["Cosine", similarity === null ? null : ratio(similarity) + (served ? " ≥ " : " < ") + threshold],
			["Verdict", verdict(way.agreement, served)]]));
	judge("naive", way.agreement, served);
}

function showCached(asked, way, onReported) {
	if (failed("cached", way)) {
		return;
	}
	const reply = way.reply;
	const served = reply.outcome === "exact" || reply.outcome === "semantic";
	const other = reply.otherWording;
	const why = reply.reason ? reply.reason + (REASONS[reply.reason] ? ": " + REASONS[reply.reason] : "")
		: other ? "asked before in other words (" + short(other.fingerprint) + ", score " + ratio(other.score) + ")" : "asked before, and nothing has changed";
	fill("cached", reply.outcome, head(badge(reply.outcome, KINDS[reply.outcome]), way), answer(reply.answer),
		facts([["Why", why], ["Age", served ? seconds(reply.ageSeconds) : null],
			["Kept", served ? null : reply.notStored ? "no: " + reply.notStored : "yes"],
			["Documents", versions(reply.documents) || "none fits"],
			["Verdict", verdict(way.agreement, served)]]));
	judge("cached", way.agreement, served);
	if (!reply.notStored && reply.fingerprint) {
		body("cached").append(report(asked, reply, onReported));
	}
}

function report(asked, reply, onReported) {
	const result = el("span", { className: "note", role: "status" });
	const entry = reply.otherWording ? reply.otherWording.fingerprint : reply.fingerprint;
	const send = button("Report as wrong", async () => {
		send.disabled = true;
		try {
			await api.reportWrong(entry, reply.otherWording ? reply.fingerprint : null, asked.tenant);
			note(result, "Reported: entry " + short(entry) + " is void on every node.");
		}
		catch (error) {
			send.disabled = false;
			note(result, "Not kept (" + (error.status || "no answer") + "): " + error.message, true);
		}
		onReported();
	}, { className: "small", id: "report" });
	return el("div", { className: "report" }, send, result);
}

function verdict(agreement, served) {
	if (agreement === "same") {
		return served ? "right: what is said without a cache" : "right";
	}
	return agreement === "different" ? "not what is said without a cache"
		: "not comparable with the answer on the left";
}

function judge(id, agreement, served) {
	$(id).dataset.agreement = agreement;
	$(id).classList.toggle("wrong", agreement === "different");
	$(id).classList.toggle("good", served && agreement === "same");
}

function failed(id, way) {
	if (way.reply) {
		return false;
	}
	fill(id, "error", head(badge("no answer", "bad"), way), el("p", { className: "answer problem" }, way.problem));
	return true;
}

function head(what, way) {
	return el("div", { className: "head" }, what, way.agreement === "different" ? badge("wrong", "bad") : null,
		el("span", { className: "mono soft" }, millis(way.tookMillis)));
}

const answer = (text) => el("p", { className: "answer" }, text || "The model gave no text.");

const body = (id) => $(id).querySelector(".body");

function fill(id, state, ...children) {
	const column = $(id);
	column.classList.remove("asking", "wrong", "good");
	column.dataset.state = state;
	delete column.dataset.agreement;
	body(id).replaceChildren(...children);
}
