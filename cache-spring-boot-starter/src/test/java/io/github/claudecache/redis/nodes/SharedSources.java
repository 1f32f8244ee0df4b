package io.github.claudecache.redis.nodes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What the answers are built from, seen by all nodes at the same moment: the version of
 * each source of each tenant, and its floor, the lowest version that an answer may show
 * to whoever asks from now on. It is memory that the processes share, so looking takes no
 * time and needs no server.
 */
final class SharedSources {

	static final int TENANTS = 2;

	static final int SOURCES = 12;

	private static final VarHandle LONGS = MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

	private static final int FLOORS = TENANTS * SOURCES;

	private final ByteBuffer memory;

	private SharedSources(ByteBuffer memory) {
		this.memory = memory;
	}

	static SharedSources in(Path file) {
		try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.READ,
				StandardOpenOption.WRITE)) {
			MappedByteBuffer mapped = channel.map(FileChannel.MapMode.READ_WRITE, 0, 2L * FLOORS * Long.BYTES);
			return new SharedSources(mapped.alignedSlice(Long.BYTES));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	long version(int tenant, int source) {
		return (long) LONGS.getVolatile(this.memory, offset(tenant, source));
	}

	long change(int tenant, int source) {
		return (long) LONGS.getAndAdd(this.memory, offset(tenant, source), 1L) + 1;
	}

	long floor(int tenant, int source) {
		return (long) LONGS.getVolatile(this.memory, offset(tenant, source) + FLOORS * Long.BYTES);
	}

	void raiseFloor(int tenant, int source, long version) {
		int offset = offset(tenant, source) + FLOORS * Long.BYTES;
		long present = (long) LONGS.getVolatile(this.memory, offset);
		while (present < version && !LONGS.compareAndSet(this.memory, offset, present, version)) {
			present = (long) LONGS.getVolatile(this.memory, offset);
		}
	}

	private static int offset(int tenant, int source) {
		return (tenant * SOURCES + source) * Long.BYTES;
	}

}
