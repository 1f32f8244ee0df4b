// Reads the buckets of a histogram from the text that Prometheus scrapes.

const LINE = /^(\w+)\{([^}]*)\} (\S+)$/;

export function buckets(text, name, cache) {
	const cumulative = [];
	for (const line of text.split("\n")) {
		const match = LINE.exec(line);
		if (match && match[1] === name + "_bucket" && match[2].includes('cache="' + cache + '"')) {
			const le = /le="([^"]+)"/.exec(match[2])[1];
			cumulative.push({ le: le === "+Inf" ? Infinity : Number(le), count: Number(match[3]) });
		}
	}
	return merge(cumulative);
}

// One histogram for all volatility classes, and each bucket without those below it.
function merge(cumulative) {
	const totals = new Map();
	cumulative.forEach(({ le, count }) => totals.set(le, (totals.get(le) || 0) + count));
	const sorted = [...totals].sort(([one], [other]) => one - other);
	return sorted.map(([le, total], index) => ({ le, count: total - (index > 0 ? sorted[index - 1][1] : 0) }))
		.filter(({ le, count }) => le !== Infinity || count > 0);
}
