// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * What one probe keeps of a body: its MD5 sum, and its bytes when a pattern is to be matched. Thread-safety: one thread.
 */
final class Content implements ResponseParser.Body {
    /** The most that is kept for a pattern. */
    static final int KEEP_LIMIT = 10 * 1024 * 1024;
    /** Without a configured digest, larger bodies are not summed up: nobody asked for it. */
    static final int UNASKED_DIGEST_LIMIT = 64 * 1024;

    private static final byte[] NOTHING = {};
    private static final MessageDigest PROTOTYPE = md5();

    private final boolean digestNeeded;
    private final boolean keep;
    private MessageDigest digest;
    private byte[] kept = NOTHING;
    private int keptLength;
    private long seen;

    Content(boolean digestNeeded, boolean keep) {
        this.digestNeeded = digestNeeded;
        this.keep = keep;
        this.digest = copyOfPrototype();
    }

    private static MessageDigest md5() {
        try {
            return MessageDigest.getInstance("MD5");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has MD5", e);
        }
    }

    /** Cheaper than to ask the security providers each time. */
    private static MessageDigest copyOfPrototype() {
        try {
            return (MessageDigest) PROTOTYPE.clone();
        } catch (CloneNotSupportedException e) {
            return md5();
        }
    }

    @Override
    public void append(ByteBuffer bytes) {
        seen += bytes.remaining();
        if (keep && keptLength < KEEP_LIMIT) {
            keep(bytes.duplicate());
        }
        if (!digestNeeded && seen > UNASKED_DIGEST_LIMIT) {
            digest = null;
        }
        if (digest != null) {
            digest.update(bytes);
        }
    }

    private void keep(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), KEEP_LIMIT - keptLength);
        if (keptLength + count > kept.length) {
            kept = Arrays.copyOf(kept, Math.min(KEEP_LIMIT, Math.max(keptLength + count, 2 * kept.length)));
        }
        bytes.get(kept, keptLength, count);
        keptLength += count;
    }

    /** The MD5 sum; null when it was not computed. Once only. */
    byte[] digest() {
        return digest == null ? null : digest.digest();
    }

    /** The kept bytes as a text of UTF-8. */
    String text() {
        return new String(kept, 0, keptLength, java.nio.charset.StandardCharsets.UTF_8);
    }

    /** The kept bytes, possibly in a longer array. */
    byte[] kept() {
        return kept;
    }

    int keptLength() {
        return keptLength;
    }

    /** Whether the body was longer than what is kept. */
    boolean overflowed() {
        return keep && seen > keptLength;
    }
}
