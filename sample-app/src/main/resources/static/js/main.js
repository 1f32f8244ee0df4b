// Puts the page together: asks, shows, and looks again every two seconds.

import * as api from "./api.js";
import { showAges, showRate } from "./charts.js";
import { showAsking, showComparison, showFailure, showNothing } from "./columns.js";
import * as controls from "./controls.js";
import * as documents from "./documents.js";
import { $, button, note } from "./dom.js";
import { showCard, showNoCard } from "./fingerprint.js";
import { showLadder, showNoLadder } from "./ladder.js";
import { buckets } from "./prometheus.js";
import * as scenarios from "./scenarios.js";
import { showStream } from "./stream.js";
import { showTags } from "./tags.js";
import { showTiles } from "./tiles.js";

const REFRESH_MILLIS = 2000;

const EXAMPLES = ["Can I get a refund?", "Is it possible to get a refund?", "I was told no refund - why?",
	"How long does delivery take?", "Can I send back the item if it is unused?", "Can I send back the item if it is used?"];

let settings = null;
let report = null;
let shown = null;
let asking = false;
let refreshing = null;

function entered() {
	return { question: $("question").value, tenant: $("tenant").value, locale: $("locale").value };
}

async function ask(asked) {
	Object.entries(asked).forEach(([id, value]) => $(id).value = value);
	asking = true;
	showAsking();
	try {
		// Explained before it is asked: afterwards it would be a hit.
		const explanation = await api.explain(asked);
		showLadder(asked.question, explanation, null);
		const comparison = await api.compare(asked);
		const { fresh, cached } = comparison;
		showLadder(asked.question, explanation, cached.reply);
		showCard(asked, explanation, (cached.reply || fresh.reply || {}).documents);
		showComparison(asked, comparison, settings.naiveThreshold, refresh);
		shown = { ...comparison, explanation };
		return comparison;
	}
	catch (error) {
		showFailure(error.message);
		throw error;
	}
	finally {
		asking = false;
		$("columns").dataset.answers = String(Number($("columns").dataset.answers || 0) + 1);
		await refresh();
	}
}

const orNull = (promise) => promise.catch(() => null);

// One refresh at a time; whoever wants one while another runs gets one that begins later.
function refresh() {
	const previous = refreshing || Promise.resolve();
	const mine = previous.then(refreshOnce).finally(() => {
		if (refreshing === mine) {
			refreshing = null;
		}
	});
	refreshing = mine;
	return mine;
}

async function refreshOnce() {
	const [health, cache, model, metrics, store] = await Promise.all([orNull(api.health()), orNull(api.cache()), orNull(api.model()),
		orNull(api.prometheus()), orNull(api.storeSwitch())]);
	report = cache;
	showTiles({ health, report, model });
	note($("store-note"), storeNote(health), !health || health.state !== "serving");
	if (model) {
		controls.showModel(model);
	}
	if (store) {
		controls.showSwitch(store);
	}
	showAges(metrics ? buckets(metrics, "claude_cache_answer_age_seconds", "faq") : [], report && report.figures && report.figures.ageAtServing);
	showRate(report && report.audit, settings.errorBudget);
	// An empty detail of the store means that it is not the store that is degraded.
	await orNull(showTags($("tenant").value, Boolean(health) && !(health.state === "degraded" && health.detail), refresh));
	await orNull(documents.showDocuments());
}

function storeNote(health) {
	if (!health) {
		return "This node does not answer.";
	}
	return health.state === "serving" ? "" : health.semantic ? "Degraded: " + health.semantic
		: "The store is away. Questions are answered by Claude, nothing is kept, and an invalidation is refused with 503 instead of being lost.";
}

async function refreshAgainAndAgain() {
	if (!document.hidden) {
		await refresh();
	}
	setTimeout(refreshAgainAndAgain, REFRESH_MILLIS);
}

$("ask").addEventListener("submit", async (event) => {
	event.preventDefault();
	if (!asking && !$("ask-button").disabled) {
		// The columns say what went wrong.
		await orNull(ask(entered()));
	}
});
$("stream-button").addEventListener("click", async () => {
	if ($("ask").reportValidity()) {
		await showStream(entered());
		await refresh();
	}
});
$("tenant").addEventListener("change", refresh);
$("examples").append(...EXAMPLES.map((example) => button(example, () => {
	$("question").value = example;
	$("ask").requestSubmit();
})));
document.addEventListener("visibilitychange", () => document.hidden || refresh());

$("node").textContent = location.host;
showNothing();
showNoLadder();
showNoCard();
controls.start(refresh);
documents.start(refresh);
scenarios.start({ ask, refresh, report: () => report, shown: () => shown });
settings = await api.settings();
await refreshAgainAndAgain();
document.documentElement.dataset.ready = "true";
