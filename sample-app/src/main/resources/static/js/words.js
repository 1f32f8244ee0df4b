// Marks the words of two questions that decided.

import { el } from "./dom.js";

export function evidence(findings, side) {
	return [...new Set(findings.flatMap((finding) => finding.evidence.map((words) => words[side])).filter(Boolean))];
}

// The pairs of a finding, each once.
export function pairs(finding) {
	const texts = finding.evidence.filter((words) => words.cached || words.asked)
		.map((words) => (words.cached || "nothing") + " ↔ " + (words.asked || "nothing"));
	return [...new Set(texts)];
}

export function marked(text, words) {
	const parts = [];
	let rest = text;
	while (rest) {
		const found = first(rest, words);
		if (!found) {
			break;
		}
		parts.push(rest.slice(0, found.start), el("mark", {}, rest.slice(found.start, found.end)));
		rest = rest.slice(found.end);
	}
	return [...parts, rest].filter((part) => part !== "");
}

function first(text, words) {
	let best = null;
	for (const word of words) {
		const start = wholeWord(text.toLowerCase(), word.toLowerCase());
		if (start >= 0 && (!best || start < best.start)) {
			best = { start, end: start + word.length };
		}
	}
	return best;
}

function wholeWord(text, word) {
	const letter = /[\p{L}\p{N}]/u;
	for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
		if (!letter.test(text[start - 1] || " ") && !letter.test(text[start + word.length] || " ")) {
			return start;
		}
	}
	return -1;
}
