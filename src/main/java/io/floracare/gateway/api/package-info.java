/**
 * What the gateway serves, as data: one table of routes from which both the server and its OpenAPI
 * document are made, so that they cannot differ.
 */
@NullMarked
package io.floracare.gateway.api;

import org.jspecify.annotations.NullMarked;
