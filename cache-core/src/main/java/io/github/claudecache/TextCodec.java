package io.github.claudecache;

import io.github.claudecache.answer.Payload;

enum TextCodec implements AnswerCodec<String> {

	INSTANCE;

	@Override
	public Payload encode(String value) {
		return Payload.text(value);
	}

	@Override
	public String decode(Payload payload) {
		if (payload.format() != Payload.Format.TEXT) {
			throw new IllegalArgumentException("The answer is not kept as text but as " + payload.format());
		}
		return payload.body();
	}

}
