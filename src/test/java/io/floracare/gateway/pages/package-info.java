/** Tests of the pages: their files over HTTP, their texts, and both pages in a real browser. */
@NullMarked
package io.floracare.gateway.pages;

import org.jspecify.annotations.NullMarked;
