// SPDX-License-Identifier: Apache-2.0
package io.mainstay.launcher.genhash;

import io.mainstay.launcher.genhash.GenhashLine.Option;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.NoRouteToHostException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;

/** Asks once, and prints. */
public final class Genhash {
    private static final int OK = 0;
    private static final int FAILED = 1;

    private Genhash() {}

    /** Returns the exit code: 0 when a digest was printed. */
    public static int run(List<String> words, PrintStream out, PrintStream err) {
        GenhashLine line = GenhashLine.parse(words);
        if (line.has(Option.HELP)) {
            err.print(GenhashLine.usage());
            return OK;
        }
        List<String> problems = new ArrayList<>(line.problems());
        Optional<Question> question = Question.of(line, problems);
        if (question.isEmpty()) {
            problems.forEach(problem -> err.println("genhash: " + problem));
            err.println("genhash: 'mainstay genhash -h' lists all options");
            return FAILED;
        }
        long start = System.nanoTime();
        try {
            Answer answer = ask(question.get());
            if (line.has(Option.VERBOSE)) {
                out.print(answer.head());
                out.println(answer.length() + " bytes of body, after " + (System.nanoTime() - start) / 1000 + " us");
            }
            out.println(answer.digest());
            return OK;
        } catch (IOException | GeneralSecurityException e) {
            err.println("genhash: " + question.get().server() + " port "
                    + question.get().port() + ": " + describe(e));
            return FAILED;
        }
    }

    private static String describe(Exception e) {
        if (e instanceof ConnectException || e instanceof NoRouteToHostException) {
            return "the connection failed: " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "no answer in time; a longer time is given with -t";
        }
        return e instanceof java.net.UnknownHostException ? "there is no such host" : String.valueOf(e.getMessage());
    }

    private static Answer ask(Question question) throws IOException, GeneralSecurityException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(question.server(), question.port()), question.timeoutMillis());
            socket.setSoTimeout(question.timeoutMillis());
            Socket line = question.tls() ? encrypted(socket, question) : socket;
            line.getOutputStream().write(question.request().getBytes(StandardCharsets.ISO_8859_1));
            line.getOutputStream().flush();
            return Answer.read(new BufferedInputStream(line.getInputStream()), MessageDigest.getInstance("MD5"));
        }
    }

    private static Socket encrypted(Socket socket, Question question) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new AnyCertificate()}, null);
        SSLSocket tls =
                (SSLSocket) context.getSocketFactory().createSocket(socket, question.server(), question.port(), true);
        SSLParameters parameters = tls.getSSLParameters();
        parameters.setServerNames(question.serverName()
                .map(name -> List.<javax.net.ssl.SNIServerName>of(new SNIHostName(name)))
                .orElse(List.of()));
        tls.setSSLParameters(parameters);
        tls.startHandshake();
        return tls;
    }

    /** What is asked for is a digest, not trust; keepalived's does the same. */
    private static final class AnyCertificate implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
