package io.github.claudecache.sample.document;

import java.util.Collections;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

import io.github.claudecache.sample.RedisProcess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.data.redis.connection.lettuce.LettuceConnectionFactory;
import org.springframework.data.redis.core.StringRedisTemplate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Tests for {@link DocumentsOnRedis}.
 */
class DocumentsOnRedisTests {

	private final Map<String, Document> shipped = ShippedDocuments.load();

	private final RedisProcess redis = new RedisProcess();

	private final LettuceConnectionFactory factory = new LettuceConnectionFactory("localhost", this.redis.port());

	private StringRedisTemplate template;

	private Documents documents;

	@BeforeEach
	void connect() {
		this.factory.afterPropertiesSet();
		this.factory.start();
		this.template = new StringRedisTemplate(this.factory);
		this.documents = new DocumentsOnRedis(this.template, this.shipped);
		// As the configuration does: nobody waits long for the first connection.
		assertThat(this.documents.current()).isEqualTo(this.shipped);
	}

	@AfterEach
	void stop() {
		this.factory.destroy();
		this.redis.close();
	}

	@Test
	void whatOnePublishesTheOtherReads() {
		Documents other = new DocumentsOnRedis(this.template, this.shipped);
		Document published = this.documents.publish("returns", "Grüße, 77 days");
		assertThat(published.ref().version()).isEqualTo("2");
		assertThat(other.current()).containsEntry("returns", published);
		assertThat(other.publish("returns", "78 days").version()).isEqualTo(3);
		assertThat(this.documents.current().get("returns").text()).isEqualTo("78 days");
	}

	@Test
	void twoThatPublishAtOnceGetVersionsOfTheirOwnAndEachVersionHasOneText() throws Exception {
		Map<Integer, String> published = new ConcurrentHashMap<>();
		Callable<Void> publish = () -> {
			IntStream.range(0, 100).forEach((i) -> {
				String text = Thread.currentThread().getName() + " " + i;
				assertThat(published.put(this.documents.publish("returns", text).version(), text)).isNull();
				Document seen = this.documents.current().get("returns");
				assertThat(published.getOrDefault(seen.version(), seen.text())).isEqualTo(seen.text());
			});
			return null;
		};
		ExecutorService threads = Executors.newFixedThreadPool(4);
		try {
			for (Future<Void> each : threads.invokeAll(Collections.nCopies(4, publish))) {
				each.get();
			}
		}
		finally {
			threads.shutdown();
		}
		assertThat(published).hasSize(400);
		assertThat(this.documents.current().get("returns").text()).isEqualTo(published.get(401));
	}

	@Test
	void anUnknownDocumentIsNotPublished() {
		assertThatExceptionOfType(UnknownDocumentException.class)
			.isThrownBy(() -> this.documents.publish("faq", "Text"));
		assertThat(this.template.hasKey(DocumentsOnRedis.KEY)).isFalse();
	}

	@Test
	void whatThisProcessPublishedItHasSeen() {
		this.documents.publish("returns", "77 days");
		this.redis.kill();
		// The client as it is by default would wait for the connection that it had.
		this.factory.stop();
		this.factory.start();
		assertThat(this.documents.current().get("returns"))
			.isEqualTo(new Document("returns", 2, this.shipped.get("returns").topics(), "77 days", false));
		assertThatExceptionOfType(DocumentsUnavailableException.class)
			.isThrownBy(() -> this.documents.publish("returns", "78 days"));
	}

	@ParameterizedTest
	@CsvSource({ "returns:publications, many", "returns:publications, 3" })
	void whatCannotBeUnderstoodIsNotTaken(String field, String value) {
		this.template.opsForHash().put(DocumentsOnRedis.KEY, field, value);
		assertThat(this.documents.current().get("returns")).isEqualTo(this.shipped.get("returns").lastSeen());
	}

	@Test
	void anotherTypeUnderTheKeyIsNotTaken() {
		this.template.opsForValue().set(DocumentsOnRedis.KEY, "text");
		assertThat(this.documents.current().get("returns").confirmed()).isFalse();
		assertThatExceptionOfType(DocumentsUnavailableException.class)
			.isThrownBy(() -> this.documents.publish("returns", "78 days"));
	}

}
