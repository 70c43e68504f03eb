package io.floracare.gateway.tls;

import io.floracare.config.TlsSettings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a certificate chain and its private key from PEM files (RFC 7468). */
final class PemReader {
    private static final int MOST_BYTES = 1 << 20;
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\\s]+)-----END \\1-----");
    private static final byte[] PROBE = "which key is it".getBytes(StandardCharsets.US_ASCII);

    private PemReader() {}

    /**
     * Reads both files.
     *
     * @throws IOException if they do not make a server's identity; the message says what is wrong
     *     with which, and what to do
     */
    static ServerIdentity read(TlsSettings.Files files) throws IOException {
        List<X509Certificate> chain = chain(files.certificate());
        PublicKey publicKey = chain.getFirst().getPublicKey();
        PrivateKey key = key(files.key(), publicKey.getAlgorithm());
        if (!belongTogether(publicKey, key)) {
            throw new IOException(
                    "the private key "
                            + files.key()
                            + " is not that of the first certificate in "
                            + files.certificate());
        }
        return new ServerIdentity(chain, key);
    }

    private static List<X509Certificate> chain(Path file) throws IOException {
        List<X509Certificate> chain = new ArrayList<>();
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (Certificate certificate :
                    factory.generateCertificates(new ByteArrayInputStream(bytes(file)))) {
                chain.add((X509Certificate) certificate);
            }
        } catch (CertificateException e) {
            throw new IOException(file + " holds no certificate in PEM: " + e.getMessage(), e);
        }
        if (chain.isEmpty()) {
            throw new IOException(file + " holds no certificate in PEM");
        }
        for (int i = 1; i < chain.size(); i++) {
            if (!chain.get(i - 1)
                    .getIssuerX500Principal()
                    .equals(chain.get(i).getSubjectX500Principal())) {
                throw new IOException(
                        "certificate "
                                + i
                                + " in "
                                + file
                                + " was not issued by certificate "
                                + (i + 1)
                                + ": the server's comes first, then its issuer's, and so on");
            }
        }
        return chain;
    }

    private static PrivateKey key(Path file, String algorithm) throws IOException {
        Matcher block = BLOCK.matcher(new String(bytes(file), StandardCharsets.US_ASCII));
        String other = "";
        while (block.find()) {
            if (block.group(1).equals("PRIVATE KEY")) {
                return decode(file, block.group(2), algorithm);
            }
            if (block.group(1).endsWith("PRIVATE KEY")) {
                other = block.group(1);
            }
        }
        throw new IOException(
                other.isEmpty()
                        ? file + " holds no private key in PEM"
                        : file
                                + " holds an "
                                + other
                                + "; a PKCS #8 key without a password is needed: openssl pkcs8"
                                + " -topk8 -nocrypt -in "
                                + file
                                + " -out NEW");
    }

    private static PrivateKey decode(Path file, String base64, String algorithm)
            throws IOException {
        try {
            byte[] der = Base64.getMimeDecoder().decode(base64);
            return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
        } catch (IllegalArgumentException | GeneralSecurityException e) {
            throw new IOException(
                    "the private key in "
                            + file
                            + " is damaged, or of another kind than the certificate, which has "
                            + algorithm,
                    e);
        }
    }

    private static boolean belongTogether(PublicKey publicKey, PrivateKey privateKey) {
        String scheme =
                switch (publicKey.getAlgorithm()) {
                    case "RSA" -> "SHA256withRSA";
                    case "EC" -> "SHA256withECDSA";
                    default -> publicKey.getAlgorithm();
                };
        try {
            Signature signing = Signature.getInstance(scheme);
            signing.initSign(privateKey);
            signing.update(PROBE);
            byte[] signature = signing.sign();
            Signature checking = Signature.getInstance(scheme);
            checking.initVerify(publicKey);
            checking.update(PROBE);
            return checking.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private static byte[] bytes(Path file) throws IOException {
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new IOException(file + " is too large to be a certificate or a key");
            }
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no file " + file + ", which tls.certificate or tls.key names", e);
        } catch (AccessDeniedException e) {
            throw new IOException(file + " may not be read by this user", e);
        }
    }
}
