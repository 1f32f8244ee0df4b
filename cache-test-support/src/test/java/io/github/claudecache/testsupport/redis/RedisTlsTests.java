package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.Parameter;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

@EveryRedisServer
class RedisTlsTests {

	@Parameter
	private RedisBinary binary;

	@Test
	void clientThatTrustsTheAuthorityIsAnswered() throws Exception {
		try (RedisTls tls = RedisTls.create(); RedisProcess redis = RedisProcess.start(this.binary, tls.arguments())) {
			assertThat(ping("localhost", tls.port(), tls.authority())).isEqualTo("+PONG");
			assertThat(ping("127.0.0.1", tls.port(), tls.authority())).isEqualTo("+PONG");
			assertThat(redis.command("PING").text()).isEqualTo("PONG");
		}
	}

	@Test
	void clientThatTrustsAnotherAuthorityIsNotConnected() throws Exception {
		try (RedisTls tls = RedisTls.create();
				RedisTls other = RedisTls.create();
				RedisProcess redis = RedisProcess.start(this.binary, tls.arguments())) {
			assertThat(redis.isRunning()).isTrue();
			assertThatExceptionOfType(SSLException.class)
				.isThrownBy(() -> ping("localhost", tls.port(), other.authority()));
		}
	}

	@Test
	void nothingIsLeftBehind() {
		RedisTls tls = RedisTls.create();
		Path directory = tls.authority().getParent();
		assertThat(directory).isNotEmptyDirectory();

		tls.close();

		assertThat(directory).doesNotExist();
	}

	private static String ping(String host, int port, Path authority) throws IOException, GeneralSecurityException {
		try (SSLSocket socket = (SSLSocket) context(authority).getSocketFactory().createSocket(host, port)) {
			SSLParameters parameters = socket.getSSLParameters();
			parameters.setEndpointIdentificationAlgorithm("HTTPS");
			socket.setSSLParameters(parameters);
			socket.getOutputStream().write("PING\r\n".getBytes(StandardCharsets.US_ASCII));
			return new String(socket.getInputStream().readNBytes("+PONG".length()), StandardCharsets.US_ASCII);
		}
	}

	private static SSLContext context(Path authority) throws IOException, GeneralSecurityException {
		KeyStore trusted = KeyStore.getInstance(KeyStore.getDefaultType());
		trusted.load(null, null);
		try (InputStream pem = Files.newInputStream(authority)) {
			trusted.setCertificateEntry("authority", CertificateFactory.getInstance("X.509").generateCertificate(pem));
		}
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext context = SSLContext.getInstance("TLS");
		context.init(null, trust.getTrustManagers(), null);
		return context;
	}

}
