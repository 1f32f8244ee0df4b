// The buttons that make the model, the store and the naive cache misbehave or recover.

import * as api from "./api.js";
import { $, button, choices, note } from "./dom.js";

const MODES = ["normal", "slow", "refuse", "truncate", "cut", "pause", "tool", "unknown", "reject", "fail"];

const MODE_NOTES = {
	normal: "Complete answers.",
	slow: "Complete answers after some seconds.",
	refuse: "Refusals. This cache does not keep them, the naive one does.",
	truncate: "Answers that are cut off. This cache does not keep them, the naive one does.",
	pause: "Answers that the model pauses, pause_turn. This cache does not keep them, the naive one does.",
	tool: "Calls of a tool instead of an answer. This cache does not keep them, the naive one does.",
	unknown: "Answers with a stop reason that nobody knows. This cache does not keep them, the naive one does.",
	reject: "Status 400, not accepted. What is kept is still served.",
	fail: "Status 529, overloaded. What is kept is still served.",
	cut: "The connection breaks in the middle of an answer. This cache keeps none of it."
};

const STORE_NOTES = {
	running: "The store answers.",
	stopped: "Questions go to Claude and nothing is kept; invalidations and publications say 503.",
	fixed: "The answers are on Redis: stop and start Redis itself."
};

export function start(onChange) {
	changed = onChange;
	$("forget").addEventListener("click", async () => {
		await api.forgetNaive();
		note($("forget-note"), "It has forgotten everything.");
	});
}

let changed = () => {};

export function showModel(model) {
	const standIn = model.upstream === "stand-in";
	$("upstream").textContent = standIn ? "asks a stand-in for Claude" : "asks Claude";
	choices($("model"), MODES, model.mode, async (mode) => {
		await api.behave(mode).then(showModel, (error) => note($("model-note"), error.message, true));
		changed();
	});
	[...$("model").children].forEach((each) => each.disabled = !standIn);
	note($("model-note"), standIn ? MODE_NOTES[model.mode] : "Claude itself is asked, who cannot be told how to behave.");
}

export function showSwitch(state) {
	const toggle = $("store").firstChild || button("", async () => {
		const wanted = toggle.dataset.wanted;
		await api.turnStore(wanted).then(showSwitch, (error) => note($("switch-note"), error.message, true));
		changed();
	}, { id: "store-toggle" });
	if (!toggle.parentNode) {
		$("store").append(toggle);
	}
	toggle.textContent = state.stopped ? "Start the store" : "Stop the store";
	toggle.dataset.wanted = state.stopped ? "running" : "stopped";
	toggle.disabled = !state.switchable;
	note($("switch-note"), STORE_NOTES[!state.switchable ? "fixed" : state.stopped ? "stopped" : "running"], state.stopped);
}
