// Guided scenarios: each plays its steps on the page itself, one after another, and says
// what came of them. Each begins by making its own beginning, so that it can be played
// again.

import * as api from "./api.js";
import * as documents from "./documents.js";
import { $, button, el } from "./dom.js";
import { percent, ratio } from "./format.js";

// So that people can follow.
const PAUSE_MILLIS = 900;

const TENANT = "acme";

const REFUND = "Can I get a refund?";
const REFUND_IN_OTHER_WORDS = "Is it possible to get a refund?";
const BASIC = "Is the Basic plan really free for customers?";
const BUSINESS = "Is the Business plan really free for customers?";

// More than enough, were some of them not audited because others were.
const ASKED_AT_MOST = 150;

const DAYS = /within \d+ days of delivery/;

const SCENARIOS = {
	stale: {
		title: "A stale answer",
		steps: [
			["Begin anew: the model and the store work, the naive cache is empty.", begin],
			["Ask “" + REFUND + "”, so that both caches have an answer.", (page) => asked(page, REFUND)],
			["Ask again: both serve it from the cache.", (page) => asked(page, REFUND)],
			["The shop changes its mind: a new version of “returns” is published.", publishOtherDays],
			["Ask once more.", (page) => asked(page, REFUND)]
		],
		end: ({ naive, cached }) => "The naive cache " + fault(naive, "still serves the old text") + "; this cache " + outcome(cached)
			+ ", because the document's version is part of the key and its tag was voided."
	},
	false: {
		title: "An answer to another question",
		steps: [
			["Begin anew: the model and the store work, the naive cache is empty, and what is kept from “plans” is voided.", async (page) => {
				await begin(page);
				await api.invalidate("doc:plans", TENANT);
				return "Voided by the tag doc:plans.";
			}],
			["Somebody asks about the Basic plan.", (page) => asked(page, BASIC)],
			["Somebody else asks about the Business plan, in nearly the same words.", (page) => asked(page, BUSINESS)]
		],
		end: ({ naive, cached, explanation }) => "The naive cache " + fault(naive, "serves the answer about the other plan, at a cosine of "
			+ (naive.reply && naive.reply.similarity !== null ? ratio(naive.reply.similarity) : "?")) + "; this cache " + outcome(cached)
			+ veto(explanation) + "."
	},
	measure: {
		title: "How wrong is it? Measure",
		steps: [
			["Begin anew: the model and the store work.", begin],
			["Ask “" + REFUND + "” once.", (page) => asked(page, REFUND)],
			["Ask it again and again, in the same and in other words. Away from the reader, the audit asks Claude too and compares.", askUntilKnown]
		],
		end: (shown, page) => {
			const { share, lower, upper, sampleSize } = page.report().audit.wrong;
			return "Of " + sampleSize + " compared answers " + percent(share) + " were wrong, which is between " + percent(lower) + " and " + percent(upper) + ".";
		}
	}
};

async function begin(page) {
	await api.behave("normal");
	const store = await api.storeSwitch();
	if (store.switchable) {
		await api.turnStore("running");
	}
	await api.forgetNaive();
	await page.refresh();
	return null;
}

async function asked(page, question) {
	const { naive, cached } = await page.ask({ question, tenant: TENANT, locale: "en" });
	const said = (way, served) => !way.reply ? "no answer" : way.agreement === "different" ? "wrong" : served;
	return "Naive: " + said(naive, naive.reply && naive.reply.answerTo !== null ? "served" : "asked Claude") + ". This cache: "
		+ said(cached, cached.reply && cached.reply.outcome) + ".";
}

// The number of days goes to and fro, whatever else the text says.
async function publishOtherDays(page) {
	const text = documents.text("returns");
	const days = text.includes("within 14 days of delivery") ? 30 : 14;
	const phrase = "within " + days + " days of delivery";
	documents.choose("returns");
	const published = await documents.publish("returns", DAYS.test(text) ? text.replace(DAYS, phrase)
		: "You can get a refund " + phrase + ". " + text);
	await page.refresh();
	return "returns v" + published.version + " says " + days + " days.";
}

async function askUntilKnown(page) {
	for (let times = 1; times <= ASKED_AT_MOST; times++) {
		const question = times % 2 === 0 ? REFUND : REFUND_IN_OTHER_WORDS;
		await api.ask({ question, tenant: TENANT, locale: "en" });
		await page.refresh();
		const report = page.report();
		if (!report || !report.audit) {
			throw new Error("Nothing is audited on this node");
		}
		const { share } = report.audit.wrong;
		if (share !== undefined && share !== null) {
			return "Asked " + times + " times.";
		}
	}
	throw new Error("Too few answers were compared");
}

function fault(way, what) {
	return way.agreement === "different" ? what : "is right this time";
}

function outcome({ reply, agreement }) {
	return !reply ? "has no answer" : reply.outcome === "miss" ? "is a miss with the " + (agreement === "same" ? "right" : "model's") + " answer"
		: "says " + reply.outcome;
}

function veto({ wordings }) {
	const refused = wordings && wordings.candidates.find((candidate) => candidate.vetoedBy);
	if (!refused) {
		return "";
	}
	const words = refused.findings.find((finding) => finding.guard === refused.vetoedBy).evidence
		.find((pair) => pair.cached || pair.asked);
	return ": the guard “" + refused.vetoedBy + "” vetoes" + (words ? ", because of “" + (words.cached || words.asked) + "”"
		+ (words.cached && words.asked ? " and “" + words.asked + "”" : "") : "");
}

const pause = () => new Promise((resolve) => setTimeout(resolve, PAUSE_MILLIS));

export function start(page) {
	$("scenarios").append(...Object.entries(SCENARIOS).map(([id, scenario]) => button(scenario.title, () => play(scenario, page), { id: "play-" + id })));
}

async function play(scenario, page) {
	const buttons = [...$("scenarios").children];
	// Not disabled, which would lose the focus.
	if ($("story").dataset.state === "running") {
		return;
	}
	buttons.forEach((each) => each.setAttribute("aria-disabled", "true"));
	$("ask-button").disabled = true;
	$("story").hidden = false;
	$("story").dataset.state = "running";
	$("story-title").textContent = scenario.title;
	$("story-end").textContent = "";
	$("steps").replaceChildren();
	let state = "done";
	try {
		for (const [text, action] of scenario.steps) {
			await step(text, action, page);
		}
		$("story-end").textContent = scenario.end(page.shown(), page);
	}
	catch (error) {
		state = "failed";
		$("story-end").textContent = "Stopped: " + error.message;
	}
	$("story").dataset.state = state;
	buttons.forEach((each) => each.removeAttribute("aria-disabled"));
	$("ask-button").disabled = false;
}

async function step(text, action, page) {
	const result = el("span", { className: "outcome" });
	const line = el("li", { className: "running" }, el("span", {}, text), result);
	$("steps").append(line);
	try {
		result.textContent = await action(page) || "";
		line.className = "done";
	}
	catch (error) {
		line.className = "failed";
		throw error;
	}
	await pause();
}
