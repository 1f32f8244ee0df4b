package io.github.claudecache.sample.document;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataRetrievalFailureException;
import org.springframework.data.redis.core.StringRedisTemplate;
import org.springframework.data.redis.core.script.RedisScript;

/**
 * Documents that all processes share. One hash on Redis has what was published; a
 * document of which nothing was published is as it was shipped. Every reading asks Redis:
 * a copy could be older than the invalidation that came with a publication.
 */
final class DocumentsOnRedis implements Documents {

	static final String KEY = "help-desk:documents";

	private static final String PUBLICATIONS = ":publications";

	private static final String TEXT = ":text";

	// One script, so that nobody sees a text with the number of another.
	private static final RedisScript<Long> PUBLISH = RedisScript.of("""
			local publications = redis.call('HINCRBY', KEYS[1], ARGV[1], 1)
			redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
			return publications
			""", Long.class);

	private final RedisAccess access;

	private final Map<String, Document> shipped;

	private final Map<String, Document> newestSeen;

	DocumentsOnRedis(StringRedisTemplate redis, Map<String, Document> shipped) {
		this.access = new RedisAccess(redis);
		this.shipped = shipped;
		this.newestSeen = new ConcurrentHashMap<>(shipped);
	}

	@Override
	public Map<String, Document> current() {
		try {
			Map<String, Document> documents = this.access.ask(this::read);
			documents.values().forEach(this::remember);
			return documents;
		}
		catch (DocumentsUnavailableException ex) {
			return lastSeen();
		}
	}

	@Override
	public Map<String, Document> lastSeen() {
		Map<String, Document> documents = new HashMap<>(this.newestSeen);
		documents.replaceAll((id, document) -> document.lastSeen());
		return documents;
	}

	@Override
	public Document publish(String id, String text) {
		Document first = this.shipped.get(id);
		if (first == null) {
			throw new UnknownDocumentException(id, this.shipped.keySet());
		}
		long publications = this.access
			.ask((redis) -> redis.execute(PUBLISH, List.of(KEY), id + PUBLICATIONS, id + TEXT, text));
		Document published = version(first, Math.toIntExact(publications), text);
		remember(published);
		return published;
	}

	private Map<String, Document> read(StringRedisTemplate redis) {
		Map<String, String> published = redis.<String, String>opsForHash().entries(KEY);
		Map<String, Document> documents = new HashMap<>(this.shipped);
		documents.replaceAll((id, first) -> current(first, published.get(id + PUBLICATIONS), published.get(id + TEXT)));
		return documents;
	}

	private void remember(Document document) {
		this.newestSeen.merge(document.id(), document, Document::newer);
	}

	private static Document current(Document first, @Nullable String publications, @Nullable String text) {
		if (publications == null) {
			return first;
		}
		if (text == null) {
			throw new DataRetrievalFailureException("Document '" + first.id() + "' on Redis has no text");
		}
		return version(first, Integer.parseInt(publications), text);
	}

	private static Document version(Document first, int publications, String text) {
		return new Document(first.id(), first.version() + publications, first.topics(), text);
	}

}
