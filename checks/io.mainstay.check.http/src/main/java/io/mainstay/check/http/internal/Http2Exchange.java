// SPDX-License-Identifier: Apache-2.0
package io.mainstay.check.http.internal;

import io.mainstay.api.check.FailReason;
import io.mainstay.api.check.ProbeResult;
import io.mainstay.api.check.Transcript;
import io.mainstay.check.http.internal.hpack.HeaderBlockReader;
import io.mainstay.checksupport.Conversation;
import io.mainstay.checksupport.Line;
import io.mainstay.checksupport.TlsSession;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;

/**
 * One request and its response in HTTP/2 (RFC 9113), on the one stream of a connection of its own. What does not concern that
 * stream is acknowledged or ignored. Thread-safety: the probe's lane.
 */
final class Http2Exchange implements Conversation, Http2Frames.Handler {
    private static final byte[] NOTHING = {};
    private static final byte[] SETTINGS_ACK = Http2Frames.frame(Http2Frames.SETTINGS, Http2Frames.ACK, 0, NOTHING);

    private final UrlCheck url;
    private final Transcript transcript;
    private final Answer answer;
    private final Http2Frames frames = new Http2Frames();
    private final HeaderBlockReader headers = new HeaderBlockReader();
    private final ByteArrayOutputStream block = new ByteArrayOutputStream();
    private final long startNanos = System.nanoTime();
    private Line line;
    private boolean inBlock;
    private boolean blockEndsStream;
    private boolean settingsSeen;
    private boolean over;
    private int status;
    private long bodyBytes;

    Http2Exchange(UrlCheck url, Transcript transcript) {
        this.url = url;
        this.transcript = transcript;
        this.answer = new Answer(url.rules());
    }

    @Override
    public void opened(Line opened) {
        line = opened;
        if (url.tls().isPresent()
                && !"h2".equals(line.tls().map(TlsSession::applicationProtocol).orElse(""))) {
            end(ProbeResult.failed(FailReason.PROTOCOL, "the server does not offer HTTP/2 (ALPN h2)"));
            return;
        }
        transcript.note(url.label());
        line.send(url.request());
    }

    @Override
    public void received(Line same, ByteBuffer bytes) {
        String problem = frames.feed(bytes, this);
        if (!problem.isEmpty()) {
            bad(problem);
        }
    }

    @Override
    public void closed(Line same) {
        if (!over) {
            end(ProbeResult.failed(
                    FailReason.CLOSED_EARLY, "the peer closed the connection before the end of the response"));
        }
    }

    @Override
    public boolean finished() {
        return over;
    }

    @Override
    public void frame(int type, int flags, int stream, ByteBuffer payload) {
        if (!settingsSeen && type != Http2Frames.SETTINGS) {
            bad("it begins with " + Http2Frames.name(type) + " instead of SETTINGS");
            return;
        }
        if (inBlock && type != Http2Frames.CONTINUATION) {
            bad("a header block is interrupted by " + Http2Frames.name(type));
            return;
        }
        switch (type) {
            case Http2Frames.SETTINGS -> {
                settingsSeen = true;
                if ((flags & Http2Frames.ACK) == 0) {
                    line.send(SETTINGS_ACK);
                }
            }
            case Http2Frames.PING -> {
                if ((flags & Http2Frames.ACK) == 0) {
                    byte[] opaque = new byte[payload.remaining()];
                    payload.get(opaque);
                    line.send(Http2Frames.frame(Http2Frames.PING, Http2Frames.ACK, 0, opaque));
                }
            }
            case Http2Frames.GOAWAY -> goAway(payload);
            case Http2Frames.RST_STREAM -> {
                if (stream == 1) {
                    end(ProbeResult.failed(
                            FailReason.RESET, "the server reset the request, error " + code(payload, 0)));
                }
            }
            case Http2Frames.PUSH_PROMISE -> bad("it pushes, which it was told not to do");
            case Http2Frames.HEADERS -> headers(flags, stream, payload);
            case Http2Frames.CONTINUATION -> continuation(flags, stream, payload);
            case Http2Frames.DATA -> data(flags, stream, payload);
            default -> {
                // windows and priorities, and what is to be ignored because it is not known
            }
        }
    }

    private void goAway(ByteBuffer payload) {
        int error = code(payload, 4);
        if (error != 0 || code(payload, 0) == 0) {
            end(ProbeResult.failed(FailReason.CLOSED_EARLY, "the server gives the connection up, error " + error));
        }
    }

    private static int code(ByteBuffer payload, int offset) {
        return payload.remaining() >= offset + 4 ? payload.getInt(payload.position() + offset) : -1;
    }

    private void headers(int flags, int stream, ByteBuffer payload) {
        if (!strip(flags, payload, (flags & Http2Frames.PRIORITY) != 0 ? 5 : 0) || stream != 1) {
            bad("HEADERS of a wrong length or stream");
            return;
        }
        blockEndsStream = (flags & Http2Frames.END_STREAM) != 0;
        inBlock = true;
        continuation(flags, stream, payload);
    }

    /** Takes padding and a number of further bytes off; false when there are not so many. */
    private static boolean strip(int flags, ByteBuffer payload, int further) {
        int padding = 0;
        if ((flags & Http2Frames.PADDED) != 0) {
            if (!payload.hasRemaining()) {
                return false;
            }
            padding = payload.get() & 0xff;
        }
        if (payload.remaining() < padding + further) {
            return false;
        }
        payload.position(payload.position() + further).limit(payload.limit() - padding);
        return true;
    }

    private void continuation(int flags, int stream, ByteBuffer payload) {
        if (!inBlock || stream != 1 || block.size() + payload.remaining() > ResponseParser.HEAD_LIMIT) {
            bad("a header block that is too long, or out of place");
            return;
        }
        block.write(payload.array(), payload.position(), payload.remaining());
        if ((flags & Http2Frames.END_HEADERS) != 0) {
            inBlock = false;
            try {
                block();
            } catch (HeaderBlockReader.Malformed e) {
                bad(e.getMessage());
            }
        }
    }

    private void block() throws HeaderBlockReader.Malformed {
        boolean trailers = status != 0;
        headers.read(block.toByteArray(), (name, value) -> {
            if (name.equals(":status") && !trailers) {
                status = (int) Math.max(0, Math.min(999, HeadLine.number(value)));
            } else if (!trailers) {
                answer.header(name, value);
            }
        });
        block.reset();
        if (status < 100) {
            bad("headers without a status");
        } else if (status < 200 && !url.rules().status().contains(status)) {
            status = 0; // an interim response
            answer.forgetHeaders();
        } else if (blockEndsStream) {
            complete();
        }
    }

    private void data(int flags, int stream, ByteBuffer payload) {
        if (!strip(flags, payload, 0) || stream != 1 || status == 0) {
            bad("DATA of a wrong length, on a wrong stream, or before the headers");
            return;
        }
        bodyBytes += payload.remaining();
        answer.append(payload);
        if (bodyBytes > url.rules().maxBody()) {
            end(HttpExchange.tooLong(url.rules().maxBody()));
        } else if ((flags & Http2Frames.END_STREAM) != 0) {
            complete();
        }
    }

    private void complete() {
        transcript.note("HTTP/2, status {}, body of {} bytes", status, bodyBytes);
        Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
        end(new Judgement(url.rules(), transcript, answer, status).of(took, line));
    }

    private void bad(String problem) {
        end(ProbeResult.failed(FailReason.PROTOCOL, "not HTTP/2: " + problem));
    }

    private void end(ProbeResult result) {
        if (!over) {
            over = true;
            line.end(result);
        }
    }
}
