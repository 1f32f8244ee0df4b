// Numbers and durations as people read them.

const whole = new Intl.NumberFormat("en");

export const count = (number) => whole.format(number);

export const ratio = (number) => number.toFixed(3);

export function percent(share) {
	const value = 100 * share;
	return Number(value.toFixed(value < 9.95 ? 1 : 0)) + " %";
}

export function seconds(number) {
	if (number < 1) {
		return number === 0 ? "0 s" : number.toFixed(1) + " s";
	}
	if (number < 120) {
		return Math.round(number) + " s";
	}
	return number < 7200 ? Math.round(number / 60) + " min" : Math.round(number / 3600) + " h";
}

export const millis = (number) => number + " ms";

export const short = (hex) => hex.slice(0, 8) + "…";

export const versions = (documents) => documents.map((entry) => entry.id + " v" + entry.version).join(", ");
