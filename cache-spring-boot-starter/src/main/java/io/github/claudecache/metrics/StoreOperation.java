package io.github.claudecache.metrics;

import java.util.Locale;

import io.github.claudecache.event.CacheEvent.StoreFailed.Operation;

/**
 * What a store can fail at, invalidations included.
 */
enum StoreOperation {

	READ, CAPTURE, CHECK, STORE, INVALIDATE;

	static StoreOperation of(Operation operation) {
		return switch (operation) {
			case READ -> READ;
			case CAPTURE -> CAPTURE;
			case CHECK -> CHECK;
			case STORE -> STORE;
		};
	}

	String code() {
		return name().toLowerCase(Locale.ROOT);
	}

}
