// The two charts, as SVG.

import { $, el, svg } from "./dom.js";
import { count, percent, seconds } from "./format.js";

const WIDTH = 360;

let drawn = {};

// Drawn only when something has changed.
function draw(id, data, chart) {
	const now = JSON.stringify(data);
	if (drawn[id] !== now) {
		drawn[id] = now;
		$(id).replaceChildren(...chart());
	}
}

export function showAges(buckets, figures) {
	draw("ages", [buckets, figures], () => {
		const total = buckets.reduce((sum, bucket) => sum + bucket.count, 0);
		if (total === 0 && !(figures && figures.count)) {
			return [el("p", { className: "soft" }, "Nothing was served from the cache yet.")];
		}
		return [total > 0 ? ageChart(buckets, total) : "", el("p", { className: "legend" }, figures ? count(figures.count) + " served: half at most "
			+ seconds(figures.p50Seconds) + " old, 95 of 100 at most " + seconds(figures.p95Seconds) + ", the oldest "
			+ seconds(figures.maxSeconds) + "." : count(total) + " served.")];
	});
}

function ageChart(buckets, total) {
	const height = 130;
	const slot = WIDTH / buckets.length;
	const highest = Math.max(...buckets.map((bucket) => bucket.count));
	const parts = buckets.flatMap((bucket, index) => {
		const tall = bucket.count === 0 ? 0 : Math.max(2, 95 * bucket.count / highest);
		const left = index * slot + 3;
		return [svg("rect", { class: "slot", x: left, y: 15, width: slot - 6, height: 95, rx: 3 }),
			svg("rect", { class: "column-bar", x: left, y: 110 - tall, width: slot - 6, height: tall, rx: 3 }),
			svg("text", { x: left + slot / 2 - 3, y: 125, "text-anchor": "middle" }, "≤ " + limit(bucket.le)),
			bucket.count > 0 ? svg("text", { class: "value", x: left + slot / 2 - 3, y: 106 - tall < 10 ? 11 : 106 - tall, "text-anchor": "middle" }, count(bucket.count)) : ""];
	});
	const words = buckets.filter((bucket) => bucket.count > 0).map((bucket) => bucket.count + " up to " + limit(bucket.le)).join(", ");
	return svg("svg", { viewBox: "0 0 " + WIDTH + " " + height, role: "img", "aria-label": total + " answers by age: " + words }, ...parts);
}

function limit(le) {
	if (le === Infinity) {
		return "∞";
	}
	return le < 60 ? le + "s" : le < 3600 ? le / 60 + "m" : le / 3600 + "h";
}

export function showRate(audit, budget) {
	draw("rate", [audit, budget], () => {
		if (!audit) {
			return [el("p", { className: "soft" }, "Nothing is audited on this node, so nothing is known.")];
		}
		const rows = [["all", audit.wrong], ["exact", audit.exact && audit.exact.wrong], ["other wording", audit.semantic && audit.semantic.wrong]]
			.filter(([, rate]) => rate);
		return [rateChart(rows, budget), el("p", { className: "legend" }, "Band: 95 % interval. Fewer than 30 compared answers are no rate: unknown.")];
	});
}

const known = (rate) => rate.share !== undefined && rate.share !== null;

function rateChart(rows, budget) {
	const left = 84;
	const bottom = 14 + rows.length * 34;
	const highest = Math.max(2.5 * budget, 0.05, ...rows.filter(([, rate]) => known(rate)).map(([, rate]) => rate.upper));
	const end = Math.min(1, Math.ceil(highest * 20) / 20);
	const x = (share) => left + (WIDTH - left - 8) * Math.min(share, end) / end;
	const parts = rows.flatMap(([name, rate], index) => rateRow(name, rate, 14 + index * 34, x));
	parts.push(svg("line", { class: "axis", x1: left, x2: WIDTH - 8, y1: bottom, y2: bottom }),
		...[0, end / 2, end].map((share) => svg("text", { x: x(share), y: bottom + 14, "text-anchor": share === end ? "end" : "middle" }, percent(share))),
		svg("line", { class: "budget", x1: x(budget), x2: x(budget), y1: 12, y2: bottom }),
		svg("text", { class: "budget-label", x: x(budget) + 4, y: 9 }, "budget " + percent(budget)));
	const words = rows.map(([name, rate]) => name + " " + (known(rate) ? percent(rate.share) + ", between " + percent(rate.lower) + " and "
		+ percent(rate.upper) : "unknown")).join("; ");
	return svg("svg", { viewBox: "0 0 " + WIDTH + " " + (bottom + 20), role: "img", "aria-label": "Share of wrong answers: " + words }, ...parts);
}

function rateRow(name, rate, top, x) {
	const middle = top + 17;
	const label = [svg("text", { x: 0, y: middle }, name), svg("text", { x: 0, y: middle + 12 }, rate.sampleSize + " compared")];
	if (!known(rate)) {
		return [...label, svg("rect", { class: "band unknown", x: x(0), y: middle - 9, width: x(1) - x(0), height: 18, rx: 4 }),
			svg("text", { class: "value", x: x(1) - 10, y: middle + 4, "text-anchor": "end" }, "unknown")];
	}
	return [...label, svg("rect", { class: "band", x: x(rate.lower), y: middle - 9, width: Math.max(2, x(rate.upper) - x(rate.lower)), height: 18, rx: 4 }),
		svg("circle", { class: "point", cx: x(rate.share), cy: middle, r: 6 })];
}
