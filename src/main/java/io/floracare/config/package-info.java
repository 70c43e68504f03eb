/**
 * Settings from the command line, the environment and a file: one typed record tree, read once,
 * with every mistake reported at once. Depends on nothing else of the product.
 */
@NullMarked
package io.floracare.config;

import org.jspecify.annotations.NullMarked;
