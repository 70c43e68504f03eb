/** Tests of the documents: generated ones equal the code, examples parse, links lead somewhere. */
@NullMarked
package io.floracare.docs;

import org.jspecify.annotations.NullMarked;
