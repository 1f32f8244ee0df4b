package io.github.claudecache.testsupport.redis;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;

/**
 * Makes a server speak TLS, with a certificate for {@code localhost} and 127.0.0.1 by an
 * authority of its own that nobody else knows. {@link RedisProcess#command} still goes
 * the plain way.
 *
 * <pre>
 * try (RedisTls tls = RedisTls.create(); RedisProcess redis = RedisProcess.start(binary, tls.arguments())) {
 *     // the client under test connects to tls.port() and trusts tls.authority()
 * }
 * </pre>
 *
 * The server has to be built with TLS, as those of Linux distributions are. Safe for use
 * by many threads.
 *
 * @since 0.1.0
 */
public final class RedisTls implements AutoCloseable {

	private final Path directory;

	private final int port = Ports.unused();

	private RedisTls(Path directory) {
		this.directory = directory;
	}

	/**
	 * Makes an authority and a certificate, in a directory of their own.
	 * @return what one server needs
	 */
	public static RedisTls create() {
		try {
			RedisTls tls = new RedisTls(Files.createTempDirectory("claude-cache-tls-"));
			tls.write();
			return tls;
		}
		catch (IOException ex) {
			throw new UncheckedIOException("No certificate could be written", ex);
		}
	}

	/**
	 * Where the server speaks TLS.
	 * @return a port of 127.0.0.1
	 */
	public int port() {
		return this.port;
	}

	/**
	 * The authority that a client has to trust.
	 * @return a certificate in a PEM file
	 */
	public Path authority() {
		return this.directory.resolve("authority.pem");
	}

	/**
	 * What the server is started with.
	 * @return arguments for {@link RedisProcess#start}
	 */
	public String[] arguments() {
		return new String[] { "--tls-port", Integer.toString(this.port), "--tls-cert-file", certificate().toString(),
				"--tls-key-file", key().toString(), "--tls-ca-cert-file", authority().toString(), "--tls-auth-clients",
				"no" };
	}

	/**
	 * Deletes the files.
	 */
	@Override
	public void close() {
		try {
			for (Path file : Stream.of(authority(), certificate(), key(), this.directory).toList()) {
				Files.deleteIfExists(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void write() throws IOException {
		try {
			X509Bundle authority = new CertificateBuilder().subject("CN=Test authority " + this.port)
				.ecp256()
				.setIsCertificateAuthority(true)
				.buildSelfSigned();
			X509Bundle server = new CertificateBuilder().subject("CN=localhost")
				.ecp256()
				.addSanDnsName("localhost")
				.addSanIpAddress("127.0.0.1")
				.addExtendedKeyUsageServerAuth()
				.buildIssuedBy(authority);
			Files.writeString(authority(), authority.getCertificatePEM());
			Files.writeString(certificate(), server.getCertificatePEM());
			Files.writeString(key(), server.getPrivateKeyPEM());
		}
		catch (IOException | RuntimeException ex) {
			throw ex;
		}
		catch (Exception ex) {
			throw new IllegalStateException("No certificate could be made", ex);
		}
	}

	private Path certificate() {
		return this.directory.resolve("server.pem");
	}

	private Path key() {
		return this.directory.resolve("server.key");
	}

}
