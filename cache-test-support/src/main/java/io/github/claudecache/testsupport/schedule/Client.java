package io.github.claudecache.testsupport.schedule;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

import io.github.claudecache.ClaudeCache;
import io.github.claudecache.Hit;
import io.github.claudecache.Lookup;
import io.github.claudecache.Ticket;
import io.github.claudecache.answer.AnswerDraft;
import io.github.claudecache.answer.Provenance;
import io.github.claudecache.identity.Tag;
import io.github.claudecache.identity.TenantId;
import io.github.claudecache.reason.MissReason;
import io.github.claudecache.reason.RefusalReason;
import org.jspecify.annotations.Nullable;

/**
 * A caller in a schedule: asks, and if nothing is served, reads the sources and hands the
 * answer in, one step at a time.
 */
final class Client implements Actor {

	private final String name;

	private final ClaudeCache cache;

	private final World world;

	private final Program program;

	private final Choices choices;

	private final Consumer<String> objections;

	private int left;

	private TenantId tenant = World.TENANTS.get(0);

	private Question question = Question.DECLARED;

	private Map<World.Source, Integer> floor = Map.of();

	private @Nullable CompletableFuture<Lookup> lookup;

	private @Nullable Ticket ticket;

	// Late sources are read in a step of their own, so that a change may come between.
	private final Queue<List<String>> unread = new ArrayDeque<>();

	private String text = "";

	private @Nullable CompletableFuture<Provenance> completion;

	private long asked;

	private long served;

	private long shared;

	Client(String name, ClaudeCache cache, World world, Program program, Choices choices, int lookups,
			Consumer<String> objections) {
		this.name = name;
		this.cache = cache;
		this.world = world;
		this.program = program;
		this.choices = choices;
		this.left = lookups;
		this.objections = objections;
	}

	@Override
	public boolean ready() {
		return !waits() && (this.ticket != null || this.left > 0);
	}

	@Override
	public void step() {
		if (this.ticket == null) {
			ask();
		}
		else if (this.unread.isEmpty()) {
			handIn(this.ticket);
		}
		else {
			this.text += this.world.read(this.tenant, this.unread.remove());
		}
	}

	boolean waits() {
		hear();
		return this.lookup != null || this.completion != null;
	}

	void ask(TenantId tenant, Question question, boolean inTransaction) {
		this.left--;
		this.asked++;
		this.tenant = tenant;
		this.question = question;
		this.text = "";
		this.unread.clear();
		this.floor = this.world.floor(tenant, question);
		this.lookup = this.cache.openAsync(question.request(tenant), inTransaction);
	}

	Outcome outcome() {
		return new Outcome(0, this.asked, this.served, this.shared, List.of());
	}

	private void ask() {
		TenantId asking = (this.program.tenants() == 1) ? World.TENANTS.get(0)
				: World.TENANTS.get(this.choices.next(this.program.tenants()));
		boolean inTransaction = this.program.accidents() > 0 && this.choices.next(16) == 0;
		ask(asking, this.program.question(this.choices), inTransaction);
		if (this.program.fine()) {
			this.unread.add(this.question.declared());
			this.unread.add(this.question.late());
		}
		else {
			this.unread.add(this.question.sources());
		}
	}

	private void handIn(Ticket used) {
		this.ticket = null;
		int accident = (this.program.accidents() > 0) ? this.choices.next(12) : -1;
		switch (accident) {
			case 0 -> used.fail(new IllegalStateException("planted"));
			case 1 -> used.abandon();
			case 2 -> used.refuse(RefusalReason.NOT_REPLAYABLE);
			default -> this.completion = used.completeAsync(AnswerDraft.complete(this.text),
					this.question.late().stream().map(Tag::new).toList());
		}
	}

	private void hear() {
		if (this.completion != null && this.completion.isDone()) {
			this.completion = null;
		}
		CompletableFuture<Lookup> asking = this.lookup;
		if (asking == null || !asking.isDone()) {
			return;
		}
		this.lookup = null;
		if (asking.isCompletedExceptionally()) {
			return;
		}
		if (asking.join() instanceof Ticket given) {
			this.ticket = given;
		}
		else if (asking.join() instanceof Hit hit) {
			judge(hit);
		}
	}

	private void judge(Hit hit) {
		boolean joined = hit.provenance().reason() == MissReason.JOINED_FLIGHT;
		this.served += joined ? 0 : 1;
		this.shared += joined ? 1 : 0;
		String objection = World.objection(hit.answer().payload().body(), this.floor);
		if (objection != null) {
			this.objections.accept(this.name + (joined ? " (shared): " : " (served): ") + objection);
		}
	}

	@Override
	public String toString() {
		return this.name;
	}

}
