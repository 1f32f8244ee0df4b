// The endpoints that the console talks to, all of them public ones of this node. Paths
// are relative, so that the page works below a context path too.

const LIMIT_MILLIS = 60000;

// What cannot be part of a path goes in the body.
const PATH_TAG = /^[A-Za-z0-9:._-]{1,128}$/;

export class Refused extends Error {
	constructor(status, message) {
		super(message);
		this.status = status;
	}
}

async function send(method, path, body) {
	const response = await fetch(path, {
		method,
		signal: AbortSignal.timeout(LIMIT_MILLIS),
		headers: body ? { "Content-Type": "application/json" } : {},
		body: body && JSON.stringify(body)
	});
	const text = await response.text();
	if (!response.ok) {
		throw new Refused(response.status, detail(text) || "HTTP status " + response.status);
	}
	return text;
}

function detail(text) {
	try {
		const problem = JSON.parse(text);
		return problem.detail || problem.error;
	}
	catch (ignored) {
		// A foreign body: the status says enough.
		return null;
	}
}

async function json(method, path, body) {
	return JSON.parse(await send(method, path, body));
}

const query = (tenant) => "?tenant=" + encodeURIComponent(tenant);

export const settings = () => json("GET", "api/console");
export const explain = (asked) => json("POST", "api/explain", asked);
export const compare = (asked) => json("POST", "api/compare", asked);
export const ask = (asked) => json("POST", "api/ask", asked);
// Gives each piece of the answer as soon as it is there. Without the event at the end,
// which has no text, the answer broke off.
export async function stream(asked, onPiece) {
	const response = await fetch("api/ask/stream", {
		method: "POST",
		signal: AbortSignal.timeout(LIMIT_MILLIS),
		headers: { "Content-Type": "application/json", "Accept": "text/event-stream" },
		body: JSON.stringify(asked)
	});
	if (!response.ok) {
		throw new Refused(response.status, detail(await response.text()) || "HTTP status " + response.status);
	}
	const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
	let buffer = "";
	let whole = false;
	for (let read = await reader.read(); !read.done; read = await reader.read()) {
		const lines = (buffer + read.value).split("\n");
		buffer = lines.pop();
		for (const line of lines) {
			if (line.startsWith("event:end")) {
				whole = true;
			}
			else if (line.startsWith("data:") && !whole) {
				onPiece(JSON.parse(line.substring(5)).text);
			}
		}
	}
	if (!whole) {
		throw new Error("The answer broke off. Ask again.");
	}
}

export const forgetNaive = () => send("DELETE", "api/naive-cache");

export const documents = () => json("GET", "api/documents");
export const publish = (id, text) => json("PUT", "api/documents/" + encodeURIComponent(id), { text });

export const model = () => json("GET", "api/model");
export const behave = (mode) => json("POST", "api/model/behaviour", { mode });

export const storeSwitch = () => json("GET", "api/store");
export const turnStore = (state) => json("POST", "api/store", { state });

export const health = async () => (await json("GET", "actuator/health/claudeCache")).details;
export const cache = () => json("GET", "actuator/claudecache/faq");
export const prometheus = () => send("GET", "actuator/prometheus");

export const tags = (tenant) => json("GET", "actuator/claudecachetags" + query(tenant));

export function invalidate(tag, tenant) {
	return PATH_TAG.test(tag) ? json("DELETE", "actuator/claudecachetags/" + tag + query(tenant))
		: json("POST", "actuator/claudecachetags", { tags: tag, tenant });
}

export function reportWrong(entry, asked, tenant) {
	return json("POST", "actuator/claudecacheentries/" + entry, asked ? { verdict: "wrong", asked, tenant }
		: { verdict: "wrong", tenant });
}
