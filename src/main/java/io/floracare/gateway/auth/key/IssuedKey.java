package io.floracare.gateway.auth.key;

/**
 * A key with the secret that only its bearer will have.
 *
 * @param key as it is kept
 * @param secret to be handed over once
 */
public record IssuedKey(StoredKey key, Secret secret) {}
