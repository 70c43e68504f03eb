package io.floracare.gateway.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Base64;

/**
 * A certificate for localhost, signed by itself, as few bytes of DER (X.690, RFC 5280) as will do:
 * Java reads certificates, and has no interface to make them.
 *
 * @param keys its keys
 * @param certificate itself
 */
public record TestCertificate(KeyPair keys, X509Certificate certificate) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);

    public static TestCertificate create(String name, String keyAlgorithm, Duration life) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(keyAlgorithm);
            generator.initialize(keyAlgorithm.equals("RSA") ? 2048 : 256);
            KeyPair keys = generator.generateKeyPair();
            boolean rsa = keyAlgorithm.equals("RSA");
            byte[] algorithm =
                    rsa
                            ? sequence(oid(0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 1, 11), tag(5))
                            : sequence(oid(0x2a, 0x86, 0x48, 0xce, 0x3d, 4, 3, 2));
            byte[] subject = sequence(tag(0x31, sequence(oid(0x55, 4, 3), tag(0x0c, text(name)))));
            Instant start = Instant.now().minus(Duration.ofDays(1));
            byte[] body =
                    sequence(
                            tag(0xa0, tag(2, new byte[] {2})),
                            tag(2, BigInteger.valueOf(System.nanoTime()).toByteArray()),
                            algorithm,
                            subject,
                            sequence(time(start), time(Instant.now().plus(life))),
                            subject,
                            keys.getPublic().getEncoded(),
                            tag(0xa3, sequence(subjectAlternativeNames())));
            Signature signature = Signature.getInstance(rsa ? "SHA256withRSA" : "SHA256withECDSA");
            signature.initSign(keys.getPrivate());
            signature.update(body);
            byte[] der = sequence(body, algorithm, tag(3, new byte[] {0}, signature.sign()));
            return new TestCertificate(
                    keys,
                    (X509Certificate)
                            CertificateFactory.getInstance("X.509")
                                    .generateCertificate(new ByteArrayInputStream(der)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public void write(Path certificateFile, Path keyFile) throws IOException {
        Files.writeString(keyFile, pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
        Files.writeString(certificateFile, pem());
    }

    public String pem() {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String pem(String label, byte[] der) {
        return "-----BEGIN "
                + label
                + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                + "\n-----END "
                + label
                + "-----\n";
    }

    private static byte[] subjectAlternativeNames() {
        byte[] names = sequence(tag(0x82, text("localhost")), tag(0x87, new byte[] {127, 0, 0, 1}));
        return sequence(oid(0x55, 0x1d, 0x11), tag(4, names));
    }

    private static byte[] time(Instant time) {
        return tag(0x18, text(TIME.format(time)));
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] oid(int... bytes) {
        byte[] encoded = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            encoded[i] = (byte) bytes[i];
        }
        return tag(6, encoded);
    }

    private static byte[] sequence(byte[]... parts) {
        return tag(0x30, parts);
    }

    private static byte[] tag(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.size() < 0x80) {
            out.write(content.size());
        } else {
            byte[] length = BigInteger.valueOf(content.size()).toByteArray();
            int skip = length[0] == 0 ? 1 : 0;
            out.write(0x80 | (length.length - skip));
            out.write(length, skip, length.length - skip);
        }
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }
}
