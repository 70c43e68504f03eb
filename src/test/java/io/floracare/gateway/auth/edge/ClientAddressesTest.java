package io.floracare.gateway.auth.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.floracare.config.AddressRange;
import io.floracare.config.EdgeSettings.Forwarded;
import java.net.InetAddress;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ClientAddressesTest {
    private static final List<AddressRange> PROXIES =
            List.of(range("10.0.0.0", 8), range("fd00::", 8));

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // peer | header | client
                "192.0.2.9 | 203.0.113.1 | 192.0.2.9",
                "10.0.0.1 | 203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | 198.51.100.7, 203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | 198.51.100.7, 203.0.113.1, 10.0.0.2 | 203.0.113.1",
                "10.0.0.1 | 10.9.9.9, 10.0.0.2 | 10.9.9.9",
                "10.0.0.1 | 203.0.113.1:4711 | 203.0.113.1",
                "10.0.0.1 | [2001:db8::1]:4711 | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | 2001:db8::1 | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | ::ffff:203.0.113.1 | 203.0.113.1",
                "fd00::1 | 203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | unknown | 10.0.0.1",
                "10.0.0.1 | 203.0.113.1, unknown | 10.0.0.1",
                "10.0.0.1 | 203.0.113.1, evil.example | 10.0.0.1",
                "10.0.0.1 | '' | 10.0.0.1",
                "10.0.0.1 | ',,' | 10.0.0.1",
            })
    void client_is_the_last_hop_that_is_no_proxy(String peer, String header, String client) {
        assertThat(client(Forwarded.X_FORWARDED_FOR, peer, header)).isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\'',
            value = {
                "10.0.0.1 | for=203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | For=\"[2001:db8::1]:80\";proto=https | 2001:db8:0:0:0:0:0:1",
                "10.0.0.1 | proto=https;by=10.0.0.3;for=203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | for=198.51.100.7, for=203.0.113.1;proto=http | 203.0.113.1",
                "10.0.0.1 | for=\"x, for=203.0.113.1 | 203.0.113.1",
                "10.0.0.1 | for=_hidden | 10.0.0.1",
                "10.0.0.1 | proto=https | 10.0.0.1",
                "10.0.0.1 | 203.0.113.1 | 10.0.0.1",
            })
    void forwarded_is_read_as_rfc_7239_has_it(String peer, String header, String client) {
        assertThat(client(Forwarded.FORWARDED, peer, header)).isEqualTo(client);
    }

    @Test
    void several_header_lines_are_one_list() {
        ClientAddresses addresses = new ClientAddresses(PROXIES, Forwarded.X_FORWARDED_FOR);

        assertThat(
                        addresses.client(
                                InetAddress.ofLiteral("10.0.0.1"),
                                List.of("198.51.100.7", "203.0.113.1, 10.0.0.2")))
                .isEqualTo(InetAddress.ofLiteral("203.0.113.1"));
    }

    @Property(tries = 500)
    void whatever_a_client_writes_before_it_the_proxys_word_counts(
            @ForAll @StringLength(max = 60) String written) {
        assertThat(client(Forwarded.X_FORWARDED_FOR, "10.0.0.1", written + ",203.0.113.1"))
                .isEqualTo("203.0.113.1");
        assertThat(client(Forwarded.FORWARDED, "10.0.0.1", written + ",for=203.0.113.1"))
                .isEqualTo("203.0.113.1");
    }

    private static String client(Forwarded header, String peer, String value) {
        return new ClientAddresses(PROXIES, header)
                .client(InetAddress.ofLiteral(peer), List.of(value))
                .getHostAddress();
    }

    private static AddressRange range(String network, int prefix) {
        return new AddressRange(InetAddress.ofLiteral(network), prefix);
    }
}
