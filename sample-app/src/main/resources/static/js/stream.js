// Shows an answer piece by piece as it arrives.

import * as api from "./api.js";
import { $, note } from "./dom.js";

export async function showStream(asked) {
	const out = $("stream-text");
	const began = performance.now();
	let first = null;
	out.textContent = "";
	$("stream").hidden = false;
	$("stream").dataset.state = "running";
	note($("stream-note"), "Waiting for the first words.", false);
	try {
		await api.stream(asked, (piece) => {
			first = first ?? performance.now() - began;
			out.textContent += piece;
		});
		note($("stream-note"), "First words after " + Math.round(first ?? 0) + " ms, all of them after "
			+ Math.round(performance.now() - began) + " ms.", false);
	}
	catch (error) {
		note($("stream-note"), error.message, true);
	}
	finally {
		$("stream").dataset.state = "ended";
	}
}
