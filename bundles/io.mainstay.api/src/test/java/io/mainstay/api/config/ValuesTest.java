// SPDX-License-Identifier: Apache-2.0
package io.mainstay.api.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {

    @ParameterizedTest
    @CsvSource({"5,5000000", "0.25,250000", ".5,500000", "1.,1000000", "0.0000019,1", "0,0"})
    void timersHaveMicroseconds(String text, long micros) {
        assertThat(Values.timer(text)).contains(Duration.ofNanos(micros * 1000));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "-1", "5s", "1e3", "0x10", "1.2.3", "99999999999"})
    void otherFormsAreNoTimers(String text) {
        assertThat(Values.timer(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1", "::", "fe80::1%1", "2001:db8::1", "::ffff:10.0.0.1"})
    void literalsAreAddresses(String text) {
        assertThat(Values.address(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0", "10.0.0.256", "10.0.0.1.", "localhost", "1", "0x7f.1", "1:2", ":::", "a.b.c.d"})
    void namesAndFragmentsAreNot(String text) {
        assertThat(Values.address(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"10.0.0.1:80,10.0.0.1:80", "[::1]:53,[::1]:53", "::1,[::1]:0", "10.0.0.1,10.0.0.1:0"})
    void endpointsInBothNotations(String text, String expected) {
        assertThat(Values.endpoint(text)).map(Object::toString).contains(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.1:", "10.0.0.1:0", "10.0.0.1:65536", "[::1:53", "::1]:53", "x:80", ":80"})
    void otherFormsAreNoEndpoints(String text) {
        assertThat(Values.endpoint(text)).isEmpty();
    }

    @Test
    void integersAreWholeWords() {
        assertThat(Values.integer("100x")).isEmpty();
        assertThat(Values.integer("-12")).contains(-12L);
        assertThat(Values.integer("-")).isEmpty();
        assertThat(Values.integer("99999999999999999999")).isEmpty();
    }
}
